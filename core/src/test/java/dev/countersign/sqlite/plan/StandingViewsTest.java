package dev.countersign.sqlite.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.diff.Rename;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** SQLite drops no column and renames nothing while any view or trigger of the schema names what is not there. */
class StandingViewsTest extends SqlitePair {
    private static final String WIDE = "CREATE TABLE a (x, y)";
    private static final String NARROW = "CREATE TABLE a (x)";

    private void aLosesAColumn(String[] before, String[] after) throws SQLException {
        close();
        open();
        run(current, WIDE, "INSERT INTO a VALUES (1, 2)");
        run(current, before);
        run(desired, NARROW);
        run(desired, after);

        apply(plan());

        assertThat(query(current, "SELECT x FROM a")).containsExactly("1");
    }

    @Test
    void aViewAboveOneThatChanges() throws SQLException {
        String above = "CREATE VIEW w AS SELECT c FROM v";
        aLosesAColumn(
                new String[] {"CREATE VIEW v AS SELECT 1 AS c", above},
                new String[] {"CREATE VIEW v AS SELECT 2 AS c", above});
        assertThat(query(current, "SELECT c FROM w")).containsExactly("2");
    }

    @Test
    void aViewAboveATableThatBecomesAViewAndBack() throws SQLException {
        String[] table = {"CREATE TABLE b (c)", "CREATE VIEW w AS SELECT c FROM b"};
        String[] view = {"CREATE VIEW b AS SELECT 1 AS c", "CREATE VIEW w AS SELECT c FROM b"};
        aLosesAColumn(table, view);
        aLosesAColumn(view, table);
        aLosesAColumn(view, new String[] {"CREATE VIRTUAL TABLE b USING fts5(c)", "CREATE VIEW w AS SELECT c FROM b"});
    }

    @Test
    void aTriggerThatUsesAViewThatChanges() throws SQLException {
        String trigger = "CREATE TRIGGER tr AFTER INSERT ON o BEGIN SELECT x FROM v; END";
        aLosesAColumn(
                new String[] {"CREATE TABLE o (x)", "CREATE VIEW v AS SELECT x FROM o", trigger},
                new String[] {"CREATE TABLE o (x)", "CREATE VIEW v AS SELECT x, 1 AS z FROM o", trigger});
    }

    @Test
    void triggersOfATableThatIsBuiltAnew() throws SQLException {
        String trigger = "CREATE TRIGGER tr AFTER INSERT ON b BEGIN %s; END";
        String before = trigger.formatted("UPDATE a SET x = 1 WHERE y = 1");
        aLosesAColumn(
                new String[] {"CREATE TABLE b (c)", "INSERT INTO b VALUES (7)", before},
                new String[] {"CREATE TABLE b (c NOT NULL DEFAULT 1)", trigger.formatted("UPDATE a SET x = 1")});
        assertThat(query(current, "SELECT c FROM b")).containsExactly("7");
        aLosesAColumn(
                new String[] {"CREATE TABLE b (c)", "CREATE TABLE l (c)", trigger.formatted("UPDATE l SET c = 1")},
                new String[] {"CREATE TABLE b (c NOT NULL DEFAULT 1)"});
    }

    @Test
    void viewsThatCannotBeReadBeforeOrAfter() throws SQLException {
        String view = "CREATE VIEW v AS SELECT c FROM n";
        aLosesAColumn(new String[] {"CREATE TABLE n (c)", view}, new String[] {view});
        aLosesAColumn(new String[] {view}, new String[] {"CREATE TABLE n (c)", view});
        aLosesAColumn(new String[] {view}, new String[] {view});
        aLosesAColumn(new String[] {"CREATE TABLE n (d)", view}, new String[] {"CREATE TABLE n (d, c)", view});
        assertThat(query(current, "SELECT count(*) FROM v")).containsExactly("0");
    }

    @Test
    void aViewAboveOneThatReadsEveryColumn() throws SQLException {
        String[] views = {"CREATE VIEW v AS SELECT * FROM a", "CREATE VIEW w AS SELECT y FROM v"};
        aLosesAColumn(views, views);
        assertThat(query(current, "SELECT x FROM v")).containsExactly("1");
    }

    @Test
    void viewsThatSqliteCanReadStay() throws SQLException {
        String[] views = {
            "CREATE TABLE b (c, d)",
            "CREATE VIEW v AS WITH r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n, c FROM r, b",
            "CREATE TRIGGER tr AFTER UPDATE ON b BEGIN INSERT OR IGNORE INTO b SELECT value, 1 FROM json_each('[1]'); END"
        };
        run(current, WIDE);
        run(current, views);
        run(desired, NARROW);
        run(desired, views);

        assertThat(plan().script()).isEqualTo("ALTER TABLE a DROP COLUMN y;\n");
    }

