package dev.countersign.plan;

import dev.countersign.diff.Change;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How to plan.
 *
 * @param lockSafe what is made without stopping others
 * @param keepOut says for a difference why it must not be planned, or empty to plan it
 * @param wordings how some statements are put
 * @param standIns whether stand-ins may be written for secrets that were never read; else what needs them cannot be planned
 */
public record PlanOptions(
        LockSafe lockSafe, Function<Change, Optional<String>> keepOut, Set<Wording> wordings, boolean standIns) {
    public PlanOptions {
        wordings = Set.copyOf(wordings);
    }

    /** A plan for a real database, without stand-ins for secrets. */
    public PlanOptions(LockSafe lockSafe, Function<Change, Optional<String>> keepOut) {
        this(lockSafe, keepOut, Set.of(), false);
    }

    /** Plan everything, plainly. */
    public static PlanOptions everything() {
        return with(LockSafe.never());
    }

    /** Plan everything in the given forms. */
    public static PlanOptions with(LockSafe lockSafe) {
        return new PlanOptions(lockSafe, change -> Optional.empty());
    }

    /** Plan everything, plainly, for a database that nobody will use: secrets that were never read get stand-ins. */
    public static PlanOptions rehearsal() {
        return new PlanOptions(LockSafe.never(), change -> Optional.empty(), Set.of(), true);
    }
}
