package dev.countersign.signing.manifest;

import java.util.List;
import java.util.Optional;

/**
 * What happened when the plan ran on a dev database.
 *
 * @param engine for example {@code PostgreSQL 18.6}
 * @param result {@code reached}, {@code differs}, {@code failed} or {@code not run}
 * @param reached fingerprint after the last statement
 * @param rows counted before and after, where rows were there
 * @param durationMs milliseconds
 * @param notSimulated statements that could not run, with the reason
 */
public record SimulationFacts(
        String engine,
        String result,
        Optional<String> reached,
        Optional<Rows> rows,
        long durationMs,
        List<NotSimulated> notSimulated) {
    public SimulationFacts {
        notSimulated = List.copyOf(notSimulated);
    }

    /** Row counts over all tables. */
    public record Rows(long before, long after, long lost) {}

    /** A statement that was not run, by number. */
    public record NotSimulated(int statement, String why) {}
}
