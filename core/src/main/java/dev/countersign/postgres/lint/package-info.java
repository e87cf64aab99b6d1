/** Analyzers that need to know PostgreSQL: locks, rewrites, scans and concurrent index builds. */
package dev.countersign.postgres.lint;
