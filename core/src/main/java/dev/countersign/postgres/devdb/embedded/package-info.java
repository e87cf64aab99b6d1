/** The built-in PostgreSQL: bundled binaries, started for one process, reachable by nobody else, gone when that process ends. */
package dev.countersign.postgres.devdb.embedded;
