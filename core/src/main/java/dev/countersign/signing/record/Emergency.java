package dev.countersign.signing.record;

import dev.countersign.signing.Digest;
import dev.countersign.signing.json.UtcTime;
import java.time.Instant;
import java.util.Optional;

/**
 * Break-glass use, with the debt it opens.
 *
 * @param plan digest of the plan part
 * @param signer who applies
 * @param at claimed time, UTC
 * @param reason why the normal way was too slow
 * @param incident where the incident is tracked
 * @param owedApprovals how many approvals must follow
 * @param owedWithinHours within how many hours
 */
public record Emergency(
        Digest plan,
        String signer,
        Instant at,
        String reason,
        Optional<String> incident,
        int owedApprovals,
        int owedWithinHours)
        implements PlanRecord {
    public Emergency {
        at = UtcTime.seconds(at);
    }
}
