/** Rows that the desired state has: which tables they are of, how they differ from those that are there, and the statements that make them equal. */
package dev.countersign.rows;
