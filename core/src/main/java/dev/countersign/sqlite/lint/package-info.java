/** Analyzers that need to know how SQLite stores values: affinities, STRICT tables, numbers of rows. */
package dev.countersign.sqlite.lint;
