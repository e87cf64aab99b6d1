/** SQLite's SQL text: tokens, names, and the CREATE statements that SQLite keeps as the only complete record of a schema. */
package dev.countersign.sqlite.sql;
