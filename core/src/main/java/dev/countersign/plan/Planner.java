package dev.countersign.plan;

import dev.countersign.diff.SchemaDiff;
import java.util.Set;

/** Turns differences into a plan, for one dialect. A pure function. */
public interface Planner {

    /**
     * @throws UnplannableException when a difference has no migration that keeps what must be kept; it names every such difference
     */
    Plan plan(SchemaDiff diff, PlanOptions options);

    /** The words that statements of this dialect can have; others are left away. */
    Set<Wording> wordings();

    /** The lock-safe forms that this dialect has. */
    Set<LockSafe.Form> lockSafeForms();
}
