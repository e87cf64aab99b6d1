package dev.countersign.signing.record;

import dev.countersign.signing.Digest;
import dev.countersign.signing.json.UtcTime;
import java.time.Instant;

/**
 * Takes back the signer's own decisions up to now, or the whole plan (author or role {@code security}).
 *
 * @param plan digest of the plan part
 * @param signer who takes back
 * @param at claimed time, UTC
 * @param scope what is taken back
 * @param reason why
 */
public record Withdraw(Digest plan, String signer, Instant at, Scope scope, String reason) implements PlanRecord {
    public Withdraw {
        at = UtcTime.seconds(at);
    }

    /** What is taken back. */
    public enum Scope {
        /** The signer's own earlier decisions. */
        DECISION("decision"),
        /** The plan. */
        PLAN("plan");

        private final String word;

        Scope(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }
}
