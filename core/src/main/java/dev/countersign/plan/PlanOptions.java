package dev.countersign.plan;

import dev.countersign.diff.Change;
import java.util.Optional;
import java.util.function.Function;

/**
 * How to plan.
 *
 * @param lockSafe what is made without stopping others
 * @param keepOut says for a difference why it must not be planned, or empty to plan it
 */
public record PlanOptions(LockSafe lockSafe, Function<Change, Optional<String>> keepOut) {

    /** Plan everything, plainly. */
    public static PlanOptions everything() {
        return with(LockSafe.never());
    }

    /** Plan everything in the given forms. */
    public static PlanOptions with(LockSafe lockSafe) {
        return new PlanOptions(lockSafe, change -> Optional.empty());
    }
}
