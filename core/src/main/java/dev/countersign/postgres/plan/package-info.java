/** Plans migrations for PostgreSQL: what must go and come back around a change, in which order, and the DDL text of each step. */
package dev.countersign.postgres.plan;
