/** PostgreSQL definitions for people: one declaration a line, to be laid side by side. */
package dev.countersign.postgres.definition;
