/** Plans for SQLite: in place where ALTER TABLE can, otherwise the table is rebuilt with its rows. */
package dev.countersign.sqlite.plan;
