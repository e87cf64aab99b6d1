/** Reads a SQLite database file: the texts it keeps, checked against what its PRAGMAs say. */
package dev.countersign.sqlite.inspect;
