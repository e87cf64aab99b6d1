package dev.countersign.review;

import dev.countersign.catalog.Fingerprint;
import java.time.Instant;

/**
 * One of the two states of a review, for people.
 *
 * @param label short name, e.g. {@code shop@db.example} or {@code desired.sql}; never a password
 * @param kind {@code database} or {@code SQL files}
 * @param server server that read it, e.g. {@code PostgreSQL 18.6}
 * @param readAt when it was read
 * @param objects number of compared objects
 */
public record StateInfo(
        String label, String kind, String server, Instant readAt, int objects, Fingerprint fingerprint) {}
