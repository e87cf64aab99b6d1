/** Which locks, rewrites and scans a PostgreSQL statement brings: facts measured on servers of the versions 12 to 18. */
package dev.countersign.postgres.locks;
