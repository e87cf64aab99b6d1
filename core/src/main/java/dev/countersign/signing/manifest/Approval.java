package dev.countersign.signing.manifest;

import dev.countersign.signing.Digest;
import dev.countersign.signing.json.UtcTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When the plan may run, and what its author believes it needs. The latter is for display: the verifier decides.
 *
 * @param policySha256 digest of the trust folder that the author saw
 * @param expected rules that the author expects to apply
 * @param notBefore not earlier than this
 * @param expiresAt not later than this
 * @param window the only span in which it may run
 */
public record Approval(
        Optional<Digest> policySha256,
        List<ExpectedRule> expected,
        Optional<Instant> notBefore,
        Instant expiresAt,
        Optional<Window> window) {
    public Approval {
        expected = List.copyOf(expected);
        notBefore = notBefore.map(UtcTime::seconds);
        expiresAt = UtcTime.seconds(expiresAt);
    }

    /** A rule with the number of approvals by role. */
    public record ExpectedRule(String rule, Map<String, Integer> roles, List<String> distinctFrom) {
        public ExpectedRule {
            roles = new TreeMap<>(roles);
            distinctFrom = List.copyOf(distinctFrom);
        }

        /** The roles, sorted by name. */
        @Override
        public Map<String, Integer> roles() {
            return new TreeMap<>(roles);
        }
    }

    /** A span of time, both ends included. */
    public record Window(Instant from, Instant until) {
        public Window {
            from = UtcTime.seconds(from);
            until = UtcTime.seconds(until);
        }
    }
}
