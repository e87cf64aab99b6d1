package dev.countersign.sqlite.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.dialect.Scope;
import dev.countersign.diff.Rename;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Batch;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.progress.Progress;
import dev.countersign.sqlite.SqliteDialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two databases of SQLite in memory, and plans from the one to the other that run as the simulator and the apply run them. */
abstract class SqlitePair {
    final SqliteDialect dialect = new SqliteDialect();
    Connection current;
    Connection desired;

    @BeforeEach
    void open() throws SQLException {
        current = DriverManager.getConnection("jdbc:sqlite::memory:");
        desired = DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    @AfterEach
    void close() throws SQLException {
        current.close();
        desired.close();
    }

    static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static List<String> query(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    Catalog read(Connection connection) throws SQLException {
        return dialect.inspector().inspect(connection, Scope.database(), Progress.none());
    }

    SchemaDiff diff(Rename... renames) throws SQLException {
        return dialect.diff(read(current), read(desired), List.of(renames));
    }

    Plan plan(Rename... renames) throws SQLException {
        return dialect.planner().plan(diff(renames), PlanOptions.everything());
    }

    /** As the simulator and the apply run it: batch by batch through JDBC. */
    void apply(Plan plan) throws SQLException {
        for (Batch batch : plan.batches()) {
            current.setAutoCommit(!batch.transactional());
            try {
                run(current, batch.statements().stream().map(s -> s.sql()).toArray(String[]::new));
                if (batch.transactional()) {
                    current.commit();
                }
            } catch (SQLException e) {
                if (batch.transactional()) {
                    current.rollback();
                }
                throw e;
            } finally {
                current.setAutoCommit(true);
            }
        }
        assertThat(diff().changes()).isEmpty();
    }

    static ObjectRef table(String name) {
        return ObjectRef.of(ObjectKind.TABLE, "main", name);
    }
}
