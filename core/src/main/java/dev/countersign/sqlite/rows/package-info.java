/** How SQLite reads and writes rows. */
package dev.countersign.sqlite.rows;
