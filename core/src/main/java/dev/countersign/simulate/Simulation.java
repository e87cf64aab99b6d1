package dev.countersign.simulate;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Fingerprint;
import dev.countersign.diff.Change;
import java.util.List;
import java.util.Optional;

/**
 * What a dev database showed when the plan ran on it.
 *
 * @param engine the engine that ran it, e.g. {@code PostgreSQL 18.6 (embedded)}
 * @param observations one per statement that ran, in order
 * @param failure the statement that the engine refused, if one was; nothing after it ran
 * @param rowFailure the statement that the rows of the sample make fail; the plan itself is sound, so everything else is still proved without rows
 * @param remaining what still differs from the expected state (desired plus what was kept out) after the last statement; empty is the proof
 * @param otherRows what is not as promised of rows that follow the desired state, one sentence each; no value is named
 * @param notSimulated statements or parts that could not be run, with the reason
 * @param millis wall-clock time
 */
public record Simulation(
        String engine,
        List<Observation> observations,
        Optional<Failure> failure,
        Optional<Failure> rowFailure,
        List<Change> remaining,
        List<String> otherRows,
        List<NotSimulated> notSimulated,
        long millis) {
    public Simulation {
        observations = List.copyOf(observations);
        remaining = List.copyOf(remaining);
        otherRows = List.copyOf(otherRows);
        notSimulated = List.copyOf(notSimulated);
    }

    /** A simulation of a plan without statements about rows. */
    public Simulation(
            String engine,
            List<Observation> observations,
            Optional<Failure> failure,
            Optional<Failure> rowFailure,
            List<Change> remaining,
            List<NotSimulated> notSimulated,
            long millis) {
        this(engine, observations, failure, rowFailure, remaining, List.of(), notSimulated, millis);
    }

    /** Whether every statement ran, the state after the last one is the expected one, and rows are as promised. */
    public boolean arrives() {
        return failure.isEmpty() && remaining.isEmpty() && otherRows.isEmpty() && notSimulated.isEmpty();
    }

    /**
     * One statement's effect.
     *
     * @param number the statement's number in the plan
     * @param before the state before it
     * @param after the state after it
     * @param changes what it really changed
     */
    public record Observation(int number, Catalog before, Catalog after, List<Change> changes) {
        public Observation {
            changes = List.copyOf(changes);
        }

        /** The fingerprint of the state after it; computed when asked for, because only a seal needs those of all statements. */
        public Fingerprint fingerprint() {
            return Fingerprint.of(after);
        }
    }

    /** A refused statement and the engine's words. */
    public record Failure(int number, String sqlState, String message) {}

    /** Something that was not simulated; {@code number} is 0 for the plan as a whole. */
    public record NotSimulated(int number, String why) {}
}
