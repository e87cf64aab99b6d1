package dev.countersign.signing.record;

import dev.countersign.signing.Digest;
import dev.countersign.signing.json.UtcTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Closes the review: lists all decisions seen. A decision that is missing later was removed; one that is new came too late.
 *
 * @param plan digest of the plan part
 * @param signer the releaser
 * @param at claimed time, UTC
 * @param decisions digests of all decision records
 * @param auditSize entries of the audit log at that time
 * @param auditHead hash of its last entry
 */
public record Release(
        Digest plan,
        String signer,
        Instant at,
        List<Digest> decisions,
        Optional<Long> auditSize,
        Optional<Digest> auditHead)
        implements PlanRecord {
    public Release {
        at = UtcTime.seconds(at);
        decisions = List.copyOf(decisions);
    }
}
