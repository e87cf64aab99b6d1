package dev.countersign.drift;

import java.util.List;

/**
 * A row of the table in which Atlas notes which migrations ran.
 *
 * @param version of the file
 * @param type bits: 1 a baseline, 2 run, 4 set by hand
 * @param applied how many of its statements ran
 * @param total how many it had
 * @param executedAt when, as the server writes it; empty when it does not say. Comparable among the rows of one table
 * @param error what the server said to the statement that failed; empty when none did
 * @param hash the sum of the directory up to this file at that time; empty when the row has none
 * @param statements the sums of the statements that ran, each over all up to it; empty when the row keeps none
 */
public record Revision(
        String version,
        long type,
        long applied,
        long total,
        String executedAt,
        String error,
        String hash,
        List<String> statements) {
    private static final long BASELINE = 1;
    private static final long BY_HAND = 4;

    public Revision {
        statements = List.copyOf(statements);
    }

    /** A row that keeps no sums of statements. */
    public Revision(String version, long type, long applied, long total, String executedAt, String error, String hash) {
        this(version, type, applied, total, executedAt, error, hash, List.of());
    }

    /** Whether a person said that everything up to this version is there, and nothing ran. */
    public boolean isBaseline() {
        return (type & BASELINE) != 0;
    }

    /** Whether a part of its statements did not run. */
    public boolean isUnfinished() {
        return (type & (BASELINE | BY_HAND)) == 0 && (applied < total || !error.isBlank());
    }
}
