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
        Catalog desired = server.inspect(wanted);
        try (ScratchDatabase scratch = server.database().create("migrate");
                Connection connection = scratch.openForScripts()) {
            if (!old.isBlank()) {
                PostgresEngine.Server.run(connection, old);
            }
            Catalog current = inspect(connection);
            Plan plan = new PostgresPlanner().plan(new CatalogDiffer().diff(current, desired, renames), options);
            for (Batch batch : plan.batches()) {
                connection.setAutoCommit(!batch.transactional());
                for (Statement statement : batch.statements()) {
                    PostgresEngine.Server.run(connection, statement.sql());
                }
                if (batch.transactional()) {
                    connection.commit();
                }
                connection.setAutoCommit(true);
            }
            assertThat(new CatalogDiffer()
                            .diff(inspect(connection), desired, List.of())
                            .changes())
                    .as("what is left after%n%s", plan.script())
                    .isEmpty();
            try (java.sql.Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                assertThat(row.getString(1)).as(query).isEqualTo(expected);
            }
            return plan;
        }
    }

    static Catalog inspect(Connection connection) throws SQLException {
        return new PostgresInspector().inspect(connection, Scope.database(), Progress.none());
    }
}
