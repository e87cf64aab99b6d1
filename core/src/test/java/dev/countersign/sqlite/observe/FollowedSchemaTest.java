package dev.countersign.sqlite.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.dialect.CountedConnection;
import dev.countersign.dialect.Observer;
import dev.countersign.dialect.Scope;
import dev.countersign.dialect.StatementCost;
import dev.countersign.progress.Progress;
import dev.countersign.sqlite.inspect.SqliteInspector;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** After every statement the state of which only a part was taken apart must be the one that a complete reading finds. */
class FollowedSchemaTest {
    private static final List<String> STATEMENTS = List.of(
            // what stands on something that is not there yet
            "CREATE TABLE early (id INTEGER PRIMARY KEY, later INT REFERENCES later (key), other INT REFERENCES Later)",
            "CREATE VIEW shown AS SELECT l.key, e.id FROM early e JOIN later l ON l.key = e.later",
            "CREATE TABLE Later (key INT PRIMARY KEY, \"Name\" TEXT NOT NULL DEFAULT 'n', twice INT AS (key * 2))",
            "CREATE INDEX later_name ON later (name COLLATE NOCASE, key + 1) WHERE NAME > 'a'",
            "CREATE TRIGGER noticed AFTER UPDATE OF name ON later BEGIN UPDATE early SET other = NEW.key; END",
            "CREATE VIEW through AS SELECT * FROM shown",
            "CREATE TRIGGER instead INSTEAD OF DELETE ON shown BEGIN DELETE FROM early WHERE id = OLD.id; END",
            "ALTER TABLE later RENAME COLUMN key TO \"the key\"",
            "ALTER TABLE later ADD COLUMN added INT CHECK (added > 0)",
            "CREATE INDEX added ON later (added)",
            "ALTER TABLE later RENAME TO \"The Later\"",
            "INSERT INTO early (id) VALUES (1)",
            "ALTER TABLE early ADD COLUMN more TEXT DEFAULT (3)",
            "CREATE TABLE made AS SELECT * FROM early",
            "DROP VIEW through",
            "CREATE TABLE through (id INT, UNIQUE (id), FOREIGN KEY (id) REFERENCES shown)",
            "DROP TRIGGER instead",
            "DROP VIEW shown",
            "CREATE TABLE shown (id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT",
            "DROP INDEX added",
            "ALTER TABLE \"The Later\" DROP COLUMN added",
            "CREATE TEMP TABLE aside (id INT)",
            "DROP TRIGGER noticed",
            "CREATE TABLE _countersign_new_early (id INTEGER PRIMARY KEY, later INT)",
            "INSERT INTO _countersign_new_early SELECT id, later FROM early",
            "DROP TABLE early",
            "ALTER TABLE _countersign_new_early RENAME TO early",
            "CREATE VIRTUAL TABLE words USING fts5(word)",
            "CREATE TABLE beside_words (id INT)",
            "DROP TABLE words",
            "BEGIN",
            "CREATE TABLE undone (id INT REFERENCES early)",
            "DROP TABLE made",
            "ROLLBACK",
            "DROP TABLE \"The Later\"",
            "ANALYZE");

    @Test
    void everyStatementLeadsToTheStateThatACompleteReadingFinds() throws SQLException {
        try (Connection connection = memory();
                Observer observer = observer(connection)) {
            for (String sql : STATEMENTS) {
                Catalog said = observer.run(sql, false, Progress.none());
                if (sql.contains("_countersign_new_") || sql.equals("DROP TABLE early")) {
                    continue; // while a table is built anew, the state is that before it
                }
                require(sql, said, connection);
            }
            require("at the end", observer.complete(Progress.none()), connection);
        }
    }

    @Test
    void aStatementCostsTheSameAmongFewAndManyTables() throws SQLException {
        List<StatementCost> among20 = costs(20);
        assertThat(among20).allSatisfy(cost -> assertThat(cost.objects()).isBetween(1, 12));
        assertThat(costs(200)).isEqualTo(among20);
    }

    private static List<StatementCost> costs(int tables) throws SQLException {
        List<StatementCost> costs = new ArrayList<>();
        try (Connection connection = memory()) {
            try (Statement statement = connection.createStatement()) {
                for (int i = 0; i < tables; i++) {
                    statement.execute("CREATE TABLE t" + i + " (id INTEGER PRIMARY KEY, up INT REFERENCES t"
                            + Math.max(0, i - 1) + ", name TEXT CHECK (name <> ''))");
                    statement.execute("CREATE INDEX i" + i + " ON t" + i + " (name)");
                    statement.execute("CREATE VIEW v" + i + " AS SELECT id, name FROM t" + i);
                }
            }
            CountedConnection counted = new CountedConnection(connection);
            try (Observer observer = observer(counted.connection())) {
                for (String sql : List.of(
                        "CREATE TABLE one (id INTEGER PRIMARY KEY, t INT REFERENCES t5)",
                        "ALTER TABLE t5 ADD COLUMN added INT",
                        "CREATE INDEX of_added ON t5 (added)",
                        "ALTER TABLE t5 RENAME COLUMN added TO renamed",
                        "ALTER TABLE one RENAME TO other",
                        "DROP VIEW v5",
                        "DROP TABLE other")) {
                    costs.add(StatementCost.of(observer, counted, sql).without(texts(connection)));
                }
            }
        }
        return costs;
    }

    private static int texts(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement
                    .executeQuery("SELECT count(*) FROM sqlite_schema WHERE sql IS NOT NULL")
                    .getInt(1);
        }
    }

    private static void require(String sql, Catalog said, Connection connection) throws SQLException {
        Catalog seen = new SqliteInspector().inspect(connection, Scope.database(), Progress.none());
        TreeSet<ObjectRef> refs = new TreeSet<>(said.objects().keySet());
        refs.addAll(seen.objects().keySet());
        assertThat(refs).as(sql).allSatisfy(ref -> assertThat(said.find(ref)).isEqualTo(seen.find(ref)));
        assertThat(new HashSet<>(said.dependencies())).as(sql).isEqualTo(new HashSet<>(seen.dependencies()));
    }

    private static Connection memory() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    private static Observer observer(Connection connection) throws SQLException {
        return SqliteObserver.factory().start(connection, Scope.database(), Progress.none());
    }
}
