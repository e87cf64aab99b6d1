/** Rows in scripts: {@code COPY ... FROM stdin}. */
package dev.countersign.postgres.copy;
