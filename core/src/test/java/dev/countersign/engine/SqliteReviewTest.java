package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.lint.LintReport;
import dev.countersign.plan.Plan;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQLite from the front desk: the URLs choose the dialect, and nobody has to name a dev database. */
class SqliteReviewTest {
    private static final String DESIRED = """
            CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT);
            CREATE INDEX customers_email ON customers (email);
            CREATE TRIGGER customers_touch AFTER UPDATE ON customers BEGIN
              UPDATE customers SET name = trim(new.name) WHERE id = new.id;
              DELETE FROM customers WHERE name = '';
            END;
            """;

    @TempDir
    Path folder;

    private final DefaultWorkspace workspace = DefaultWorkspace.installed();

    @Test
    void aFileIsReviewedWithoutNamingADevDatabase() throws Exception {
        live(
                "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
                "INSERT INTO customers VALUES (1, 'Ada')");
        Files.writeString(folder.resolve("new.sql"), DESIRED);
        try (ReviewSession session = workspace.open(
                request("sqlite://shop.db", "file://new.sql", Selection.everything()), Progress.none())) {
            Review review = session.review(Map.of(), Progress.none());
            assertThat(review.dialect()).isEqualTo("sqlite");
            assertThat(review.simulation().engine()).startsWith("built-in SQLite 3.");
            assertThat(review.simulation().arrives()).isTrue();
            assertThat(review.plan().script()).contains("ADD COLUMN", "customers_email", "customers_touch");
        }
    }

    @Test
    void rowsThatMakeThePlanFailAreCounted() throws Exception {
        live(
                "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT)",
                "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER)",
                "CREATE TABLE notes (id INTEGER PRIMARY KEY)",
                "INSERT INTO customers VALUES (1, NULL, NULL), (2, 'Ada', NULL)",
                "INSERT INTO orders VALUES (1, 2), (2, 7)",
                "CREATE TABLE visits (who INTEGER, day TEXT)",
                "INSERT INTO visits VALUES (1, NULL), (2, 'monday'), (2, 'monday'), (3, 'monday')");
        Files.writeString(folder.resolve("new.sql"), """
                CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT NOT NULL DEFAULT '', email TEXT NOT NULL);
                CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER REFERENCES customers);
                CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
                CREATE TABLE fresh (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
                CREATE TABLE visits (who INTEGER, day TEXT NOT NULL, PRIMARY KEY (who, day));
                """);
        try (ReviewSession session = workspace.open(
                request("sqlite://shop.db", "file://new.sql", Selection.everything()), Progress.none())) {
            assertThat(session.failingRows(session.plan(Map.of())))
                    .satisfiesExactlyInAnyOrder(
                            required -> assertThat(required).contains("customers.email", "2 rows"),
                            nulls -> assertThat(nulls).contains("customers.name", "1 row holds NULL"),
                            orphans -> assertThat(orphans).contains("1 row points to nothing"),
                            nulls -> assertThat(nulls).contains("primary key", "1 row holds NULL in \"day\""),
                            twice -> assertThat(twice).contains("1 duplicate value in \"who\" and \"day\""));
        }
    }

