package dev.countersign.source;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.diff.Change;
import dev.countersign.plan.UnplannableException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A schema of a live database under the name of the schema that it is compared with: made anew on a scratch database and renamed there, because the engine
 * knows every place in which the name stands.
 */
final class RenamedSchema implements Source {

    private final Source live;
    private final String own;
    private final DevDatabase devDatabase;
    private final Dialect dialect;
    private final Dialect whole;

    /**
     * @param live the database, read with the dialect that sees everything
     * @param own what the schema is called there
     * @param dialect the dialect that compares
     * @param whole the dialect that sees everything
     */
    RenamedSchema(Source live, String own, DevDatabase devDatabase, Dialect dialect, Dialect whole) {
        this.live = live;
        this.own = own;
        this.devDatabase = devDatabase;
        this.dialect = dialect;
        this.whole = whole;
    }

    @Override
    public String label() {
        return live.label();
    }

    @Override
    public String kind() {
        return live.kind();
    }

    @Override
    public LoadedState load(Scope scope, Progress progress) {
        LoadedState state = live.load(Scope.ofSchema(own), progress);
        boolean renamed = false;
        try {
            if (!state.catalog().contains(ObjectRef.of(ObjectKind.SCHEMA, own))) {
                throw new SourceException(
                        ExitCode.USAGE,
                        "There is no schema " + own + " in " + label() + "; correct the search_path of its URL.");
            }
            Catalog catalog = renamed(state, scope, progress);
            renamed = true;
            return new LoadedState(
                    catalog,
                    state.renames(),
                    state.label(),
                    state.kind(),
                    state.server(),
                    state.readAt(),
                    state.script(),
                    Optional.empty(),
                    state.identity(),
                    state.onClose());
        } catch (SQLException e) {
            progress.checkCancelled();
            throw new SourceException(ExitCode.UNSUPPORTED, refusal(e.getMessage()), e);
        } catch (UnplannableException e) {
            throw new SourceException(ExitCode.UNSUPPORTED, refusal(e.getMessage()), e);
        } finally {
            if (!renamed) {
                state.close();
            }
        }
    }

    private Catalog renamed(LoadedState state, Scope scope, Progress progress) throws SQLException {
        Catalog everything;
        try (Connection connection = state.rows().orElseThrow().open()) {
            everything = whole.inspector().inspect(connection, Scope.database(), progress);
        }
        try (ScratchDatabase scratch = devDatabase.create("renamed")) {
            Catalog fresh;
            try (Connection connection = scratch.open()) {
                fresh = whole.inspector().inspect(connection, Scope.database(), progress);
            }
            String phase = "Making " + label() + " anew on the dev database";
            SqlScript script = Rebuilding.script(whole, fresh, Rebuilding.needed(state.catalog(), everything, fresh));
            new ScriptRunner(whole).run(phase, script, scratch, progress);
            try (Connection connection = scratch.open()) {
                requireEqual(state.catalog(), whole.inspector().inspect(connection, Scope.ofSchema(own), progress));
            }
            String renaming = whole.scripts().renameSchema(own, scope.home().orElseThrow());
            new ScriptRunner(whole)
                    .run(
                            phase,
                            new SqlScript(List.of(), List.of(), List.of(), List.of(), List.of(renaming)),
                            scratch,
                            progress);
            try (Connection connection = scratch.open()) {
                return dialect.inspector().inspect(connection, scope, progress);
            }
        }
    }

    private void requireEqual(Catalog state, Catalog rebuilt) {
        Optional<ObjectRef> other = whole.diff(rebuilt, state, List.of()).changes().stream()
                .map(Change::ref)
                .filter(ref -> !ref.kind().isOfServer())
                .findFirst();
        if (other.isPresent()) {
            throw new SourceException(
                    ExitCode.UNSUPPORTED, refusal(other.get() + " comes out differently on the dev database"));
        }
    }

    private String refusal(String why) {
        return "The schema " + own + " of " + label() + " cannot be read under another name: " + why
                + "; give both URLs the same search_path.";
    }
}
