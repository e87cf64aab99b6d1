/** How PostgreSQL writes names and literals. */
package dev.countersign.postgres.name;