    @Test
    void rowsThatPointIntoATableThatIsNewAndEmptyAreCounted() throws Exception {
        live(
                "CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT)",
                "CREATE TABLE post (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES user, n INTEGER)",
                "INSERT INTO user VALUES (1, 'Ada')",
                "INSERT INTO post VALUES (1, 1, 2), (2, NULL, 3)");
        Files.writeString(folder.resolve("new.sql"), """
                CREATE TABLE people (id INTEGER PRIMARY KEY, born TEXT);
                CREATE TABLE post (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES people, n INTEGER);
                CREATE VIEW v AS SELECT born FROM people;
                """);
        try (ReviewSession session = workspace.open(
                request("sqlite://shop.db", "file://new.sql", Selection.everything()), Progress.none())) {
            assertThat(session.failingRows(session.plan(Map.of())))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("1 row points to nothing in \"people\"");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            t (a, s AS (a))                       | NULL         | t (a NOT NULL DEFAULT 'x', s NOT NULL AS (a))
            t (a INT, g INT AS (a - 1))           | 5            | t (a INT, g INT AS (a * 2) CHECK (g > a))
            t (a TEXT)                            | '5'          | t (a INTEGER CHECK (typeof(a) = 'integer'))
            t (a TEXT)                            | '5'          | t (a INTEGER CHECK (a < 10))
            t (id INT PRIMARY KEY)                | NULL         | t (id INTEGER PRIMARY KEY NOT NULL)
            t (id INTEGER)                        | NULL         | t (id INTEGER PRIMARY KEY NOT NULL CHECK (id IS NOT NULL))
            t (id TEXT)                           | NULL         | t (id TEXT NOT NULL DEFAULT 'x' PRIMARY KEY)
            t (a)                                 | 1            | t (id INTEGER PRIMARY KEY NOT NULL, a)
            t (a TEXT)                            | NULL         | t (a TEXT NOT NULL DEFAULT 'x' CHECK (a IS NOT NULL))
            t (a TEXT COLLATE NOCASE)             | 'a'), ('A'   | t (a TEXT UNIQUE)
            t (a TEXT COLLATE NOCASE)             | 'a'), ('A'   | t (a TEXT COLLATE NOCASE); CREATE UNIQUE INDEX i ON t (a COLLATE BINARY)
            t (a TEXT COLLATE NOCASE)             | 'a'), ('A'   | t (a TEXT COLLATE NOCASE, UNIQUE (a COLLATE BINARY))
            t (a TEXT COLLATE NOCASE)             | 'a'), ('A'   | t (a TEXT); CREATE UNIQUE INDEX i ON t ((a))
            t (a TEXT)                            | 'YES'        | t (a TEXT COLLATE NOCASE CHECK (a IN ('yes', 'no')))
            t (a TEXT)                            | 'YES'        | t (a TEXT COLLATE NOCASE REFERENCES p (code))
            t ("current_date" TEXT)               | 'x'          | t ("current_date" TEXT CHECK ("current_date" <> current_date))
            t (a)                                 | NULL), (5), (5.0), (' 5 '), ('1e3' | t (a INTEGER) STRICT
            t (a)                                 | NULL), (5), (5.5), ('5.5'          | t (a REAL) STRICT
            t (a)                                 | NULL), (5), (5.5), ('x'            | t (a TEXT) STRICT
            t (a)                                 | NULL), (x'00'                      | t (a BLOB) STRICT
            t (a)                                 | NULL), (5), ('x'), (x'00'          | t (a ANY) STRICT
            t (a)                                 | NULL), (5), ('7'                   | t (a INTEGER PRIMARY KEY)
            t (a INT UNIQUE, b)                   | 1), (2                             | t (a INT, b, UNIQUE (a, b))
            t (a TEXT REFERENCES p (code))        | 'other'                            | t (a TEXT REFERENCES p (code) ON DELETE CASCADE)
            """)
    void noRowIsHeldAgainstAPlanThatItDoesNotStop(String before, String rows, String after) throws Exception {
        assertThat(failing(before, rows, after)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            t (a TEXT)                            | NULL         | t (a INTEGER NOT NULL)                                                    | 1 row holds NULL
            t (a INT, s AS (a))                   | NULL         | t (a INT, s NOT NULL AS (a))                                              | 1 row holds NULL
            t (a INT, g AS (a / 'h'), h AS (a / 'g')) | NULL   | t (a INT, g NOT NULL AS (a / 'h'), h AS (a / 'g'))                      | 1 row holds NULL
            t (a INT, g INT AS (a - 1))           | 5            | t (a INT, g INT AS (a - 1) CHECK (g > a))                                 | 1 row violates it
            t (a TEXT COLLATE NOCASE)             | 'a'), ('A'   | t (a TEXT COLLATE NOCASE UNIQUE)                                          | 1 duplicate value
            t (a TEXT)                            | 'a'), ('A'   | t (a TEXT); CREATE UNIQUE INDEX i ON t (a COLLATE NOCASE)                 | 1 duplicate value
            t (a TEXT)                            | 'a'), ('A'   | t (a TEXT, UNIQUE (a COLLATE NOCASE))                                     | 1 duplicate value
            t (a TEXT)                            | 'a'), ('A'   | t (a TEXT); CREATE UNIQUE INDEX i ON t (lower(a))                         | 1 duplicate value
            t (a TEXT)                            | 'a'), ('a'   | t (a TEXT NOT NULL DEFAULT 'x' UNIQUE)                                    | 1 duplicate value
            t (a TEXT)                            | 'other'      | t (a TEXT REFERENCES p (code))                                            | 1 row points to nothing
            t (a)                                 | '5'), ('x'), (5.5), (1e300), (x'00' | t (a INTEGER) STRICT                              | 4 rows hold something else
            t (a)                                 | 'x'), (x'00'), ('5'                | t (a REAL) STRICT                                 | 2 rows hold something else
            t (a)                                 | 'x'), (x'00'                       | t (a TEXT) STRICT                                 | 1 row holds something else
            t (a)                                 | 'x'), (x'00'), (1                  | t (a BLOB) STRICT                                 | 2 rows hold something else
            t (a TEXT) STRICT                     | 'x'                                | t (a INT) STRICT                                  | Keeping "t.a" as INT in a STRICT table fails: 1 row holds
            t (a PRIMARY KEY, b)                  | 'x'                                | t (a INTEGER PRIMARY KEY, b)                      | Making "t.a" the number of the row, an INTEGER PRIMARY KEY, fails: 1 row holds
            t (a INT, b, CONSTRAINT c UNIQUE (a, b)) | 1), (1                          | t (a INT, b, CONSTRAINT c UNIQUE (a))             | 1 duplicate value
            t (a TEXT, b, PRIMARY KEY (a, b))     | 'x'), ('x'                         | t (a TEXT, b, PRIMARY KEY (a))                    | 1 duplicate value
            t (a TEXT, CONSTRAINT c UNIQUE (a))   | 'x'), ('X'                         | t (a TEXT, CONSTRAINT c UNIQUE (a COLLATE NOCASE)) | 1 duplicate value
            t (a INT, CONSTRAINT c CHECK (a > 0)) | 1), (9                             | t (a INT, CONSTRAINT c CHECK (a > 5))             | 1 row violates it
            """)
    void rowsThatStopThePlanAreCountedWhateverElseChanges(String before, String rows, String after, String found)
            throws Exception {
        assertThat(failing(before, rows, after))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains(found);
    }

    /** What is held against the plan, which runs if and only if that is nothing. */
    private List<String> failing(String before, String rows, String after) throws Exception {
        String parent = "CREATE TABLE p (code TEXT COLLATE NOCASE UNIQUE)";
        String column = before.substring(before.indexOf('(') + 1).split("[ ,)]")[0];
        live(
                parent,
                "INSERT INTO p VALUES ('no'), ('yes')",
                "CREATE TABLE " + before,
                "INSERT INTO t (" + column + ") VALUES (" + rows + ")");
        Files.writeString(folder.resolve("new.sql"), parent + "; CREATE TABLE " + after + ";");
        try (ReviewSession session = workspace.open(
                request("sqlite://shop.db", "file://new.sql", Selection.everything()), Progress.none())) {
            Plan plan = session.plan(Map.of());
            List<String> failing = session.failingRows(plan);
            String[] statements = plan.statements().stream().map(s -> s.sql()).toArray(String[]::new);
            if (failing.isEmpty()) {
                live(statements);
            } else {
                assertThatThrownBy(() -> live(statements)).isInstanceOf(SQLException.class);
            }
            return failing;
        }
    }

    @Test
    void rowsOfFilesAreCountedToo() throws Exception {
        Files.writeString(
                folder.resolve("old.sql"),
                "CREATE TABLE users (id INTEGER PRIMARY KEY, email text); INSERT INTO users VALUES (1, NULL), (2, 'x');");
        Files.writeString(
                folder.resolve("migration.sql"),
                "CREATE TABLE new_users (id INTEGER PRIMARY KEY, email text NOT NULL);"
                        + " INSERT INTO new_users SELECT * FROM users; DROP TABLE users; ALTER TABLE new_users RENAME TO users;");
        LintReport report = workspace.lint(
                new LintRequest(
                        request(
                                "file://old.sql",
                                "file://old.sql",
                                new Selection(List.of(), List.of(), Optional.of("sqlite"))),
                        List.of(Path.of("migration.sql"))),
                Progress.none());
        assertThat(report.diagnostics())
                .extracting(d -> d.severity() + " " + d.code() + " " + d.message())
                .containsExactly(
                        "ERROR LT101 Making column \"users.email\" NOT NULL fails: 1 row holds NULL (sample rows).");
    }

    @Test
    void twoProductsDoNotMix() throws Exception {
        live("CREATE TABLE t (a)");
        Files.writeString(folder.resolve("new.sql"), DESIRED);
        ReviewRequest mixed = ReviewRequest.of(folder)
                .from("sqlite://shop.db")
                .to("file://new.sql")
                .onDev("embedded://postgres/18");
        assertThatThrownBy(() -> workspace.open(mixed, Progress.none()))
                .isInstanceOfSatisfying(
                        CountersignException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage(
                        "the current state is SQLite, the dev database is PostgreSQL: both states and the dev database must be of one product.");
    }

    @Test
    void filesAreOfTheDialectAskedFor() throws Exception {
        Files.writeString(folder.resolve("old.sql"), "CREATE TABLE [a b] (x);");
        Files.writeString(folder.resolve("new.sql"), DESIRED);
        Selection sqlite = new Selection(List.of(), List.of(), Optional.of("sqlite"));
        try (ReviewSession session =
                workspace.open(request("file://old.sql", "file://new.sql", sqlite), Progress.none())) {
            assertThat(session.plan(Map.of()).script()).contains("DROP TABLE", "CREATE TABLE");
        }
        Selection unknown = new Selection(List.of(), List.of(), Optional.of("oracle"));
        assertThatThrownBy(() -> workspace.open(request("file://old.sql", "file://new.sql", unknown), Progress.none()))
                .hasMessage("There is no dialect oracle; known are postgres, sqlite.");
    }

    @Test
    void whatIsExcludedStays() throws Exception {
        live("CREATE TABLE kept (a)", "CREATE TABLE gone (a)", "CREATE TABLE atlas_schema_revisions (version TEXT)");
        Files.writeString(folder.resolve("new.sql"), "CREATE TABLE other (a);");
        Selection selection = new Selection(List.of(), List.of("kept", "nothing*"), Optional.empty());
        try (ReviewSession session =
                workspace.open(request("sqlite://shop.db", "file://new.sql", selection), Progress.none())) {
            assertThat(session.plan(Map.of()).script())
                    .contains("gone", "other")
                    .doesNotContain("kept")
                    .doesNotContain("atlas_schema_revisions");
            assertThat(session.diff().current().uncompared())
                    .extracting(u -> u.name())
                    .anyMatch(n -> n.contains("kept"));
            assertThat(session.notices())
                    .containsExactly("The exclude pattern \"nothing*\" matches nothing in either state.");
        }
    }

    private void live(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private ReviewRequest request(String from, String to, Selection selection) {
        return ReviewRequest.of(folder).from(from).to(to).with(selection);
    }

    @Test
    void anotherOrderOfColumnsIsSeenAndIsNoDifference() throws Exception {
        Files.writeString(
                folder.resolve("old.sql"),
                "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, gone TEXT, c TEXT); CREATE TABLE same (x TEXT, y TEXT);");
        Files.writeString(
                folder.resolve("new.sql"),
                "CREATE TABLE t (a INTEGER PRIMARY KEY, c TEXT, b TEXT); CREATE TABLE same (x TEXT, more TEXT, y TEXT);");
        Selection sqlite = new Selection(List.of(), List.of(), Optional.of("sqlite"));
        try (ReviewSession session =
                workspace.open(request("file://old.sql", "file://new.sql", sqlite), Progress.none())) {
            assertThat(session.notices())
                    .containsExactly(
                            "The columns of table main.t stand in another order: a, b, c now, a, c, b in the desired"
                                    + " state. By itself that is no difference.");
        }
    }
}
