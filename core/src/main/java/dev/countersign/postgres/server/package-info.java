/** Which PostgreSQL server and database a connection leads to. */
package dev.countersign.postgres.server;