    @Test
    void viewsAboveThoseThatNameARenamedTable() throws SQLException {
        String above = "CREATE VIEW w AS SELECT a FROM v";
        run(current, "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)", "INSERT INTO t VALUES (1, 'x')");
        run(current, "CREATE VIEW v AS SELECT a FROM t", above);
        run(desired, "CREATE TABLE u (id INTEGER PRIMARY KEY, a TEXT)", "CREATE VIEW v AS SELECT a FROM u", above);

        apply(plan(new Rename(table("t"), table("u"))));

        assertThat(query(current, "SELECT a FROM w")).containsExactly("x");
    }

    @Test
    void aTableTakesTheNameOfAnIndexOfATableThatIsBuiltAnew() throws SQLException {
        run(current, "CREATE TABLE t (a TEXT)", "CREATE INDEX I ON t (a)", "INSERT INTO t VALUES ('x')");
        run(desired, "CREATE TABLE t (a TEXT NOT NULL)", "CREATE TABLE i (v TEXT)", "CREATE INDEX j ON t (a)");

        apply(plan());

        assertThat(query(current, "SELECT a FROM t")).containsExactly("x");
    }

    @Test
    void aFullTextTableOverAViewThatChangesIsBuiltBehindTheView() throws SQLException {
        String table = "CREATE TABLE d (id INTEGER PRIMARY KEY, b TEXT)";
        run(current, table, "INSERT INTO d VALUES (7, 'hello')", "CREATE VIEW s AS SELECT id, b FROM d");
        run(current, "CREATE VIRTUAL TABLE f USING fts5(b, content='s', content_rowid='id')");
        run(current, "INSERT INTO f (f) VALUES ('rebuild')");
        run(desired, table, "CREATE VIEW s AS SELECT id, b || ' there' AS b FROM d");
        run(desired, "CREATE VIRTUAL TABLE f USING fts5(b, content='s', content_rowid='id', tokenize='porter')");

        apply(plan());

        assertThat(query(current, "SELECT rowid FROM f WHERE f MATCH 'there'")).containsExactly("7");
    }

    @Test
    void aViewThatTakesAllColumnsOfTwoTablesThatLoseOneEach() throws SQLException {
        String union = "CREATE VIEW v AS SELECT * FROM a UNION ALL SELECT * FROM b";
        String above = "CREATE VIEW w(one) AS SELECT * FROM v";
        aLosesAColumn(
                new String[] {"CREATE TABLE b (x, y)", union, "CREATE VIEW w(one, two) AS SELECT * FROM v"},
                new String[] {"CREATE TABLE b (x)", union, above});
        assertThat(query(current, "SELECT one FROM w")).containsExactly("1");
    }

    @Test
    void aViewAndATriggerThatNameAColumnThatIsMissing() throws SQLException {
        String view = "CREATE VIEW v AS SELECT o.nowhere FROM b o";
        String trigger = "CREATE TRIGGER tr AFTER INSERT ON b BEGIN UPDATE b SET c = NEW.nowhere; END";
        String[] both = {"CREATE TABLE b (c)", view, trigger};
        aLosesAColumn(both, both);
    }

    /** SQLite would write them in single quotes. */
    @Test
    void stringsInDoubleQuotesStayAsTheyWere() throws SQLException {
        String[] both = {
            "CREATE TABLE b (c)",
            "CREATE VIEW v AS SELECT \"none\" AS k FROM b",
            "CREATE TRIGGER tr AFTER INSERT ON b WHEN NEW.c = \"x y\" BEGIN SELECT 1; END"
        };
        aLosesAColumn(both, both);
    }

    @Test
    void whatNamesNothingUnknownStays() throws SQLException {
        String view = "CREATE VIEW v AS WITH c(n, m) AS (SELECT c, rowid FROM b), d AS (SELECT 1 total)"
                + " SELECT o.c \"Text Out\", p.n, d.total, CAST(m AS TEXT) tt FROM b AS o JOIN c p ON p.m = o.c, d"
                + " ORDER BY tt COLLATE NOCASE";
        String above = "CREATE VIEW w AS SELECT \"Text Out\", sum(n) OVER win FROM v WINDOW win AS (ORDER BY total)";
        String trigger = "CREATE TRIGGER tr AFTER INSERT ON b WHEN NEW.c IS NOT NULL BEGIN"
                + " INSERT INTO b (c) VALUES (1) ON CONFLICT DO UPDATE SET c = excluded.c; END";
        run(current, WIDE, "CREATE TABLE b (c)", view, above, trigger);
        run(desired, NARROW, "CREATE TABLE b (c)", view, above, trigger);

        assertThat(plan().script()).isEqualTo("ALTER TABLE a DROP COLUMN y;\n");
    }
}
