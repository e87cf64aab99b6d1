/** Where the user's own files belong on this system. */
package dev.countersign.folders;
