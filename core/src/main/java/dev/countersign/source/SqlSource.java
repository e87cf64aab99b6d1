package dev.countersign.source;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.sql.StatementHead;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SQL or HCL files, executed on a scratch database and inspected there: the engine itself is the parser. */
final class SqlSource implements Source {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final ScriptFiles files;
    private final DevDatabase devDatabase;
    private final Dialect dialect;
    private final boolean keepRows;
    private final Clock clock;

    /** @param keepRows whether the scratch database stays open so that its rows can be asked */
    SqlSource(ScriptFiles files, DevDatabase devDatabase, Dialect dialect, boolean keepRows, Clock clock) {
        this.files = files;
        this.devDatabase = devDatabase;
        this.dialect = dialect;
        this.keepRows = keepRows;
        this.clock = clock;
    }

    @Override
    public String label() {
        return files.label();
    }

    @Override
    public String kind() {
        return files.kind();
    }

    @Override
    public LoadedState load(Scope scope, Progress progress) {
        SqlScript script = files.read();
        progress.phase("Loading " + label(), 0, -1);
        ScratchDatabase scratch = devDatabase.create(keepRows ? "current" : "desired");
        boolean loaded = false;
        try {
            SqlScript whole = inSchema(scope, script);
            List<SchemaObject> beside = new ScriptRunner(dialect, LIMIT).run(whole, scratch, progress);
            Catalog catalog = with(beside, scope, inspect(scratch, scope, progress));
            loaded = true;
            return new LoadedState(
                    catalog,
                    StatedRenames.of(script.renames(), catalog, dialect.defaultSchema()),
                    label(),
                    kind(),
                    devDatabase.describe(),
                    clock.instant(),
                    Optional.of(whole),
                    keepRows ? Optional.of(new SampleRows(scratch)) : Optional.empty(),
                    Optional.empty(),
                    keepRows ? scratch::close : () -> {});
        } catch (SQLException e) {
            progress.checkCancelled();
            throw new SourceException(
                    ExitCode.FAILED, label() + " cannot be loaded on the dev database: " + e.getMessage(), e);
        } finally {
            if (!loaded || !keepRows) {
                scratch.close();
            }
        }
    }

    /** When one schema is compared, names without a schema mean that one, as they do in the database with that search path. */
    private SqlScript inSchema(Scope scope, SqlScript script) {
        if (scope.schemas().size() != 1) {
            return script;
        }
        String schema = scope.schemas().getFirst();
        boolean made = script.statements().stream()
                .map(s -> StatementHead.of(s.statement()))
                .anyMatch(head -> head.verb().equals("create")
                        && head.objectKind().equals("schema")
                        && head.name().filter(n -> n.name().equals(schema)).isPresent());
        String prelude = dialect.scripts().inSchema(schema, made);
        if (prelude.isEmpty()) {
            return script;
        }
        List<SqlScript.Placed> statements = new ArrayList<>(
                SqlScript.parse(SqlScript.PRELUDE, prelude, dialect.scripts().syntax())
                        .statements());
        statements.addAll(script.statements());
        return new SqlScript(statements, script.renames(), script.notEvaluated(), script.directives());
    }

    /** Objects of the whole server belong to a comparison of whole databases only. */
    private static Catalog with(List<SchemaObject> beside, Scope scope, Catalog catalog) {
        if (beside.isEmpty() || !scope.schemas().isEmpty()) {
            return catalog;
        }
        List<SchemaObject> all = new ArrayList<>(catalog.objects().values());
        all.addAll(beside);
        return catalog.with(all, catalog.dependencies(), catalog.uncompared());
    }

    private Catalog inspect(ScratchDatabase scratch, Scope scope, Progress progress) throws SQLException {
        try (Connection connection = scratch.open()) {
            return dialect.inspector().inspect(connection, scope, progress);
        }
    }

    private record SampleRows(ScratchDatabase database) implements LoadedState.Rows {
        @Override
        public Connection open() throws SQLException {
            return database.open();
        }

        @Override
        public Optional<ScratchDatabase> scratch() {
            return Optional.of(database);
        }

        @Override
        public boolean live() {
            return false;
        }
    }
}
