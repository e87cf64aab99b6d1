/** Choosing what to compare: a project folder, or two states by URL or file. */
package dev.countersign.app.connect;
