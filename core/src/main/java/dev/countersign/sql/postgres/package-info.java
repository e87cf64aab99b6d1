/** How names and texts are written in PostgreSQL so that any name and any text survive. */
package dev.countersign.sql.postgres;
