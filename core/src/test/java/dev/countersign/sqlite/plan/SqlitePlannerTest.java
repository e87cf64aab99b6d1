package dev.countersign.sqlite.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import dev.countersign.diff.Rename;
import dev.countersign.plan.LockSafe;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SqlitePlannerTest extends SqlitePair {
    @Test
    void childrenOfARebuiltParentStay() throws SQLException {
        String child =
                "CREATE TABLE child (id INTEGER PRIMARY KEY, p INTEGER REFERENCES parent (id) ON DELETE CASCADE)";
        run(current, "CREATE TABLE parent (id INTEGER PRIMARY KEY, v TEXT)", child);
        run(current, "INSERT INTO parent VALUES (1, 'a'), (2, 'b')", "INSERT INTO child VALUES (10, 1), (11, 2)");
        run(desired, "CREATE TABLE parent (id INTEGER PRIMARY KEY, v TEXT UNIQUE)", child);
        run(current, "PRAGMA foreign_keys = ON");

        apply(plan());

        assertThat(query(current, "SELECT id FROM child ORDER BY id")).containsExactly("10", "11");
        assertThat(query(current, "PRAGMA foreign_keys")).containsExactly("1");
    }

    @Test
    void aRebuildInsideATransactionOfSomebodyElseStopsBeforeAnyRowIsLost() throws SQLException {
        String child = "CREATE TABLE child (p INTEGER REFERENCES parent (id) ON DELETE CASCADE)";
        run(current, "CREATE TABLE parent (id INTEGER PRIMARY KEY, v TEXT)", child);
        run(current, "INSERT INTO parent VALUES (1, 'a')", "INSERT INTO child VALUES (1)");
        run(desired, "CREATE TABLE parent (id INTEGER PRIMARY KEY, v TEXT UNIQUE)", child);
        Plan plan = plan();
        run(current, "PRAGMA foreign_keys = ON", "BEGIN");

        assertThatThrownBy(() -> run(
                        current, plan.statements().stream().map(s -> s.sql()).toArray(String[]::new)))
                .hasMessageContaining("run this outside a transaction");

        run(current, "COMMIT");
        assertThat(query(current, "SELECT p FROM child")).containsExactly("1");
        assertThat(query(current, "SELECT v FROM parent")).containsExactly("a");
    }

    @Test
    void rowsThatWouldViolateANewForeignKeyStopThePlan() throws SQLException {
        run(current, "CREATE TABLE parent (id INTEGER PRIMARY KEY)", "CREATE TABLE child (p INTEGER)");
        run(current, "INSERT INTO child VALUES (7)");
        run(desired, "CREATE TABLE parent (id INTEGER PRIMARY KEY)");
        run(desired, "CREATE TABLE child (p INTEGER REFERENCES parent (id))");

        assertThatThrownBy(() -> apply(plan())).hasMessageContaining("rows would violate foreign keys");

        assertThat(query(current, "SELECT p FROM child")).containsExactly("7");
    }

    @Test
    void violationsThatAreThereAlreadyAreNotHeldAgainstThePlan() throws SQLException {
        String parent = "CREATE TABLE parent (id INTEGER PRIMARY KEY)";
        run(current, parent, "CREATE TABLE child (p INTEGER REFERENCES parent (id), n INTEGER)");
        run(current, "INSERT INTO child VALUES (7, 1)");
        run(desired, parent, "CREATE TABLE child (p INTEGER REFERENCES parent (id), n TEXT)");

        apply(plan());

        assertThat(query(current, "SELECT p FROM child")).containsExactly("7");
    }

    @Test
    void aRebuildKeepsRowidsAndTheHighestAutoincrement() throws SQLException {
        run(current, "CREATE TABLE plain (v TEXT)", "INSERT INTO plain (rowid, v) VALUES (5, 'a'), (9, 'b')");
        run(current, "CREATE TABLE auto (id INTEGER PRIMARY KEY AUTOINCREMENT, v TEXT)");
        run(current, "INSERT INTO auto VALUES (41, 'x')", "DELETE FROM auto");
        run(desired, "CREATE TABLE plain (v TEXT NOT NULL)");
        run(desired, "CREATE TABLE auto (id INTEGER PRIMARY KEY AUTOINCREMENT, v TEXT NOT NULL)");

        apply(plan());
        run(current, "INSERT INTO auto (v) VALUES ('next')");

        assertThat(query(current, "SELECT rowid FROM plain ORDER BY rowid")).containsExactly("5", "9");
        assertThat(query(current, "SELECT id FROM auto")).containsExactly("42");
    }

    @Test
    void aConflictClauseOfTheNewTableDropsNoRow() throws SQLException {
        run(current, "CREATE TABLE t (a INTEGER, b INTEGER)", "INSERT INTO t VALUES (1, 1), (1, 2)");
        run(desired, "CREATE TABLE t (a INTEGER UNIQUE ON CONFLICT REPLACE, b INTEGER)");

        assertThatThrownBy(() -> apply(plan())).hasMessageContaining("UNIQUE constraint failed");

        assertThat(query(current, "SELECT b FROM t ORDER BY b")).containsExactly("1", "2");
    }

    @Test
    void aColumnThatMayNoLongerBeNullGetsItsDefault() throws SQLException {
        run(current, "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)", "INSERT INTO t VALUES (1, NULL), (2, 'x')");
        run(desired, "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT 'none')");

        apply(plan());

        assertThat(query(current, "SELECT a FROM t ORDER BY id")).containsExactly("none", "x");
    }

    @Test
    void columnsAreAddedAndDroppedInPlaceWhereSqliteCan() throws SQLException {
        run(current, "CREATE TABLE t (id INTEGER PRIMARY KEY, old TEXT)", "INSERT INTO t VALUES (1, 'x')");
        run(desired, "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER NOT NULL DEFAULT 3 CHECK (n > 0))");

        Plan plan = plan();
        apply(plan);

        assertThat(plan.script())
                .isEqualTo("ALTER TABLE t DROP COLUMN old;\n"
                        + "ALTER TABLE t ADD COLUMN n INTEGER NOT NULL DEFAULT 3 CHECK (n > 0);\n");
        assertThat(plan.statements()).extracting(s -> s.destructive()).containsExactly(true, false);
        assertThat(query(current, "SELECT n FROM t")).containsExactly("3");
    }

    @Test
    void viewsTriggersAndIndexesSurviveARebuild() throws SQLException {
        String[] others = {
            "CREATE INDEX i ON t (b DESC) WHERE b > 0",
            "CREATE VIEW v AS SELECT a FROM t",
            "CREATE TABLE log (a)",
            "CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.a); END"
        };
        run(current, "CREATE TABLE t (a INTEGER, b INTEGER)");
        run(current, others);
        run(current, "INSERT INTO t VALUES (1, 2)");
        run(desired, "CREATE TABLE t (a INTEGER, b TEXT)");
        run(desired, others);

        apply(plan());
        run(current, "INSERT INTO t VALUES (3, 'x')");

        assertThat(query(current, "SELECT a FROM log")).containsExactly("1", "3");
        assertThat(query(current, "SELECT a FROM v ORDER BY a")).containsExactly("1", "3");
    }

    @Test
    void statedRenamesKeepTheRowsAndWhatRefersToThem() throws SQLException {
        run(current, "CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT CHECK (mail <> ''))");
        run(current, "CREATE TABLE orders (u INTEGER REFERENCES users (id))", "CREATE INDEX m ON users (mail)");
        run(current, "CREATE VIEW mails AS SELECT mail FROM users", "INSERT INTO users VALUES (1, 'a@b')");
        run(desired, "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT CHECK (email <> ''))");
        run(desired, "CREATE TABLE orders (u INTEGER REFERENCES people (id))", "CREATE INDEX m ON people (email)");
        run(desired, "CREATE VIEW mails AS SELECT email FROM people");
        Rename column =
                new Rename(ObjectRef.column(table("users"), "mail"), ObjectRef.column(table("people"), "email"));

        Plan plan = plan(new Rename(table("users"), table("people")), column);
        apply(plan);

        assertThat(plan.script()).doesNotContain("DROP TABLE").contains("ALTER TABLE users RENAME TO people;");
        assertThat(query(current, "SELECT email FROM mails")).containsExactly("a@b");
    }

    @Test
    void namesThatWouldOnlyChangePlacesStay() throws SQLException {
        run(current, "CREATE TABLE t (a TEXT, b TEXT)", "INSERT INTO t VALUES ('was a', 'was b')");
        run(desired, "CREATE TABLE t (a TEXT, b TEXT)");
        Rename there = new Rename(ObjectRef.column(table("t"), "a"), ObjectRef.column(table("t"), "b"));
        Rename back = new Rename(ObjectRef.column(table("t"), "b"), ObjectRef.column(table("t"), "a"));

        assertThat(plan(there, back).isEmpty()).isTrue();
    }

    @Test
    void aNameIsGivenUpBeforeAnotherTakesIt() throws SQLException {
        run(current, "CREATE TABLE t (a TEXT, b TEXT)", "INSERT INTO t VALUES ('was a', 'was b')");
        run(desired, "CREATE TABLE t (b TEXT, c TEXT)");
        Rename first = new Rename(ObjectRef.column(table("t"), "a"), ObjectRef.column(table("t"), "b"));
        Rename second = new Rename(ObjectRef.column(table("t"), "b"), ObjectRef.column(table("t"), "c"));

        apply(plan(first, second));

        assertThat(query(current, "SELECT b || ', ' || c FROM t")).containsExactly("was a, was b");
    }

    @Test
    void spellingIsNoDifference() throws SQLException {
        run(
                current,
                "CREATE TABLE Users(Id integer primary key,Name text collate nocase not null default 'x',check(Name<>''))",
                "create index by_name on Users(Name asc)",
                "CREATE TABLE o(u int references Users(Id) on delete no action)");
        run(
                desired,
                "CREATE TABLE [users] ( -- people\n `id` INTEGER, \"name\" TEXT NOT NULL COLLATE NOCASE DEFAULT ('x'),"
                        + " PRIMARY KEY (id), CHECK ( name <> '' ) )",
                "CREATE INDEX \"BY_NAME\" ON users (name)",
                "CREATE TABLE o (u INT, FOREIGN KEY (u) REFERENCES USERS (ID))");

        assertThat(diff().changes()).isEmpty();
        assertThat(plan().isEmpty()).isTrue();
    }

    @Test
    void blobsAndNumbersOfDefaultsKeepTheirCapitalsWhichAreNoDifference() throws SQLException {
        run(current, "CREATE TABLE t (a DEFAULT X'AB', b DEFAULT 1E5, c TEXT)");
        run(desired, "CREATE TABLE t (a DEFAULT x'ab', b DEFAULT 1e5, c TEXT)");
        assertThat(diff().changes()).isEmpty();

        run(
                desired,
                "DROP TABLE t",
                "CREATE TABLE t (a DEFAULT x'ab', b DEFAULT 1e5, c TEXT NOT NULL, d DEFAULT x'ac')");
        apply(plan());

        assertThat(query(current, "SELECT dflt_value FROM pragma_table_info('t')"))
                .containsExactly("x'ab'", "1e5", null, "x'ac'");
        run(
                desired,
                "DROP TABLE t",
                "CREATE TABLE t (a DEFAULT x'ad', b DEFAULT 1e5, c TEXT NOT NULL, d DEFAULT x'ac')");
        assertThat(diff().changes()).hasSize(1);
    }

    @Test
    void whatIsInDoubleQuotesAndNamesNoColumnIsAString() throws SQLException {
        run(current, "CREATE TABLE t (a TEXT, b TEXT, g AS (b || 'x'), CHECK (a <> 'none' AND a IN ('x', 'it''s')))");
        run(current, "CREATE INDEX i ON t (a || 'k') WHERE b = 'val' OR b IS 'true'");
        run(
                desired,
                "CREATE TABLE t (a TEXT, b TEXT, g AS (b || \"x\"), CHECK (a <> \"none\" AND a IN (\"x\", \"it's\")))");
        run(desired, "CREATE INDEX i ON t (a || \"k\") WHERE b = \"val\" OR b IS \"true\"");
        assertThat(diff().changes()).isEmpty();

        // SQLite writes them as strings itself where it has to touch the text
        run(desired, "ALTER TABLE t RENAME COLUMN a TO c", "ALTER TABLE t RENAME COLUMN c TO a");
        assertThat(diff().changes()).isEmpty();
    }

    @Test
    void whatIsInDoubleQuotesAndNamesSomethingElseIsNoString() throws SQLException {
        run(
                desired,
                "CREATE TABLE t (a TEXT COLLATE \"nocase\", \"B\" TEXT, CHECK (\"t\".\"a\" COLLATE \"nocase\" <> \"lower\"(\"b\")),"
                        + " CHECK (\"rowid\" > 0 AND CAST(a AS \"text\") <> \"none\"))",
                "CREATE INDEX i ON t (\"no column\", a COLLATE \"binary\")");

        apply(plan());

        assertThat(query(current, "SELECT sql FROM sqlite_schema ORDER BY name"))
                .satisfiesExactly(
                        index -> assertThat(index).contains("(\"no column\", a COLLATE binary)"),
                        table -> assertThat(table)
                                .contains(
                                        "t.a COLLATE \"nocase\" <> \"lower\"(B)",
                                        "\"rowid\" > 0 AND CAST(a AS \"text\") <> 'none'"));
    }

    @Test
    void everythingThatOnlyTheTextTellsIsADifference() throws SQLException {
        String[][] pairs = {
            {"a INTEGER PRIMARY KEY", "a INTEGER PRIMARY KEY AUTOINCREMENT"},
            {"a TEXT PRIMARY KEY", "a TEXT PRIMARY KEY ON CONFLICT REPLACE"},
            {"a INTEGER PRIMARY KEY", "a INTEGER PRIMARY KEY DESC"},
            {"a TEXT UNIQUE", "a TEXT, UNIQUE (a COLLATE NOCASE)"},
            {"a TEXT UNIQUE", "a TEXT, UNIQUE (a DESC)"},
            {"a TEXT UNIQUE", "a TEXT CONSTRAINT u UNIQUE"},
            {"a TEXT NOT NULL", "a TEXT NOT NULL ON CONFLICT IGNORE"},
            {"a TEXT NOT NULL", "a TEXT CONSTRAINT n NOT NULL"},
            {"a TEXT", "a TEXT COLLATE RTRIM"},
            {"a TEXT, b AS (a || 1)", "a TEXT, b AS (a || 2)"},
            {"a TEXT, b AS (a || 1)", "a TEXT, b AS (a || 1) STORED"},
            {"a INT CHECK (a > 0)", "a INT CHECK (a > 1)"},
            {"a INT CHECK (a > 0)", "a INT CONSTRAINT positive CHECK (a > 0)"},
            {"a INT REFERENCES x (a)", "a INT REFERENCES x (a) DEFERRABLE INITIALLY DEFERRED"},
            {"a INT REFERENCES x (a)", "a INT REFERENCES x (a) MATCH FULL"},
            {"a INT REFERENCES x (a)", "a INT REFERENCES x (a) ON UPDATE SET NULL"},
            {"a INT DEFAULT 1", "a INT DEFAULT '1'"},
            {"a VARCHAR(10)", "a VARCHAR(11)"},
        };
        for (String[] pair : pairs) {
            for (int way = 0; way < 2; way++) {
                close();
                open();
                run(current, "CREATE TABLE x (a INTEGER PRIMARY KEY)", "CREATE TABLE t (" + pair[way] + ")");
                run(desired, "CREATE TABLE x (a INTEGER PRIMARY KEY)", "CREATE TABLE t (" + pair[1 - way] + ")");

                assertThat(diff().changes()).as(String.join(" / ", pair)).isNotEmpty();
                apply(plan());
            }
        }
    }

    @Test
    void optionsOfATableAreADifference() throws SQLException {
        run(
                current,
                "CREATE TABLE t (a INTEGER NOT NULL, b TEXT, PRIMARY KEY (a, b))",
                "INSERT INTO t VALUES (1, 'x')");
        run(desired, "CREATE TABLE t (a INTEGER NOT NULL, b TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID, STRICT");

        apply(plan());

        assertThat(query(current, "SELECT wr + strict FROM pragma_table_list('t')"))
                .containsExactly("2");
        assertThat(query(current, "SELECT b FROM t")).containsExactly("x");
    }

    @Test
    void whatIsKeptOutStays() throws SQLException {
        run(
                current,
                "CREATE TABLE t (a TEXT UNIQUE, b TEXT)",
                "CREATE TABLE gone (a TEXT)",
                "INSERT INTO t VALUES ('x', 'y')");
        run(desired, "CREATE TABLE t (b TEXT NOT NULL)");
        PlanOptions options = new PlanOptions(
                LockSafe.never(),
                change -> change instanceof Change.DropColumn
                                || change instanceof Change.DropObject d && d.kind() == ObjectKind.TABLE
                        ? Optional.of("skipped")
                        : Optional.empty());

        Plan plan = dialect.planner().plan(diff(), options);
        for (var statement : plan.statements()) {
            run(current, statement.sql());
        }

        assertThat(plan.keptOut()).isNotEmpty();
        assertThat(query(current, "SELECT a || b FROM t")).containsExactly("xy");
        assertThat(query(current, "SELECT name FROM sqlite_schema WHERE name = 'gone'"))
                .containsExactly("gone");
        assertThat(query(current, "SELECT \"notnull\" FROM pragma_table_info('t') WHERE name = 'b'"))
                .containsExactly("1");
    }

    @Test
    void aRebuiltTableWhoseChecksCallColumnsByItsNameComesWithWhatNamesIt() throws SQLException {
        String others = "CREATE TABLE log (a INTEGER)";
        String view = "CREATE VIEW adults AS SELECT id FROM users WHERE users.age > 17";
        String above = "CREATE VIEW many AS SELECT count(*) FROM adults";
        String trigger =
                "CREATE TRIGGER watch AFTER INSERT ON log BEGIN UPDATE users SET age = 20 WHERE users.id = NEW.a; END";
        String own = "CREATE TRIGGER own AFTER DELETE ON users BEGIN INSERT INTO log VALUES (OLD.age); END";
        String users = "CREATE TABLE users (id INTEGER PRIMARY KEY, age %s, twice AS (age * 2),"
                + " boss INTEGER REFERENCES users (id), CONSTRAINT age_check CHECK (\"users\".\"age\" > 16))";
        run(current, users.formatted("TEXT"));
        run(current, others, view, above, trigger, own, "INSERT INTO users (id, age) VALUES (1, 30)");
        run(desired, users.formatted("INTEGER NOT NULL"));
        run(desired, others, view, above, trigger, own);

        apply(plan());

        run(current, "INSERT INTO log VALUES (1)");
        assertThat(query(current, "SELECT twice FROM users, many")).containsExactly("40");
        assertThat(query(current, "SELECT sql FROM sqlite_schema WHERE name = 'users'")
                        .getFirst())
                .contains("\"users\".age > 16")
                .doesNotContain("countersign");
    }

    @Test
    void aCheckThatCallsColumnsByTheTablesNameSettles() throws SQLException {
        run(current, "CREATE TABLE Stock (a INT, \"key\" INT)", "INSERT INTO Stock VALUES (1, 2)");
        run(desired, "CREATE TABLE Stock (a INT, \"key\" INT, CHECK (stock.a < [STOCK].key))");

        apply(plan());

        assertThat(query(current, "SELECT key FROM Stock")).containsExactly("2");
    }

    @Test
    void aTableOfTheNameOfTheGuardIsNotInTheWay() throws SQLException {
        run(current, "CREATE TABLE _countersign_guard (id INTEGER PRIMARY KEY, lost_rows TEXT)");
        run(current, "INSERT INTO _countersign_guard VALUES (1, 'mine')");
        run(desired, "CREATE TABLE _countersign_guard (id INTEGER PRIMARY KEY, lost_rows TEXT NOT NULL)");

        apply(plan());

        assertThat(query(current, "SELECT lost_rows FROM _countersign_guard")).containsExactly("mine");
    }
}
