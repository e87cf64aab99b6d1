package dev.countersign.simulate;

import dev.countersign.catalog.Catalog;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.diff.Change;
import dev.countersign.plan.UnplannableException;
import dev.countersign.progress.Progress;
import dev.countersign.simulate.Simulation.NotSimulated;
import dev.countersign.source.LoadedState;
import dev.countersign.source.Rebuilding;
import dev.countersign.source.ScriptRunner;
import dev.countersign.source.SourceException;
import dev.countersign.source.SqlScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Rebuilds the current state on scratch databases of a dev database: from its own script when it came from SQL, else from a plan that leads from
 * nothing to it. Rows are taken out, so that what a simulation proves does not depend on samples.
 */
public final class ScratchStage implements Stage {
    private static final String REBUILDING = "Rebuilding the current state on the dev database";

    private final DevDatabase devDatabase;
    private final Dialect dialect;
    private final Scope scope;
    private final Catalog expected;
    private final SqlScript script;
    private final Optional<ScratchDatabase> original;
    private final boolean originalIsOurs;
    private final List<NotSimulated> problems;

    /** @param original a database in the current state that nobody is connected to while copies are made */
    private ScratchStage(
            DevDatabase devDatabase,
            Dialect dialect,
            Scope scope,
            Catalog expected,
            SqlScript script,
            Optional<ScratchDatabase> original,
            boolean originalIsOurs,
            List<NotSimulated> problems) {
        this.devDatabase = devDatabase;
        this.dialect = dialect;
        this.scope = scope;
        this.expected = expected;
        this.script = script;
        this.original = original;
        this.originalIsOurs = originalIsOurs;
        this.problems = List.copyOf(problems);
    }

    /** A stage for the current state; what cannot be rebuilt becomes {@link #problems()}. */
    public static ScratchStage of(
            DevDatabase devDatabase, Dialect dialect, LoadedState current, Scope scope, Progress progress) {
        return of(devDatabase, dialect, Optional.empty(), current, scope, progress);
    }

    /**
     * A stage for a part of the current state: whatever that part needs is rebuilt too, as scaffolding.
     *
     * @param whole the dialect that sees everything; empty when everything is compared
     */
    public static ScratchStage of(
            DevDatabase devDatabase,
            Dialect dialect,
            Optional<Dialect> whole,
            LoadedState current,
            Scope scope,
            Progress progress) {
        if (current.script().isPresent()) {
            return new ScratchStage(
                    devDatabase,
                    dialect,
                    scope,
                    current.catalog(),
                    current.script().get(),
                    current.rows().flatMap(LoadedState.Rows::scratch),
                    false,
                    List.of());
        }
        Catalog live = current.catalog();
        SqlScript rebuilding;
        try {
            rebuilding = whole.isPresent()
                    ? Rebuilding.script(devDatabase, dialect, whole, current, live, progress)
                    : Rebuilding.script(dialect, Rebuilding.fresh(devDatabase, dialect, scope, progress), live);
        } catch (SQLException e) {
            progress.checkCancelled();
            NotSimulated why = new NotSimulated(0, "the dev database could not be used: " + Refusals.message(e));
            return broken(devDatabase, dialect, scope, live, List.of(why));
        } catch (UnplannableException e) {
            List<NotSimulated> problems = e.reasons().stream()
                    .map(reason -> new NotSimulated(0, "the current state cannot be rebuilt: " + reason))
                    .toList();
            return broken(devDatabase, dialect, scope, live, problems);
        }
        return rebuilt(devDatabase, dialect, scope, live, rebuilding, progress);
    }

    private static ScratchStage broken(
            DevDatabase devDatabase, Dialect dialect, Scope scope, Catalog expected, List<NotSimulated> problems) {
        SqlScript nothing = new SqlScript(List.of(), List.of());
        return new ScratchStage(devDatabase, dialect, scope, expected, nothing, Optional.empty(), false, problems);
    }

    /** Rebuilds a live state once and compares: a simulation on something else would prove nothing. What was built is kept where it can be copied. */
    private static ScratchStage rebuilt(
            DevDatabase devDatabase,
            Dialect dialect,
            Scope scope,
            Catalog expected,
            SqlScript rebuilding,
            Progress progress) {
        ScratchDatabase scratch = devDatabase.create("simulation");
        boolean keep = false;
        try {
            new ScriptRunner(dialect).run(REBUILDING, rebuilding, scratch, progress);
            Catalog rebuilt;
            try (Connection connection = scratch.open()) {
                rebuilt = dialect.inspector().inspect(connection, scope, progress);
            }
            List<NotSimulated> problems = dialect.diff(rebuilt, expected, List.of()).changes().stream()
                    .map(Change::ref)
                    .map(ref -> new NotSimulated(
                            0, ref + " of the current state comes out differently on the dev database"))
                    .toList();
            if (!problems.isEmpty()) {
                return broken(devDatabase, dialect, scope, expected, problems);
            }
            keep = devDatabase.copies();
            return new ScratchStage(
                    devDatabase,
                    dialect,
                    scope,
                    expected,
                    rebuilding,
                    keep ? Optional.of(scratch) : Optional.empty(),
                    keep,
                    List.of());
        } catch (SourceException e) {
            return broken(
                    devDatabase,
                    dialect,
                    scope,
                    expected,
                    List.of(new NotSimulated(0, "the current state cannot be rebuilt: " + e.getMessage())));
        } catch (SQLException e) {
            progress.checkCancelled();
            String why = "the current state cannot be rebuilt on the dev database: " + Refusals.message(e);
            return broken(devDatabase, dialect, scope, expected, List.of(new NotSimulated(0, why)));
        } finally {
            if (!keep) {
                scratch.close();
            }
        }
    }

    @Override
    public String engine() {
        return devDatabase.describe();
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public List<NotSimulated> problems() {
        return problems;
    }

    @Override
    public Copy copy(Progress progress) throws SQLException {
        return copy(false, progress);
    }

    @Override
    public Copy copyWithRows(Progress progress) throws SQLException {
        return copy(true, progress);
    }

    private Copy copy(boolean withRows, Progress progress) throws SQLException {
        ScratchDatabase scratch = current(progress);
        boolean ready = false;
        try {
            Connection connection = scratch.openForScripts();
            if (!withRows) {
                dialect.scripts().emptyTables(connection, expected);
            }
            ready = true;
            return new ScratchCopy(scratch, connection);
        } finally {
            if (!ready) {
                scratch.close();
            }
        }
    }

    /** A new database in the current state, copied where that is possible, else from the script. */
    private ScratchDatabase current(Progress progress) throws SQLException {
        Optional<ScratchDatabase> copied = original.flatMap(from -> devDatabase.copy(from, "simulation"));
        if (copied.isPresent()) {
            return copied.get();
        }
        ScratchDatabase scratch = devDatabase.create("simulation");
        boolean ready = false;
        try {
            new ScriptRunner(dialect).run(REBUILDING, script, scratch, progress);
            ready = true;
            return scratch;
        } finally {
            if (!ready) {
                scratch.close();
            }
        }
    }

    /** Every copy is closed by whoever asked for it. */
    @Override
    public void close() {
        if (originalIsOurs) {
            original.ifPresent(ScratchDatabase::close);
        }
    }

    private record ScratchCopy(ScratchDatabase scratch, Connection connection) implements Copy {
        @Override
        public void close() throws SQLException {
            try (scratch) {
                connection.close();
            }
        }
    }
}
