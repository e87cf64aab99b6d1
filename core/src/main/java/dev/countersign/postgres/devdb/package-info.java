/** Dev databases of PostgreSQL: what their scratch databases and time limits share; a room for each way to get an engine. */
package dev.countersign.postgres.devdb;
