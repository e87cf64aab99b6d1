/** Reads a PostgreSQL catalog: a handful of set-based queries in one read-only snapshot, whatever the number of objects. */
package dev.countersign.postgres.inspect;
