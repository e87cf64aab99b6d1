/** Runs statements on a PostgreSQL dev database one by one and reads the state after each. */
package dev.countersign.postgres.observe;
