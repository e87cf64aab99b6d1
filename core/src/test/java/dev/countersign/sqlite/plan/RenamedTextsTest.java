package dev.countersign.sqlite.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Rename;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rename explains another word where SQLite writes the new name, and nowhere else: that would be a change that is never made. */
class RenamedTextsTest extends SqlitePair {
    private static final Rename A_TO_B =
            new Rename(ObjectRef.column(table("t"), "a"), ObjectRef.column(table("t"), "b"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE VIEW v AS SELECT a AS k FROM u                          | CREATE VIEW v AS SELECT b AS k FROM u
            CREATE TRIGGER g AFTER UPDATE OF a ON u BEGIN SELECT 1; END    | CREATE TRIGGER g AFTER UPDATE OF b ON u BEGIN SELECT 1; END
            CREATE INDEX i ON u (a)                                        | CREATE INDEX i ON u (b)
            CREATE INDEX i ON u (abs(a)) WHERE a > 0                       | CREATE INDEX i ON u (abs(b)) WHERE b > 0
            CREATE TABLE w (a, b, CONSTRAINT c CHECK (a > 0))              | CREATE TABLE w (a, b, CONSTRAINT c CHECK (b > 0))
            CREATE TABLE w (a, b, CONSTRAINT c UNIQUE (a))                 | CREATE TABLE w (a, b, CONSTRAINT c UNIQUE (b))
            CREATE TABLE w (a, b, CONSTRAINT c FOREIGN KEY (a) REFERENCES u) | CREATE TABLE w (a, b, CONSTRAINT c FOREIGN KEY (b) REFERENCES u)
            CREATE TABLE w (a, b, c AS (a))                                | CREATE TABLE w (a, b, c AS (b))
            CREATE TABLE w (x DEFAULT 'a')                                 | CREATE TABLE w (x DEFAULT 'b')
            CREATE VIEW v AS SELECT 'a' AS k FROM t                        | CREATE VIEW v AS SELECT 'b' AS k FROM t
            CREATE VIRTUAL TABLE f USING fts5(a)                           | CREATE VIRTUAL TABLE f USING fts5(b)
            """)
    void whatSaysSomethingElseIsMadeAnew(String before, String after) throws SQLException {
        run(current, "CREATE TABLE t (a)", "CREATE TABLE u (k INTEGER PRIMARY KEY, a, b)", before);
        run(desired, "CREATE TABLE t (b)", "CREATE TABLE u (k INTEGER PRIMARY KEY, a, b)", after);

        apply(plan(A_TO_B));
    }

    @Test
    void aDefaultOfTheTableItselfIsNoName() throws SQLException {
        run(current, "CREATE TABLE t (a, s DEFAULT 'a', CONSTRAINT c CHECK (s <> 'a'))");
        run(desired, "CREATE TABLE t (b, s DEFAULT 'b', CONSTRAINT c CHECK (s <> 'b'))");

        apply(plan(A_TO_B));
    }

    @Test
    void aFullTextTableOfATableThatIsRenamedIsBuiltAnew() throws SQLException {
        String table = "CREATE TABLE %s (id INTEGER PRIMARY KEY, a)";
        String index = "CREATE VIRTUAL TABLE f USING fts5(a, content='%s', content_rowid='id')";
        run(current, table.formatted("t"), "INSERT INTO t VALUES (1, 'hello')", index.formatted("t"));
        run(desired, table.formatted("docs"), index.formatted("docs"));

        apply(plan(new Rename(table("t"), table("docs"))));

        assertThat(query(current, "SELECT a FROM f WHERE f MATCH 'hello'")).containsExactly("hello");
    }

    @Test
    void whatFollowsTheRenameIsNoDifference() throws SQLException {
        run(
                current,
                "CREATE TABLE t (a CHECK (a > 0), k INTEGER PRIMARY KEY, g AS (a + 1), UNIQUE (a))",
                "CREATE INDEX i ON t (abs(a)) WHERE a > 0",
                "CREATE TABLE c (x REFERENCES t (a))");
        run(
                desired,
                "CREATE TABLE t (b CHECK (b > 0), k INTEGER PRIMARY KEY, g AS (b + 1), UNIQUE (b))",
                "CREATE INDEX i ON t (abs(b)) WHERE b > 0",
                "CREATE TABLE c (x REFERENCES t (b))");

        assertThat(plan(A_TO_B).statements()).hasSize(1);
        apply(plan(A_TO_B));
    }
}
