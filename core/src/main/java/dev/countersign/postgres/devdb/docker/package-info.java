/** Dev databases in a container that lives as long as the review. */
package dev.countersign.postgres.devdb.docker;
