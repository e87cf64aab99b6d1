package dev.countersign.plan;

import dev.countersign.diff.Change;
import java.util.Optional;
import java.util.function.Function;

/**
 * How to plan.
 *
 * @param createIndexConcurrently build indexes on existing tables without blocking writes
 * @param dropIndexConcurrently drop indexes without blocking
 * @param keepOut says for a difference why it must not be planned, or empty to plan it
 */
public record PlanOptions(
        boolean createIndexConcurrently, boolean dropIndexConcurrently, Function<Change, Optional<String>> keepOut) {

    /** Plan everything, plainly. */
    public static PlanOptions everything() {
        return new PlanOptions(false, false, change -> Optional.empty());
    }
}
