package dev.countersign.signing.record;

import dev.countersign.signing.Digest;
import dev.countersign.signing.json.UtcTime;
import java.time.Instant;
import java.util.Optional;

/**
 * The author's signature: "this is what I propose".
 *
 * @param plan digest of the plan part
 * @param signer principal of the author
 * @param at claimed time, UTC
 * @param comment free text
 */
public record Seal(Digest plan, String signer, Instant at, Optional<String> comment) implements PlanRecord {
    public Seal {
        at = UtcTime.seconds(at);
    }
}
