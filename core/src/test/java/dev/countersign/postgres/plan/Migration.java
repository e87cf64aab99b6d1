package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scope;
import dev.countersign.diff.CatalogDiffer;
import dev.countersign.diff.Rename;
import dev.countersign.plan.Batch;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.plan.Statement;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.inspect.PostgresInspector;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Plans from one script to another, runs the plan on a database of the first and compares with the second. */
final class Migration {
    private final PostgresEngine.Server server;

    Migration(PostgresEngine.Server server) {
        this.server = server;
    }

    Plan arrives(String old, String wanted) throws SQLException {
        return arrives(old, wanted, List.of(), "SELECT 1", "1");
    }

    /** @param query runs afterwards and must give the expected text in its first row and column */
    Plan arrives(String old, String wanted, List<Rename> renames, String query, String expected) throws SQLException {
        return arrives(old, wanted, renames, PlanOptions.everything(), query, expected);
    }

    Plan arrives(String old, String wanted, List<Rename> renames, PlanOptions options, String query, String expected)
            throws SQLException {
        try (Started started = start(old, wanted, renames, options)) {
            Plan plan = started.run();
            started.assertArrived();
            assertThat(started.answer(query)).as(query).isEqualTo(expected);
            return plan;
        }
    }

    /** A database in the old state. */
    Started start(String old, String wanted, PlanOptions options) throws SQLException {
        return start(old, wanted, List.of(), options);
    }

    private Started start(String old, String wanted, List<Rename> renames, PlanOptions options) throws SQLException {
        Catalog desired = server.inspect(wanted);
        ScratchDatabase scratch = server.database().create("migrate");
        Connection connection = scratch.openForScripts();
        if (!old.isBlank()) {
            PostgresEngine.Server.run(connection, old);
        }
        return new Started(scratch, connection, desired, renames, options);
    }

    /** A database on its way to the desired state. */
    record Started(
            ScratchDatabase scratch, Connection connection, Catalog desired, List<Rename> renames, PlanOptions options)
            implements AutoCloseable {

        /** The plan from where the database is now. */
        Plan plan() throws SQLException {
            return new PostgresPlanner().plan(new CatalogDiffer().diff(inspect(connection), desired, renames), options);
        }

        /** Plans and runs everything. */
        Plan run() throws SQLException {
            return runFirst(Integer.MAX_VALUE);
        }

        /** Plans and runs the first so many statements; a transaction that is cut short is committed. */
        Plan runFirst(int statements) throws SQLException {
            Plan plan = plan();
            for (Batch batch : plan.batches()) {
                connection.setAutoCommit(!batch.transactional());
                try {
                    for (Statement statement : batch.statements()) {
                        if (statement.number() <= statements) {
                            PostgresEngine.Server.run(connection, statement.sql());
                        }
                    }
                    if (batch.transactional()) {
                        connection.commit();
                    }
                } catch (SQLException e) {
                    if (batch.transactional()) {
                        connection.rollback();
                    }
                    throw new SQLException(e.getMessage() + " in the plan\n" + plan.script(), e.getSQLState(), e);
                } finally {
                    connection.setAutoCommit(true);
                }
            }
            return plan;
        }

        /** The first row and column. */
        String answer(String query) throws SQLException {
            try (java.sql.Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getString(1);
            }
        }

        void assertArrived() throws SQLException {
            assertThat(new CatalogDiffer()
                            .diff(inspect(connection), desired, List.of())
                            .changes())
                    .as("what is left")
                    .isEmpty();
            assertThat(plan().isEmpty()).isTrue();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
            scratch.close();
        }
    }

    static Catalog inspect(Connection connection) throws SQLException {
        return new PostgresInspector().inspect(connection, Scope.database(), Progress.none());
    }
}
