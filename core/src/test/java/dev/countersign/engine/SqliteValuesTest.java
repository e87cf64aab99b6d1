package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Severity;
import dev.countersign.progress.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that SQLite turns into others without an error when their column gets another type, or that it refuses. */
class SqliteValuesTest {
    private static final Selection SQLITE = new Selection(List.of(), List.of(), Optional.of("sqlite"));

    @TempDir
    Path folder;

    private final DefaultWorkspace workspace = DefaultWorkspace.installed();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            TEXT    | '007'), ('1e3'), ('abc'), ('5'), (' 12 '), (NULL | INTEGER       | 3 rows have such a value (sample rows).
            TEXT    | '1.10'), ('12345678901234567890'), ('1.5'        | DECIMAL(10,2) | 2 rows have such a value (sample rows).
            TEXT    | '9007199254740993'), ('5'                        | REAL          | 1 row has such a value (sample rows).
            INTEGER | 9007199254740993), (5                            | REAL          | and the last digits of large integers: 1 row has such a value (sample rows).
            ``      | '007'), (7                                       | NUMERIC       | Changing "t.a" from no type to NUMERIC loses how numbers in texts are written, as 007 becomes 7: 1 row has such a value (sample rows).
            TEXT    | '5'                                              | INTEGER       | Changing "t.a" from TEXT to INTEGER loses how numbers in texts are written, as 007 becomes 7.
            INTEGER | 5                                                | REAL          | -
            INTEGER | 5                                                | TEXT          | -
            REAL    | 1.5                                              | INTEGER       | -
            TEXT    | '007'                                            | BLOB          | -
            TEXT    | '007'                                            | VARCHAR(9)    | -
            """)
    void valuesThatBecomeOthersAreCounted(String before, String rows, String after, String expected) throws Exception {
        String current =
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a " + before + "); INSERT INTO t (a) VALUES (" + rows + ");";
        assertThat(lost(lint(current, rebuild(after, "a"))))
                .allMatch(message -> message.endsWith(expected == null ? "none" : expected))
                .hasSize(expected == null ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CAST(trim(a, '0') AS INTEGER) |
            a                             | UPDATE t SET a = trim(a, '0');
            a                             | DELETE FROM main.t;
            """)
    void valuesThatTheMigrationMakesItselfAreNotThoseOfNow(String copied, String earlier) throws Exception {
        String current = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t (a) VALUES ('007');";
        assertThat(lost(lint(current, (earlier == null ? "" : earlier) + rebuild("INTEGER", copied))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1, 5), (2, 4), (3, NULL | Making "t.b" a generated column loses the values that it holds: 1 row has another one than is computed (sample rows).
            2, 4                    | Making "t.b" a generated column loses the values that it holds.
            """)
    void valuesThatAreComputedFromNowOnAreCounted(String rows, String expected) throws Exception {
        String current = "CREATE TABLE t (a INT, b INT); INSERT INTO t VALUES (" + rows + ");";
        Files.writeString(folder.resolve("old.sql"), current);
        Files.writeString(folder.resolve("new.sql"), "CREATE TABLE t (a INT, b INT AS (a * 2));");
        ReviewRequest states = ReviewRequest.of(folder)
                .from("file://old.sql")
                .to("file://new.sql")
                .with(SQLITE);
        try (ReviewSession session = workspace.open(states, Progress.none())) {
            assertThat(lost(session.review(Map.of(), Progress.none()).diagnostics()))
                    .containsExactly(expected);
            assertThat(session.plan(Map.of()).statements())
                    .filteredOn(statement -> statement.destructive())
                    .extracting(statement -> statement.sql())
                    .containsExactly("DROP TABLE t;");
        }
    }

    @Test
    void valuesThatAreRefusedAreCounted() throws Exception {
        String current = "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER); INSERT INTO t (a) VALUES (7), (1.5);";
        String migration = "CREATE TABLE n (id INTEGER PRIMARY KEY, a INTEGER) STRICT; INSERT INTO n SELECT id,"
                + " CAST(a AS INTEGER) FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;";
        assertThat(lint(current, migration)).extracting(Diagnostic::code).doesNotContain("MFX109");
        assertThat(lint(current, migration.replace("CAST(a AS INTEGER)", "a")))
                .filteredOn(d -> d.code().equals("MFX109"))
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.severity()).isEqualTo(Severity.ERROR);
                    assertThat(d.message())
                            .isEqualTo("Keeping \"t.a\" as INTEGER in a STRICT table fails: 1 row holds something else"
                                    + " (sample rows).");
                });
    }

    private List<Diagnostic> lint(String current, String migration) throws Exception {
        Files.writeString(folder.resolve("old.sql"), current);
        Files.writeString(folder.resolve("migration.sql"), migration);
        ReviewRequest states = ReviewRequest.of(folder)
                .from("file://old.sql")
                .to("file://old.sql")
                .with(SQLITE);
        return workspace
                .lint(new LintRequest(states, List.of(Path.of("migration.sql"))), Progress.none())
                .diagnostics();
    }

    private static String rebuild(String type, String copied) {
        return "CREATE TABLE n (id INTEGER PRIMARY KEY, a " + type + "); INSERT INTO n (id, a) SELECT id, " + copied
                + " FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;";
    }

    private static List<String> lost(List<Diagnostic> found) {
        return found.stream()
                .filter(d -> d.code().equals("DST110"))
                .map(Diagnostic::message)
                .toList();
    }
}
