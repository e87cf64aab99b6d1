package dev.countersign.signing.manifest;

import dev.countersign.signing.json.UtcTime;
import java.time.Instant;
import java.util.Optional;

/**
 * A question to the data that must be answered as expected, at review and again before the plan runs.
 *
 * @param sql the question
 * @param expect the answer that lets the plan go on
 * @param result the answer at review, empty when it was not asked
 * @param at when it was asked
 */
public record Precondition(String sql, String expect, Optional<String> result, Optional<Instant> at) {
    public Precondition {
        at = at.map(UtcTime::seconds);
    }
}
