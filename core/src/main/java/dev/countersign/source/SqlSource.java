package dev.countersign.source;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Dependency;
import dev.countersign.catalog.Ownership;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Uncompared;
import dev.countersign.ddl.DdlStatement;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.dialect.Scripts;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.sql.StatementHead;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SQL or HCL files, executed on a scratch database and inspected there: the engine itself is the parser. */
final class SqlSource implements Source {

    private final ScriptFiles files;
    private final DevDatabase devDatabase;
    private final Dialect dialect;
    private final Optional<String> written;
    private final boolean keepRows;
    private final Clock clock;

    /**
     * @param written the schema that names without one mean in the files, when it is another one than the compared one
     * @param keepRows whether the scratch database stays open so that its rows can be asked
     */
    SqlSource(
            ScriptFiles files,
            DevDatabase devDatabase,
            Dialect dialect,
            Optional<String> written,
            boolean keepRows,
            Clock clock) {
        this.written = written;
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
        ScratchDatabase scratch = devDatabase.create(keepRows ? "current" : "desired");
        boolean loaded = false;
        try {
            SqlScript whole = inSchema(scope, script);
            ScriptRunner.Ran ran = new ScriptRunner(dialect).run("Loading " + label(), whole, scratch, progress);
            Catalog catalog = with(ran.beside(), scope, asked(inspect(scratch, scope, progress), scratch));
            List<Uncompared> unseen = new ArrayList<>(unseen(whole));
            if (scope.oneSchema()) {
                unseen.addAll(OutsideSchemas.of(whole, ran.beside()));
            }
            catalog = naming(unseen, catalog);
            loaded = true;
            return new LoadedState(
                    catalog,
                    StatedRenames.of(script.renames(), catalog, dialect.defaultSchema()),
                    label(),
                    kind(),
                    devDatabase.describe(),
                    clock.instant(),
                    Optional.of(whole.andNotEvaluated(ran.notEvaluated())),
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
        String own = scope.oneSchema() ? written.orElse(schema) : schema;
        if (scope.oneSchema()) {
            requireWithin(own, script);
        }
        boolean made = script.statements().stream()
                .map(s -> StatementHead.of(s.statement()))
                .anyMatch(head -> createsSchema(head)
                        && head.name().filter(n -> n.name().equals(own)).isPresent());
        List<SqlScript.Placed> statements =
                new ArrayList<>(between(dialect.scripts().inSchema(own, made)));
        statements.addAll(script.statements());
        return new SqlScript(
                statements,
                script.renames(),
                script.notEvaluated(),
                script.directives(),
                own.equals(schema) ? List.of() : List.of(dialect.scripts().renameSchema(own, schema)),
                script.checks(),
                script.external());
    }

    private List<SqlScript.Placed> between(String text) {
        return text.isEmpty()
                ? List.of()
                : SqlScript.parse(SqlScript.PRELUDE, text, dialect.scripts().syntax())
                        .statements();
    }

    private static boolean createsSchema(StatementHead head) {
        return head.verb().equals("create") && head.objectKind().equals("schema");
    }

    /** What stands in another schema would be loaded and not be seen, and everything like it in the database would seem to be too much. */
    private void requireWithin(String schema, SqlScript script) {
        for (SqlScript.Placed placed : script.statements()) {
            StatementHead head = StatementHead.of(placed.statement());
            if (!head.verb().equals("create") || placed.file().equals(Baseline.FILE)) {
                continue;
            }
            Optional<String> other = head.name()
                    .map(name -> createsSchema(head) ? name.name() : name.schema())
                    .filter(named -> !named.isEmpty() && !named.equals(schema));
            if (other.isPresent()) {
                throw new SourceException(
                        ExitCode.USAGE,
                        placed.file() + " line " + placed.statement().line() + " makes "
                                + head.name().orElseThrow() + ", which is not in " + schema
                                + ", the one schema that is compared; leave search_path out of the URLs to compare whole databases, or give the dev database's URL the search_path "
                                + other.get() + " if that schema stands for it.");
            }
        }
    }

    /** Objects of the whole server belong to a comparison of whole databases only. */
    private static Catalog with(Scripts.Beside beside, Scope scope, Catalog catalog) {
        if (beside.equals(Scripts.Beside.nothing()) || !scope.schemas().isEmpty()) {
            return catalog;
        }
        List<SchemaObject> all = new ArrayList<>(catalog.objects().values());
        all.addAll(beside.objects());
        List<Dependency> dependencies = new ArrayList<>(catalog.dependencies());
        for (SchemaObject object : beside.objects()) {
            if (object instanceof Ownership ownership) {
                dependencies.add(new Dependency(ownership.ref(), ownership.target()));
            }
        }
        List<Uncompared> uncompared = new ArrayList<>(catalog.uncompared());
        uncompared.addAll(beside.uncompared());
        return catalog.with(all, dependencies, uncompared);
    }

    /** What statements make that is no object of a catalog. */
    private static List<Uncompared> unseen(SqlScript script) {
        return script.statements().stream()
                .flatMap(s -> s.origin().flatMap(DdlStatement::unseen).stream())
                .toList();
    }

    private static Catalog naming(List<Uncompared> unseen, Catalog catalog) {
        if (unseen.isEmpty()) {
            return catalog;
        }
        List<Uncompared> uncompared = new ArrayList<>(catalog.uncompared());
        uncompared.addAll(unseen);
        return catalog.with(List.copyOf(catalog.objects().values()), catalog.dependencies(), uncompared);
    }

    /** A database that stays can be asked later. */
    private Catalog asked(Catalog catalog, ScratchDatabase scratch) throws SQLException {
        return keepRows ? catalog : AskedBodies.now(catalog, dialect, scratch);
    }

    private Catalog inspect(ScratchDatabase scratch, Scope scope, Progress progress) throws SQLException {
        try (Connection connection = scratch.open()) {
            return dialect.inspector().inspect(connection, scope, progress);
        }
    }

    private record SampleRows(ScratchDatabase database) implements LoadedState.Rows {
        @Override
        public Connection open() throws SQLException {
            return database.openForReading();
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
