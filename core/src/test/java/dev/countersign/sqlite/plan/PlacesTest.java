package dev.countersign.sqlite.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Where constraints stand in the texts of tables that a plan makes. */
class PlacesTest extends SqlitePair {
    private static final String PARENT = "CREATE TABLE parent (id INTEGER PRIMARY KEY)";

    @Test
    void aForeignKeyThatCanBePutOffStandsAtItsColumnWhereItDid() throws SQLException {
        run(current, PARENT);
        run(desired, PARENT);
        run(desired, "CREATE TABLE child (id INTEGER, p INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)");

        apply(plan());

        assertThat(text("child")).contains("p INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED");
    }

    @Test
    void aForeignKeyThatStoodBelowTheColumnsStandsThereInARebuiltTable() throws SQLException {
        String key = "FOREIGN KEY (p) REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED";
        run(current, PARENT, "CREATE TABLE child (id TEXT, p INTEGER, " + key + ")");
        run(desired, PARENT, "CREATE TABLE child (id INTEGER, p INTEGER, " + key + ")");

        apply(plan());

        assertThat(text("child")).contains("p INTEGER,\n    FOREIGN KEY (p) REFERENCES parent (id) DEFERRABLE");
    }

    @Test
    void keysThatSayWhatHappensOnConflictStandWhereTheyStood() throws SQLException {
        run(
                desired,
                "CREATE TABLE t (a INTEGER, b TEXT UNIQUE ON CONFLICT IGNORE, c TEXT, PRIMARY KEY (a) ON CONFLICT FAIL,"
                        + " UNIQUE (c) ON CONFLICT REPLACE)");

        apply(plan());

        assertThat(text("t"))
                .contains(
                        "b TEXT UNIQUE ON CONFLICT IGNORE",
                        "    PRIMARY KEY (a) ON CONFLICT FAIL",
                        "    UNIQUE (c) ON CONFLICT REPLACE");
    }

    @Test
    void aNamedCheckStandsAtTheColumnWhereItStoodAndADescendingKeyStaysDescending() throws SQLException {
        run(
                desired,
                "CREATE TABLE t (a TEXT CONSTRAINT pk PRIMARY KEY DESC, b INTEGER CONSTRAINT later CHECK (c > b), c INTEGER,"
                        + " CHECK (c > 0))");

        apply(plan());

        assertThat(text("t"))
                .contains(
                        "a TEXT CONSTRAINT pk PRIMARY KEY DESC,",
                        "b INTEGER CONSTRAINT later CHECK (c > b),",
                        "    CHECK (c > 0)");
    }

    @Test
    void aPlaceAloneIsNoDifference() throws SQLException {
        run(current, PARENT, "CREATE TABLE child (p INTEGER REFERENCES parent (id) DEFERRABLE)");
        run(desired, PARENT, "CREATE TABLE child (p INTEGER, FOREIGN KEY (p) REFERENCES parent (id) DEFERRABLE)");

        assertThat(diff().changes()).isEmpty();
        assertThat(plan().statements()).isEmpty();
    }

    @Test
    void deferrabilityBelongsToTheLastForeignKeyWhateverStandsBetween() throws SQLException {
        run(
                current,
                PARENT,
                "CREATE TABLE child (p INTEGER REFERENCES parent (id) UNIQUE DEFERRABLE INITIALLY DEFERRED, q INTEGER)");
        run(
                desired,
                PARENT,
                "CREATE TABLE child (p INTEGER REFERENCES parent (id) UNIQUE, q INTEGER DEFERRABLE INITIALLY DEFERRED NOT"
                        + " DEFERRABLE)",
                "CREATE TABLE without (a DEFERRABLE)");

        apply(plan());

        assertThat(text("child")).contains("REFERENCES parent (id) NOT DEFERRABLE");
    }

    @Test
    void aNameOfNoConstraintMeansNothing() throws SQLException {
        String names = "a INT CONSTRAINT foo, b INT CONSTRAINT more NULL, CONSTRAINT one, CONSTRAINT two CHECK (b > 0)";
        run(current, "CREATE TABLE t (" + names + ")");
        run(desired, "CREATE TABLE t (" + names + ", CONSTRAINT three CONSTRAINT four UNIQUE (a), CONSTRAINT five)");

        apply(plan());

        assertThat(text("t")).contains("CONSTRAINT two", "CONSTRAINT four").doesNotContain("foo", "one", "three");
    }

    private String text(String table) throws SQLException {
        return query(current, "SELECT sql FROM sqlite_schema WHERE name = '" + table + "'")
                .getFirst();
    }
}
