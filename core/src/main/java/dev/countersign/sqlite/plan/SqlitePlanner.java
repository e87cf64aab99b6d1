package dev.countersign.sqlite.plan;

import dev.countersign.catalog.SchemaObject;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.KeepOut;
import dev.countersign.plan.LockSafe;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.plan.Planner;
import dev.countersign.plan.Wording;
import dev.countersign.sqlite.sql.Token;
import java.util.EnumSet;
import java.util.Set;

/** Plans for SQLite. */
public final class SqlitePlanner implements Planner {
    private static final Set<Wording> WORDINGS =
            Set.of(Wording.TABLE_IF_NOT_EXISTS, Wording.INDEX_IF_NOT_EXISTS, Wording.DROP_TABLE_IF_EXISTS);

    @Override
    public Plan plan(SchemaDiff diff, PlanOptions options) {
        KeepOut keepOut = new KeepOut(diff, options.keepOut(), this::takenNames);
        Situation situation = new Situation(diff.current(), keepOut.target(), keepOut.planned());
        Set<Wording> asked = EnumSet.copyOf(WORDINGS);
        asked.retainAll(options.wordings());
        return Wording.in(asked, new Migration(situation).plan(keepOut.keptOut()));
    }

    /** Tables, views and indexes have their names for themselves in a database, and so have triggers, whatever they belong to. */
    @Override
    public Set<String> takenNames(SchemaObject object) {
        String name = Token.fold(object.ref().name());
        return switch (object.ref().kind()) {
            case TABLE, VIEW, INDEX -> Set.of("relation " + name);
            case TRIGGER -> Set.of("trigger " + name);
            default -> Set.of();
        };
    }

    @Override
    public Set<Wording> wordings() {
        return WORDINGS;
    }

    /** SQLite has one writer at a time, whatever the statement. */
    @Override
    public Set<LockSafe.Form> lockSafeForms() {
        return Set.of();
    }
}
