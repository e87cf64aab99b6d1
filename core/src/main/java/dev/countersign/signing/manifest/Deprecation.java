package dev.countersign.signing.manifest;

import dev.countersign.signing.Digest;
import dev.countersign.signing.json.UtcTime;
import java.time.Instant;
import java.util.Optional;

/**
 * Why an object may be dropped now: the announcement that went before.
 *
 * @param object the dropped object
 * @param deprecatedBy the plan that announced it
 * @param windowDays how long it had to stay
 * @param eligibleAt from when it may be dropped
 * @param usage what was seen of its use since then
 */
public record Deprecation(
        StatementEntry.TouchedObject object,
        Optional<DeprecatedBy> deprecatedBy,
        long windowDays,
        Optional<Instant> eligibleAt,
        Optional<Usage> usage) {
    public Deprecation {
        eligibleAt = eligibleAt.map(UtcTime::seconds);
    }

    /** The announcing plan, when it ran, and the digest of its receipt. */
    public record DeprecatedBy(Digest plan, Instant appliedAt, Optional<Digest> receipt) {
        public DeprecatedBy {
            appliedAt = UtcTime.seconds(appliedAt);
        }
    }

    /** Reads and writes counted by the engine since a time. */
    public record Usage(String source, Instant since, long reads, long writes) {
        public Usage {
            since = UtcTime.seconds(since);
        }
    }
}
