package dev.countersign.lint.preflight;

import dev.countersign.lint.Diagnostic.Evidence;
import java.time.Instant;

/** What the rows say. */
public sealed interface Answer {

    /**
     * Counted.
     *
     * @param count how many; never more than {@link RowProbe#CAP}
     * @param sql the query that counted
     * @param evidence whose rows they are
     * @param at when they were counted
     */
    record Counted(long count, String sql, Evidence evidence, Instant at) implements Answer {
        /** The number for people: {@code 17}, or {@code more than 10000} when counting stopped there. */
        public String display() {
            return count >= RowProbe.CAP ? "more than " + (RowProbe.CAP - 1) : Long.toString(count);
        }

        /** Whether these are the rows of the database the plan is for, not of a sample. */
        public boolean live() {
            return evidence == Evidence.LIVE_DATA;
        }
    }

    /** Nobody knows: no rows at hand, no right to read them, or it took too long. Never to be read as safe. */
    record Unknown(String why) implements Answer {}
}
