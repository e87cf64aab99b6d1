/** How PostgreSQL reads and writes rows. */
package dev.countersign.postgres.rows;
