package dev.countersign.plan;

import dev.countersign.catalog.SchemaObject;
import dev.countersign.diff.SchemaDiff;
import java.util.Set;

/** Turns differences into a plan, for one dialect. A pure function. */
public interface Planner {

    /**
     * @throws UnplannableException when a difference has no migration that keeps what must be kept; it names every such difference
     */
    Plan plan(SchemaDiff diff, PlanOptions options);

    /** The names that an object has for itself alone, each with what it is alone among: while the object is there, nothing else can get one of them. */
    Set<String> takenNames(SchemaObject object);

    /** The words that statements of this dialect can have; others are left away. */
    Set<Wording> wordings();

    /** The lock-safe forms that this dialect has. */
    Set<LockSafe.Form> lockSafeForms();
}
