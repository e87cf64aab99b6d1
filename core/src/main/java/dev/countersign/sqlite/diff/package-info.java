/** Compares two SQLite catalogs as SQLite compares names: without regard to the case of ASCII letters. */
package dev.countersign.sqlite.diff;
