package dev.countersign.postgres;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Routine;
import dev.countersign.ddl.SchemaLanguage;
import dev.countersign.dialect.DatabaseAddress;
import dev.countersign.dialect.Definitions;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Inspector;
import dev.countersign.dialect.Observer;
import dev.countersign.dialect.Scripts;
import dev.countersign.dialect.StatementTraits;
import dev.countersign.dialect.TableCopy;
import dev.countersign.dialect.TableUse;
import dev.countersign.diff.CatalogDiffer;
import dev.countersign.diff.Rename;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Planner;
import dev.countersign.plan.Statement;
import dev.countersign.postgres.access.CommonTerms;
import dev.countersign.postgres.connect.PostgresAddress;
import dev.countersign.postgres.definition.PostgresDefinitions;
import dev.countersign.postgres.hcl.PostgresHcl;
import dev.countersign.postgres.inspect.BodyLook;
import dev.countersign.postgres.inspect.PostgresInspector;
import dev.countersign.postgres.inspect.RowEstimates;
import dev.countersign.postgres.inspect.TableCounters;
import dev.countersign.postgres.locks.PostgresLocks;
import dev.countersign.postgres.name.UnnamedNotNull;
import dev.countersign.postgres.observe.PostgresObserver;
import dev.countersign.postgres.plan.PostgresPlanner;
import dev.countersign.postgres.rows.PostgresRows;
import dev.countersign.postgres.script.PostgresScripts;
import dev.countersign.rows.RowLanguage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** PostgreSQL 12 to 18. */
public final class PostgresDialect implements Dialect {
    /** Its name in plans and catalogs. */
    public static final String NAME = PostgresInspector.DIALECT;

    private static final Set<String> SCHEMES = Set.of("postgres", "postgresql");
    private static final String BUILT_IN = "embedded://postgres/18";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String product() {
        return "PostgreSQL";
    }

    @Override
    public boolean accepts(String scheme) {
        return SCHEMES.contains(scheme);
    }

    @Override
    public DatabaseAddress address(String url) {
        return PostgresAddress.parse(url);
    }

    @Override
    public String exampleUrl() {
        return "postgres://user@host:5432/database";
    }

    @Override
    public String defaultDevUrl() {
        return BUILT_IN;
    }

    @Override
    public String defaultSchema() {
        return PostgresScripts.DEFAULT_SCHEMA;
    }

    /** Among them the server's own roles: names that begin so are reserved for them (manual: Predefined Roles). */
    @Override
    public boolean inEveryDatabase(ObjectRef ref) {
        return ref.equals(ObjectRef.of(ObjectKind.SCHEMA, PostgresScripts.DEFAULT_SCHEMA))
                || ref.equals(ObjectRef.of(ObjectKind.EXTENSION, "plpgsql"))
                || ref.kind() == ObjectKind.ROLE && ref.name().startsWith("pg_");
    }

    /** As {@code server_version_num}: 180006 for 18.6. */
    @Override
    public long versionNumber(String serverVersion) {
        String[] parts = serverVersion.replaceAll("[^0-9.].*$", "").split("\\.");
        long major = parts[0].isEmpty() ? 0 : Long.parseLong(parts[0]);
        long minor = parts.length > 1 && !parts[1].isEmpty() ? Long.parseLong(parts[1]) : 0;
        return major * 10_000 + minor;
    }

    @Override
    public Map<String, String> session(Optional<String> schema) {
        return Map.of(
                "search_path", schema.orElse(PostgresScripts.DEFAULT_SCHEMA),
                "client_encoding", "UTF8",
                "standard_conforming_strings", "on");
    }

    @Override
    public Inspector inspector() {
        return new PostgresInspector();
    }

    @Override
    public SchemaDiff diff(Catalog current, Catalog desired, Collection<Rename> renames) {
        CommonTerms.Pair pair = CommonTerms.of(
                UnnamedNotNull.comparable(current, desired), UnnamedNotNull.comparable(desired, current));
        return new CatalogDiffer().diff(pair.current(), pair.desired(), renames);
    }

    @Override
    public Planner planner() {
        return new PostgresPlanner();
    }

    @Override
    public Definitions definitions() {
        return new PostgresDefinitions();
    }

    @Override
    public Observer.Factory observer() {
        return PostgresObserver.factory(new PostgresInspector());
    }

    /** {@code ALTER TABLE} can do whatever is needed. */
    @Override
    public Optional<TableCopy> copy(String sql) {
        return Optional.empty();
    }

    @Override
    public SchemaLanguage schemaLanguage() {
        return new PostgresHcl();
    }

    @Override
    public RowLanguage rows() {
        return new PostgresRows();
    }

    @Override
    public Scripts scripts() {
        return new PostgresScripts();
    }

    /** Statements about rows find each row by its key. */
    @Override
    public StatementTraits traits(Statement statement, Catalog before) {
        StatementTraits traits = new PostgresLocks().traits(statement.sql(), before);
        return statement.rows().isEmpty()
                ? traits
                : new StatementTraits(traits.lock(), traits.rewrite(), false, traits.notes());
    }

    @Override
    public Map<ObjectRef, String> refusedBodies(Connection connection, Collection<Routine> routines)
            throws SQLException {
        return BodyLook.refused(connection, routines);
    }

    @Override
    public Map<ObjectRef, Long> rowEstimates(Connection connection) throws SQLException {
        return RowEstimates.read(connection);
    }

    @Override
    public Map<ObjectRef, TableUse> tableUse(Connection connection) throws SQLException {
        return TableCounters.read(connection);
    }
}
