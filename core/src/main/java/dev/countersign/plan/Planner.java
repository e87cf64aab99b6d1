package dev.countersign.plan;

import dev.countersign.diff.SchemaDiff;

/** Turns differences into a plan, for one dialect. A pure function. */
public interface Planner {

    /**
     * @throws UnplannableException when a difference has no migration that keeps what must be kept; it names every such difference
     */
    Plan plan(SchemaDiff diff, PlanOptions options);
}
