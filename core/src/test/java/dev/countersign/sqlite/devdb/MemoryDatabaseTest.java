package dev.countersign.sqlite.devdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.progress.Progress;
import dev.countersign.sqlite.script.Untrusted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryDatabaseTest {
    private static final String ENDLESS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    @TempDir
    Path folder;

    private DevDatabase engine;

    @BeforeEach
    void open() {
        engine = DevDatabases.installed().open("sqlite://dev?mode=memory", Progress.none());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void connectionsOfOneScratchShareItAndTwoScratchesAreTwo() throws SQLException {
        assertThat(engine.describe()).startsWith("built-in SQLite 3.");
        try (ScratchDatabase one = engine.create("one");
                ScratchDatabase other = engine.create("other")) {
            try (Connection first = one.openForScripts();
                    Connection second = one.open();
                    Connection stranger = other.open()) {
                Untrusted.execute(first, "CREATE TABLE t (a)");
                Untrusted.execute(first, "INSERT INTO t VALUES (1), (2)");
                assertThat(count(second, "t")).isEqualTo(2);
                assertThatThrownBy(() -> count(stranger, "t")).hasMessageContaining("no such table");
            }
            try (Connection later = one.open()) {
                assertThat(count(later, "t")).isEqualTo(2);
            }
        }
    }

    @Test
    void aCopyHasTheRowsAndIsItsOwn() throws SQLException {
        try (ScratchDatabase original = engine.create("original")) {
            try (Connection connection = original.open()) {
                Untrusted.execute(connection, "CREATE TABLE t (a)");
                Untrusted.execute(connection, "INSERT INTO t VALUES (1)");
            }
            try (ScratchDatabase copy = engine.copy(original, "copy").orElseThrow();
                    Connection changed = copy.open();
                    Connection kept = original.open()) {
                assertThat(count(changed, "t")).isEqualTo(1);
                Untrusted.execute(changed, "DELETE FROM t");
                assertThat(count(kept, "t")).isEqualTo(1);
            }
        }
    }

    @Test
    void endlessSqlIsStoppedAtTheLimit() throws SQLException {
        try (ScratchDatabase scratch = engine.create("endless");
                Connection connection = scratch.open()) {
            assertThatThrownBy(() -> scratch.within(Duration.ofMillis(200), connection, Progress.none(), () -> {
                        Untrusted.execute(connection, ENDLESS);
                        return null;
                    }))
                    .isInstanceOf(DevDatabaseException.class)
                    .hasMessageContaining("was stopped");
            Untrusted.execute(connection, "CREATE TABLE after_that (a)");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATTACH DATABASE '%s' AS other",
                "VACUUM INTO '%s'",
                "backup to '%s'",
                "backup main to \"%s\"",
                "SELECT load_extension('%s')",
                "SELECT writefile('%s', 'x')",
                "PRAGMA temp_store_directory = '%s'",
                "PRAGMA 'writable_schema' = 1 -- %s",
                "EXPLAIN PRAGMA writable_schema = 1 -- %s"
            })
    void sqlReachesNothingButItsDatabase(String sql) throws Exception {
        Path target = folder.resolve("reached.db");
        try (ScratchDatabase scratch = engine.create("untrusted");
                Connection connection = scratch.openForScripts()) {
            assertThatThrownBy(() -> Untrusted.execute(connection, sql.formatted(target)))
                    .isInstanceOf(SQLException.class);
        }
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void anEmptyFileIsTakenAndStaysAsItIs() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.db"));
        for (Path file : List.of(empty, folder.resolve("missing.db"))) {
            try (DevDatabase named = DevDatabases.installed().open("sqlite://" + file, Progress.none());
                    ScratchDatabase scratch = named.create("one");
                    Connection connection = scratch.openForScripts()) {
                Untrusted.execute(connection, "CREATE TABLE t (a)");
            }
        }
        assertThat(empty).isEmptyFile();
        assertThat(folder.resolve("missing.db")).doesNotExist();
    }

    @Test
    void aFileThatHoldsSomethingIsNoDevDatabase() throws Exception {
        Path file = folder.resolve("shop.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id)");
        }
        assertThatThrownBy(() -> DevDatabases.installed().open("sqlite://" + file, Progress.none()))
                .hasMessage(
                        "The dev database " + file
                                + " is not empty: it holds table orders; write sqlite://dev?mode=memory, or leave --dev-url out.");
        Path other =
                Files.writeString(folder.resolve("notes.txt"), "no database at all, only text that is long enough");
        assertThatThrownBy(() -> DevDatabases.installed().open("sqlite://" + other, Progress.none()))
                .hasMessageStartingWith("Whether the dev database " + other + " is empty cannot be seen: ");
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            return List.of(rows.getLong(1)).getFirst();
        }
    }
}
