package dev.countersign.signing.record;

import dev.countersign.signing.Digest;
import dev.countersign.signing.SigningException;
import dev.countersign.signing.json.UtcTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A reviewer's word on the plan. The latest of a person counts.
 *
 * @param plan digest of the plan part
 * @param signer principal of the reviewer
 * @param at claimed time, UTC
 * @param decision what they say
 * @param role the role they claim; what counts is the verifier's own list
 * @param comment why; needed for a rejection
 * @param conditions what must hold for an approval, for people to read
 * @param trust digest of the trust folder that the reviewer saw
 * @param expiresAt when an approval stops counting, not later than the plan itself
 */
public record Decision(
        Digest plan,
        String signer,
        Instant at,
        Choice decision,
        Optional<String> role,
        Optional<String> comment,
        List<String> conditions,
        Optional<Digest> trust,
        Optional<Instant> expiresAt)
        implements PlanRecord {
    /** @throws dev.countersign.signing.SigningException when a rejection has no comment */
    public Decision {
        at = UtcTime.seconds(at);
        conditions = List.copyOf(conditions);
        expiresAt = expiresAt.map(UtcTime::seconds);
        if (decision == Choice.REJECT && comment.filter(text -> !text.isBlank()).isEmpty()) {
            throw new SigningException("A rejection needs a comment that says why.");
        }
    }

    /** The three answers. */
    public enum Choice {
        /** May run. */
        APPROVE("approve"),
        /** Must not run. */
        REJECT("reject"),
        /** Seen, without a vote. */
        ABSTAIN("abstain");

        private final String word;

        Choice(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }
}
