package dev.countersign.dialect;

import dev.countersign.catalog.ObjectRef;
import java.time.Instant;
import java.util.Optional;

/**
 * How often a table was used, by the server's own counters. Replicas keep counters of their own.
 *
 * @param table the table
 * @param reads how many scans were started on it, of the table and of its indexes
 * @param writes how many rows were inserted, updated or deleted
 * @param lastRead when it was read last; empty when it never was, or when the server does not say ({@code datesReads})
 * @param datesReads whether the server says when a table was read last
 * @param countedSince from when the counters count; empty when that is not known
 */
public record TableUse(
        ObjectRef table,
        long reads,
        long writes,
        Optional<Instant> lastRead,
        boolean datesReads,
        Optional<Instant> countedSince) {}
