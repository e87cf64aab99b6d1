/** Runs statements on a SQLite dev database and reads the state after each. */
package dev.countersign.sqlite.observe;
