/** Directories of migrations as several tools lay them out: which files they hold, in which order they run, and which are new. */
package dev.countersign.source.directory;
