package dev.countersign.source;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Dependency;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a state that was read from a database once more, from nothing. */
public final class Rebuilding {
    private Rebuilding() {}

    /**
     * The statements that make a state.
     *
     * @param fresh what a new database has by itself
     * @throws dev.countersign.plan.UnplannableException when something in the state cannot be made by statements
     */
    public static SqlScript script(Dialect dialect, Catalog fresh, Catalog state) {
        SchemaDiff all = dialect.diff(fresh, state, List.of());
        Plan plan = dialect.planner().plan(all, PlanOptions.rehearsal());
        return SqlScript.parse(
                "the statements that make the state",
                plan.script(),
                dialect.scripts().syntax());
    }

    /**
     * The statements that make some objects of a state in a new database of a dev database, with whatever they need of the rest.
     *
     * @param whole the dialect that sees everything; empty when the state holds everything
     * @param some objects of the state
     * @throws dev.countersign.plan.UnplannableException when something of it cannot be made by statements
     */
    public static SqlScript script(
            DevDatabase devDatabase,
            Dialect dialect,
            Optional<Dialect> whole,
            LoadedState state,
            Catalog some,
            Progress progress)
            throws SQLException {
        Dialect seeing = whole.orElse(dialect);
        Catalog everything = state.catalog();
        if (whole.isPresent() && state.rows().isPresent()) {
            try (Connection connection = state.rows().get().open()) {
                everything = seeing.inspector().inspect(connection, Scope.database(), progress);
            }
        }
        Catalog fresh = fresh(devDatabase, seeing, Scope.database(), progress);
        return script(seeing, fresh, needed(some, everything, fresh));
    }

    /** What a new database of a dev database has by itself. */
    public static Catalog fresh(DevDatabase devDatabase, Dialect dialect, Scope scope, Progress progress)
            throws SQLException {
        try (ScratchDatabase scratch = devDatabase.create("fresh");
                Connection connection = scratch.open()) {
            return dialect.inspector().inspect(connection, scope, progress);
        }
    }

    /**
     * The part of a database that must exist for some of its objects to exist: these, and whatever they need, such as the types of their columns.
     *
     * @param some objects that are compared
     * @param whole everything in the same database
     * @param fresh what a new database has by itself; it is left as it is
     */
    public static Catalog needed(Catalog some, Catalog whole, Catalog fresh) {
        Set<ObjectRef> needed = new LinkedHashSet<>();
        Deque<ObjectRef> open = new ArrayDeque<>(some.objects().keySet());
        open.addAll(fresh.objects().keySet());
        while (!open.isEmpty()) {
            ObjectRef ref = owner(open.removeFirst());
            Optional<SchemaObject> object = whole.find(ref);
            if (object.isEmpty() || !needed.add(ref)) {
                continue;
            }
            open.addAll(whole.references(ref));
            switch (object.get()) {
                case Table table -> {
                    for (Column column : table.columns()) {
                        open.addAll(whole.references(ObjectRef.column(ref, column.name())));
                    }
                }
                case TableObject child -> open.add(child.table());
                default -> {
                    // its references say what it needs
                }
            }
            if (ref.path().size() > 1) {
                open.add(ObjectRef.of(ObjectKind.SCHEMA, ref.schema()));
            }
        }
        List<SchemaObject> kept = new ArrayList<>();
        for (ObjectRef ref : needed) {
            whole.find(ref).ifPresent(kept::add);
        }
        List<Dependency> dependencies = whole.dependencies().stream()
                .filter(d -> needed.contains(owner(d.dependent())) && needed.contains(owner(d.referenced())))
                .toList();
        return whole.with(kept, dependencies, List.of());
    }

    /** The table of a column; the object itself for anything else. */
    private static ObjectRef owner(ObjectRef ref) {
        return ref.kind() == ObjectKind.COLUMN && ref.path().size() > 2
                ? ObjectRef.of(ObjectKind.TABLE, ref.path().get(0), ref.path().get(1))
                : ref;
    }
}
