package dev.countersign.sqlite.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What a rebuilt table has in its rows, where their values do not simply move. */
class KeptRowsTest extends SqlitePair {
    @Test
    void aNameAsADefaultIsAStringAndNoColumn() throws SQLException {
        run(
                current,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT, d TEXT, e INT, f TEXT)",
                "INSERT INTO t (id, f) VALUES (1, 'WRONG')");
        run(
                desired,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT \"f\", b TEXT NOT NULL DEFAULT [f],"
                        + " c TEXT NOT NULL DEFAULT `f`, d TEXT NOT NULL DEFAULT active, e INT NOT NULL DEFAULT true,"
                        + " f TEXT)");

        apply(plan());

        assertThat(query(current, "SELECT a || b || c || d || e FROM t")).containsExactly("fffactive1");
    }

    @Test
    void aNewColumnThatIsTheRowidHasTheRowidsThatWere() throws SQLException {
        run(
                current,
                "CREATE TABLE docs (title TEXT)",
                "CREATE VIRTUAL TABLE words USING fts5(title, content='docs')",
                "INSERT INTO docs (rowid, title) VALUES (3, 'three'), (7, 'seven')",
                "INSERT INTO words (words) VALUES ('rebuild')");
        run(
                desired,
                "CREATE TABLE docs (id INTEGER PRIMARY KEY, title TEXT)",
                "CREATE VIRTUAL TABLE words USING fts5(title, content='docs')");

        apply(plan());

        assertThat(query(current, "SELECT id || title FROM docs ORDER BY id")).containsExactly("3three", "7seven");
        assertThat(query(current, "SELECT title FROM words WHERE words MATCH 'seven'"))
                .containsExactly("seven");
    }

    @Test
    void rowsOfWhichNoColumnStaysAreKept() throws SQLException {
        run(
                current,
                "CREATE TABLE numbered (a TEXT)",
                "INSERT INTO numbered (rowid, a) VALUES (4, 'x'), (9, 'y')",
                "CREATE TABLE keyed (a TEXT PRIMARY KEY) WITHOUT ROWID",
                "INSERT INTO keyed VALUES ('x'), ('y')",
                "CREATE TABLE drawn (id INTEGER PRIMARY KEY)",
                "INSERT INTO drawn VALUES (1), (2)");
        run(
                desired,
                "CREATE TABLE numbered (id INTEGER PRIMARY KEY, b TEXT DEFAULT 'n')",
                "CREATE TABLE keyed (id INTEGER PRIMARY KEY, b TEXT DEFAULT 'k')",
                "CREATE TABLE drawn (u TEXT PRIMARY KEY NOT NULL DEFAULT (hex(randomblob(16)))) WITHOUT ROWID");

        apply(plan());

        assertThat(query(current, "SELECT id || b FROM numbered ORDER BY id")).containsExactly("4n", "9n");
        assertThat(query(current, "SELECT id || b FROM keyed ORDER BY id")).containsExactly("1k", "2k");
        assertThat(query(current, "SELECT count(DISTINCT u) FROM drawn")).containsExactly("2");
    }
}
