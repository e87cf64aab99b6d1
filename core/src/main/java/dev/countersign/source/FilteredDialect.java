package dev.countersign.source;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Routine;
import dev.countersign.ddl.SchemaLanguage;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.DatabaseAddress;
import dev.countersign.dialect.Definitions;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Inspector;
import dev.countersign.dialect.Observer;
import dev.countersign.dialect.Scope;
import dev.countersign.dialect.Scripts;
import dev.countersign.dialect.StatementTraits;
import dev.countersign.dialect.TableCopy;
import dev.countersign.dialect.TableUse;
import dev.countersign.diff.Rename;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Planner;
import dev.countersign.plan.Statement;
import dev.countersign.progress.Progress;
import dev.countersign.rows.RowLanguage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A dialect that does not see what a filter leaves out, wherever a catalog is read, and makes no plan that would take it along. */
public final class FilteredDialect implements Dialect {
    private final Dialect dialect;
    private final ObjectFilter filter;

    public FilteredDialect(Dialect dialect, ObjectFilter filter) {
        this.dialect = dialect;
        this.filter = filter;
    }

    @Override
    public String name() {
        return dialect.name();
    }

    @Override
    public boolean accepts(String scheme) {
        return dialect.accepts(scheme);
    }

    @Override
    public String product() {
        return dialect.product();
    }

    @Override
    public DatabaseAddress address(String url) {
        return dialect.address(url);
    }

    @Override
    public String absolute(String url, Path directory) {
        return dialect.absolute(url, directory);
    }

    @Override
    public String exampleUrl() {
        return dialect.exampleUrl();
    }

    @Override
    public boolean severalSchemas() {
        return dialect.severalSchemas();
    }

    @Override
    public String defaultSchema() {
        return dialect.defaultSchema();
    }

    @Override
    public boolean inEveryDatabase(ObjectRef ref) {
        return dialect.inEveryDatabase(ref);
    }

    @Override
    public long versionNumber(String serverVersion) {
        return dialect.versionNumber(serverVersion);
    }

    @Override
    public Map<String, String> session(Optional<String> schema) {
        return dialect.session(schema);
    }

    @Override
    public Optional<TableCopy> copy(String sql) {
        return dialect.copy(sql);
    }

    @Override
    public SchemaLanguage schemaLanguage() {
        return dialect.schemaLanguage();
    }

    @Override
    public RowLanguage rows() {
        return dialect.rows();
    }

    @Override
    public Scripts scripts() {
        return dialect.scripts();
    }

    @Override
    public String defaultDevUrl() {
        return dialect.defaultDevUrl();
    }

    @Override
    public Inspector inspector() {
        return new FilteredInspector(dialect.inspector(), filter);
    }

    @Override
    public SchemaDiff diff(Catalog current, Catalog desired, Collection<Rename> renames) {
        if (desired.changedSince(current).isPresent()) {
            return dialect.diff(current, desired, renames); // an observer of ours has filtered both
        }
        // what a script makes beside the database was not inspected
        return dialect.diff(filter.apply(current), filter.apply(desired), renames);
    }

    @Override
    public Planner planner() {
        return new GuardedPlanner(dialect.planner(), filter.home());
    }

    @Override
    public Definitions definitions() {
        return dialect.definitions();
    }

    @Override
    public Observer.Factory observer() {
        Observer.Factory unfiltered = dialect.observer();
        return new Observer.Factory() {
            @Override
            public Observer start(Connection connection, Scope scope, Progress progress) throws SQLException {
                return new FilteredObserver(unfiltered.start(connection, scope, progress), filter);
            }

            @Override
            public Observer start(ScratchDatabase scratch, Connection connection, Scope scope, Progress progress)
                    throws SQLException {
                return new FilteredObserver(unfiltered.start(scratch, connection, scope, progress), filter);
            }
        };
    }

    @Override
    public StatementTraits traits(Statement statement, Catalog before) {
        return dialect.traits(statement, before);
    }

    @Override
    public Map<ObjectRef, String> refusedBodies(Connection connection, Collection<Routine> routines)
            throws SQLException {
        return dialect.refusedBodies(connection, routines);
    }

    @Override
    public Map<ObjectRef, Long> rowEstimates(Connection connection) throws SQLException {
        return dialect.rowEstimates(connection);
    }

    @Override
    public Map<ObjectRef, TableUse> tableUse(Connection connection) throws SQLException {
        return dialect.tableUse(connection);
    }

    private record FilteredInspector(Inspector inspector, ObjectFilter filter) implements Inspector {
        @Override
        public Catalog inspect(Connection connection, Scope scope, Progress progress) throws SQLException {
            return filter.apply(inspector.inspect(connection, scope, progress));
        }

        @Override
        public Catalog inspect(Connection connection, Connector another, Scope scope, Progress progress)
                throws SQLException {
            return filter.apply(inspector.inspect(connection, another, scope, progress));
        }
    }

    /** Filters a state once, however often it is asked for. */
    private static final class FilteredObserver implements Observer {
        private final Observer observer;
        private final ObjectFilter filter;
        private Catalog seen;
        private Catalog shown;

        FilteredObserver(Observer observer, ObjectFilter filter) {
            this.observer = observer;
            this.filter = filter;
            this.seen = observer.state();
            this.shown = filter.apply(seen);
        }

        @Override
        public Catalog state() {
            return shown(observer.state());
        }

        @Override
        public Catalog run(String sql, boolean transactional, Progress progress) throws SQLException {
            return shown(observer.run(sql, transactional, progress));
        }

        private Catalog shown(Catalog state) {
            if (state != seen) {
                shown = filter.apply(state, seen, shown);
                seen = state;
            }
            return shown;
        }

        @Override
        public Set<ObjectRef> made() {
            return observer.made();
        }

        @Override
        public Catalog complete(Progress progress) throws SQLException {
            return filter.apply(observer.complete(progress));
        }

        @Override
        public void close() throws SQLException {
            observer.close();
        }
    }
}
