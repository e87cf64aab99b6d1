package dev.countersign.signing.trust;

import dev.countersign.signing.manifest.Manifest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a plan needs before it may run. All rules that match must hold.
 *
 * @param name for messages
 * @param when whether the rule is about a plan
 * @param require number of people by role; {@code owner.*} means the owner of every schema touched, {@link #OWNERS} the owners of every object touched
 * @param distinct which of {@code author}, {@code approver}, {@code applier} must be different people
 * @param maxAge how old plan and approvals may be
 * @param hardwareKey whether approvals need a security key with touch
 * @param rejectBlocks whether a standing rejection by somebody in a required role stops the plan
 * @param owes approvals that must follow later, for emergencies
 */
public record Rule(
        String name,
        Condition when,
        Map<String, Integer> require,
        Set<Duty> distinct,
        Optional<Duration> maxAge,
        boolean hardwareKey,
        boolean rejectBlocks,
        Optional<Debt> owes) {

    /** In place of a role: whom the project's ownership policy lets change each object of the plan. */
    public static final String OWNERS = "owners";

    public Rule {
        require = Map.copyOf(require);
        distinct = Set.copyOf(distinct);
    }

    /** The required roles, sorted by name. */
    @Override
    public Map<String, Integer> require() {
        return new TreeMap<>(require);
    }

    /** Whether a rule is about a plan. */
    @FunctionalInterface
    public interface Condition {
        /** @throws TrustException when it cannot be told */
        boolean matches(Manifest manifest);
    }

    /** The parts people play. */
    public enum Duty {
        /** Who made the plan. */
        AUTHOR,
        /** Who approves it. */
        APPROVER,
        /** Who runs it. */
        APPLIER
    }

    /** Approvals owed after an emergency. */
    public record Debt(int approvals, Duration within) {}
}
