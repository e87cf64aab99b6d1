package dev.countersign.plan;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How to plan.
 *
 * @param lockSafe what is made without stopping others
 * @param keepOut says for a difference why it must not be planned, or empty to plan it
 * @param wordings how some statements are put
 * @param pinned extensions that are installed in the version of the desired state; others in the one that the server installs by itself
 * @param standIns whether stand-ins may be written for secrets that were never read; else what needs them cannot be planned
 */
public record PlanOptions(
        LockSafe lockSafe,
        Function<Change, Optional<String>> keepOut,
        Set<Wording> wordings,
        Predicate<ObjectRef> pinned,
        boolean standIns) {
    public PlanOptions {
        wordings = Set.copyOf(wordings);
    }

    /** A plan for a real database, without stand-ins for secrets. */
    public PlanOptions(LockSafe lockSafe, Function<Change, Optional<String>> keepOut) {
        this(lockSafe, keepOut, Set.of(), extension -> false, false);
    }

    /** Plan everything, plainly. */
    public static PlanOptions everything() {
        return with(LockSafe.never());
    }

    /** Plan everything in the given forms. */
    public static PlanOptions with(LockSafe lockSafe) {
        return new PlanOptions(lockSafe, change -> Optional.empty());
    }

    /**
     * Plan everything, plainly, for a database that nobody will use: secrets that were never read get stand-ins, and extensions
     * the versions that they have.
     */
    public static PlanOptions rehearsal() {
        return new PlanOptions(LockSafe.never(), change -> Optional.empty(), Set.of(), extension -> true, true);
    }

    /** The same with other forms for what is made without stopping others. */
    public PlanOptions locking(LockSafe forms) {
        return new PlanOptions(forms, keepOut, wordings, pinned, standIns);
    }

    /** The same, where these extensions are installed in the version of the desired state. */
    public PlanOptions pinning(Set<ObjectRef> extensions) {
        return new PlanOptions(lockSafe, keepOut, wordings, extensions::contains, standIns);
    }
}
