package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Surroundings;
import dev.countersign.catalog.Uncompared;
import dev.countersign.dialect.Inspector;
import dev.countersign.dialect.Scope;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Inspects PostgreSQL 12 to 18. */
public final class PostgresInspector implements Inspector {
    /** Name of the dialect in catalogs. */
    public static final String DIALECT = "postgres";

    /**
     * Settings that decide how the server prints names and values; local to the transaction, so they go with it. With this search path every name
     * outside {@code pg_catalog} comes out qualified and nothing in the database can stand in front of a catalog; an empty one would search temporary
     * tables first. The others make the same constant print the same in every session.
     */
    private static final String SETTINGS = """
            SET LOCAL search_path = pg_catalog, pg_temp;
            SET LOCAL datestyle = 'ISO';
            SET LOCAL intervalstyle = 'postgres';
            SET LOCAL timezone = 'UTC';
            SET LOCAL extra_float_digits = 3;
            SET LOCAL bytea_output = 'hex';
            SET LOCAL quote_all_identifiers = off;
            SET LOCAL standard_conforming_strings = on;
            SET LOCAL jit = off""";

    private final PreparedQueries prepared;

    /** Reads any database; every inspection may have another connection. */
    public PostgresInspector() {
        this(PreparedQueries.none());
    }

    private PostgresInspector(PreparedQueries prepared) {
        this.prepared = prepared;
    }

    /** An inspector that reads one connection again and again: from the second time on the server need not plan its queries. Not for several threads. */
    public PostgresInspector ofOneConnection() {
        return new PostgresInspector(PreparedQueries.ofOneSession());
    }

    @Override
    public Catalog inspect(Connection connection, Scope scope, Progress progress) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        if (!autoCommit) {
            throw new IllegalStateException("the connection must be outside any transaction");
        }
        int isolation = connection.getTransactionIsolation();
        boolean readOnly = connection.isReadOnly();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        try {
            Catalog catalog = read(connection, scope, progress);
            connection.rollback();
            return catalog;
        } catch (SQLException | RuntimeException e) {
            try {
                connection.rollback();
            } catch (SQLException second) {
                e.addSuppressed(second);
            }
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
                connection.setReadOnly(readOnly);
                connection.setTransactionIsolation(isolation);
            }
        }
    }

    private Catalog read(Connection connection, Scope scope, Progress progress) throws SQLException {
        String versionText;
        int version;
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
            prepared.start(statement);
            try (ResultSet row = statement.executeQuery(
                    "SELECT pg_catalog.current_setting('server_version'), pg_catalog.current_setting('server_version_num')")) {
                row.next();
                versionText = row.getString(1).split(" ", 2)[0];
                version = row.getInt(2);
            }
        }
        List<Uncompared> uncompared = new ArrayList<>();
        Reading reading = new Reading(
                new Session(connection, version, progress, uncompared, prepared),
                scope.schemas().isEmpty(),
                uncompared);
        Step[] steps = {
            new Step("Reading schemas", () -> new SchemaReader(reading).read(scope.schemas())),
            new Step("Reading types", () -> new TypeReader(reading).read()),
            new Step("Reading tables and views", () -> new RelationReader(reading).read()),
            new Step("Reading constraints", () -> new ConstraintReader(reading).read()),
            new Step("Reading indexes", () -> new IndexReader(reading).read()),
            new Step("Reading functions", () -> new RoutineReader(reading).read()),
            new Step("Reading triggers and policies", () -> new TableObjectReader(reading).read()),
            new Step("Reading operators, casts and publications", () -> new DefinedReader(reading).read()),
            new Step("Reading owners and privileges", () -> {
                new OwnerReader(reading).read();
                new PrivilegeReader(reading).read();
            }),
            new Step(
                    "Reading dependencies",
                    () -> new UncomparedReader(reading).read(new DependencyReader(reading).read())),
        };
        for (int i = 0; i < steps.length; i++) {
            progress.phase(steps[i].phase(), i, steps.length);
            steps[i].work().run();
        }
        Surroundings surroundings = new RoleReader(reading.session()).read();
        try (Statement statement = connection.createStatement()) {
            prepared.end(statement);
        }
        progress.phase(steps[steps.length - 1].phase(), steps.length, steps.length);
        return new Catalog(DIALECT, versionText, reading.objects(), reading.dependencies(), reading.uncompared(), surroundings);
    }

    /** One part of the reading, with what to tell the user. */
    private record Step(String phase, Work work) {}

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }
}
