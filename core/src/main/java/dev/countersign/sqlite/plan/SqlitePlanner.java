package dev.countersign.sqlite.plan;

import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.KeepOut;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.plan.Planner;

/** Plans for SQLite. */
public final class SqlitePlanner implements Planner {

    @Override
    public Plan plan(SchemaDiff diff, PlanOptions options) {
        KeepOut keepOut = new KeepOut(diff, options.keepOut());
        Situation situation = new Situation(diff.current(), keepOut.target(), keepOut.planned());
        return new Migration(situation).plan(keepOut.keptOut());
    }
}
