/** PostgreSQL 12 to 18: the dialect that everything else is measured against. */
package dev.countersign.postgres;
