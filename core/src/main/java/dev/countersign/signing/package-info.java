/** Signed plan files: what is signed, with which keys, who may sign what, and whether a file may be trusted. */
package dev.countersign.signing;
