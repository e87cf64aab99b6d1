package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.plan.Statement;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What heirs and partitions keep of NOT NULL when it comes, goes or is no longer proved above them (PostgreSQL 18). */
@ExtendWith(PostgresEngine.class)
class NotNullBelowTest {
    private final Migration migration;

    NotNullBelowTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    private void forthAndBack(String one, String other) throws SQLException {
        assertThat(migration.arrives(one, other).statements()).noneMatch(Statement::destructive);
        assertThat(migration.arrives(other, one).statements()).noneMatch(Statement::destructive);
    }

    @Test
    void anHeirsOwnInsteadOfTheParents() throws SQLException {
        String heirs = "CREATE TABLE c () INHERITS (p); CREATE TABLE d () INHERITS (c);";
        forthAndBack(
                "CREATE TABLE p (a int NOT NULL);" + heirs,
                "CREATE TABLE p (a int); CREATE TABLE c (NOT NULL a) INHERITS (p); CREATE TABLE d () INHERITS (c)");
        forthAndBack(
                "CREATE TABLE p (a int NOT NULL);" + heirs,
                "CREATE TABLE p (a int); CREATE TABLE c () INHERITS (p); CREATE TABLE d (NOT NULL a) INHERITS (c)");
        forthAndBack(
                "CREATE TABLE p (a int CONSTRAINT x NOT NULL);" + heirs,
                "CREATE TABLE p (a int); CREATE TABLE c (CONSTRAINT y NOT NULL a) INHERITS (p); CREATE TABLE d () INHERITS (c)");
        forthAndBack(
                "CREATE TABLE p (a int CONSTRAINT x NOT NULL);" + heirs,
                "CREATE TABLE p (a int); CREATE TABLE c (CONSTRAINT x NOT NULL a) INHERITS (p); CREATE TABLE d () INHERITS (c)");
    }

    @Test
    void onlySomeOfTheHeirs() throws SQLException {
        forthAndBack("""
                CREATE TABLE g (a int CONSTRAINT x NOT NULL, b int);
                CREATE TABLE p () INHERITS (g); CREATE TABLE c () INHERITS (g); CREATE TABLE d () INHERITS (g);
                COMMENT ON CONSTRAINT x ON c IS 'kept'""", """
                CREATE TABLE g (a int, b int NOT NULL); CREATE TABLE p (NOT NULL a) INHERITS (g);
                CREATE TABLE c (CONSTRAINT cc NOT NULL a) INHERITS (g); CREATE TABLE d () INHERITS (g);
                COMMENT ON CONSTRAINT cc ON c IS 'kept'""");
    }

    @Test
    void anHeirBetweenThatKeepsItsOwn() throws SQLException {
        migration.arrives("""
                CREATE TABLE g (a int CONSTRAINT ga NOT NULL); CREATE TABLE p (CONSTRAINT pa NOT NULL a) INHERITS (g);
                CREATE TABLE c (CONSTRAINT ca NOT NULL a) INHERITS (p)""", """
                CREATE TABLE g (a bigint); CREATE TABLE p (CONSTRAINT pa NOT NULL a) INHERITS (g);
                CREATE TABLE c () INHERITS (p)""");
    }

    @Test
    void aPrimaryKeyThatHoldsIt() throws SQLException {
        forthAndBack(
                "CREATE TABLE g (a int PRIMARY KEY, b int); CREATE TABLE p () INHERITS (g); CREATE TABLE q (PRIMARY KEY (b)) INHERITS (g)",
                "CREATE TABLE g (a int, b int PRIMARY KEY); CREATE TABLE p () INHERITS (g); CREATE TABLE q (PRIMARY KEY (a)) INHERITS (g)");
        forthAndBack("""
                CREATE TABLE p (k int, a int, PRIMARY KEY (a, k)) PARTITION BY LIST (k);
                CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)""", """
                CREATE TABLE p (k int, a int) PARTITION BY LIST (k);
                CREATE TABLE p1 PARTITION OF p (PRIMARY KEY (a)) FOR VALUES IN (1)""");
    }

    @Test
    void rowsAreNoLongerLookedAt() throws SQLException {
        String proved =
                "CREATE TABLE g (a int CONSTRAINT x NOT NULL); CREATE TABLE p () INHERITS (g); CREATE TABLE c () INHERITS (p);";
        String family = "CREATE TABLE g (a int); CREATE TABLE p () INHERITS (g); CREATE TABLE c () INHERITS (p);";
        String unproved = "ALTER TABLE g ADD CONSTRAINT y NOT NULL a NOT VALID";
        forthAndBack(proved, family + unproved);
        forthAndBack(proved, family + "ALTER TABLE c ADD CONSTRAINT own NOT NULL a;" + unproved);
        forthAndBack(proved, family + "ALTER TABLE p ADD CONSTRAINT own NOT NULL a;" + unproved);
        forthAndBack(family, family + "ALTER TABLE p ADD CONSTRAINT own NOT NULL a;" + unproved);
        forthAndBack(
                "CREATE TABLE p (a int, b bigint CONSTRAINT x NOT NULL, c int); CREATE TABLE c (d int NOT NULL) INHERITS (p)",
                """
                CREATE TABLE p (a int, b int, c int); CREATE TABLE c (d int NOT NULL) INHERITS (p);
                ALTER TABLE c ADD CONSTRAINT own NOT NULL b; ALTER TABLE p ADD CONSTRAINT bb NOT NULL b NOT VALID""");
        forthAndBack(
                "CREATE TABLE g (a int); CREATE TABLE p () INHERITS (g); ALTER TABLE g ADD CONSTRAINT x NOT NULL a NOT VALID",
                "CREATE TABLE g (a int PRIMARY KEY); CREATE TABLE p () INHERITS (g)");
        forthAndBack(
                "CREATE TABLE g (a int CONSTRAINT x NOT NULL); CREATE TABLE p () INHERITS (g)",
                "CREATE TABLE g (a int); CREATE TABLE p () INHERITS (g); ALTER TABLE p ADD CONSTRAINT y NOT NULL a NOT VALID");
    }

    @Test
    void heirsMadeWhenRowsWereNotLookedAt() throws SQLException {
        String made = """
                CREATE TABLE g (a int); ALTER TABLE g ADD CONSTRAINT x NOT NULL a NOT VALID;
                CREATE TABLE p () INHERITS (g); CREATE TABLE c () INHERITS (p)""";
        forthAndBack(
                "CREATE TABLE g (a int NOT NULL); CREATE TABLE p () INHERITS (g); CREATE TABLE c () INHERITS (p)",
                made);
        forthAndBack("CREATE TABLE g (a int); CREATE TABLE p () INHERITS (g); CREATE TABLE c () INHERITS (p)", made);
    }

    @Test
    void partitionsThatHaveItThemselves() throws SQLException {
        String parts = """
                CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
                INSERT INTO p VALUES (1, 1), (2, 2);""";
        String proved = "CREATE TABLE p (k int, a int CONSTRAINT x NOT NULL) PARTITION BY LIST (k);" + parts;
        String open = "CREATE TABLE p (k int, a int) PARTITION BY LIST (k);" + parts;
        String own = "ALTER TABLE p1 ADD CONSTRAINT own NOT NULL a;";
        String unproved = "ALTER TABLE p ADD CONSTRAINT x NOT NULL a NOT VALID";
        forthAndBack(proved, open + own + unproved);
        forthAndBack(proved, open + unproved);
        forthAndBack(open, open + own + unproved);
        forthAndBack(proved, open + "ALTER TABLE p1 ALTER a SET NOT NULL");
        forthAndBack(open + own, proved);
        forthAndBack(
                open.replace("INSERT", "-- INSERT"),
                "CREATE TABLE p (k int, a int CONSTRAINT x NOT NULL) PARTITION BY LIST (k);"
                        + " CREATE TABLE p1 PARTITION OF p (CONSTRAINT x NOT NULL a) FOR VALUES IN (1);"
                        + " CREATE TABLE p2 PARTITION OF p (CONSTRAINT own NOT NULL a) FOR VALUES IN (2)");
    }

    @Test
    void partitionsOfPartitions() throws SQLException {
        String whole = "CREATE TABLE p (k int, l int, a int CONSTRAINT x NOT NULL) PARTITION BY LIST (k);"
                + " CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (l);";
        String same = whole + "CREATE TABLE p11 PARTITION OF p1 FOR VALUES IN (1); INSERT INTO p VALUES (1, 1, 1)";
        String open = same.replace(" CONSTRAINT x NOT NULL", "");
        forthAndBack(
                same,
                whole.replace("CONSTRAINT x", "CONSTRAINT y")
                        + "CREATE TABLE p11 (l int, a int CONSTRAINT z NOT NULL, k int); ALTER TABLE p1 ATTACH PARTITION p11 FOR VALUES IN (1)");
        forthAndBack(
                same,
                open
                        + "; ALTER TABLE p11 ADD CONSTRAINT w NOT NULL a; ALTER TABLE p ADD CONSTRAINT v NOT NULL a NOT VALID");
    }

    @Test
    void whoStoppedItHereLetsItThrough() throws SQLException {
        forthAndBack(
                "CREATE TABLE g (a int CONSTRAINT x NOT NULL NO INHERIT); CREATE TABLE p () INHERITS (g); CREATE TABLE c (a int CONSTRAINT z NOT NULL NO INHERIT) INHERITS (p)",
                "CREATE TABLE g (a int CONSTRAINT y NOT NULL); CREATE TABLE p () INHERITS (g); CREATE TABLE c (a int CONSTRAINT z NOT NULL) INHERITS (p)");
        forthAndBack(
                "CREATE TABLE p (a int, b int); CREATE TABLE c (a int, b int CONSTRAINT z NOT NULL NO INHERIT)",
                "CREATE TABLE p (a int, b int NOT NULL); CREATE TABLE c (a int, b int CONSTRAINT z NOT NULL); ALTER TABLE c INHERIT p");
    }

    @Test
    void aNameOfTheFirstOfTwoParents() throws SQLException {
        forthAndBack(
                "CREATE TABLE a (x int CONSTRAINT a1 NOT NULL); CREATE TABLE b (x int CONSTRAINT b1 NOT NULL); CREATE TABLE c () INHERITS (a, b)",
                "CREATE TABLE a (x int CONSTRAINT a2 NOT NULL); CREATE TABLE b (x int CONSTRAINT b2 NOT NULL); CREATE TABLE c () INHERITS (a, b)");
    }

    /** The server would leave a constraint that nothing can rename or drop. */
    @Test
    void aColumnThatGoesFromTheParentAlone() throws SQLException {
        migration.arrives(
                "CREATE TABLE g (a int NOT NULL, b int); CREATE TABLE p () INHERITS (g); INSERT INTO p VALUES (1)",
                "CREATE TABLE g (b int); CREATE TABLE p (a int NOT NULL) INHERITS (g)",
                List.of(),
                "SELECT a FROM p",
                "1");
        migration.arrives("""
                CREATE TABLE g (a int PRIMARY KEY, b int); CREATE TABLE p () INHERITS (g);
                CREATE TABLE q () INHERITS (g); CREATE TABLE r () INHERITS (p)""", """
                CREATE TABLE g (b int); CREATE TABLE p (a int NOT NULL) INHERITS (g);
                CREATE TABLE q (a int) INHERITS (g); CREATE TABLE r () INHERITS (p)""");
        migration.arrives(
                "CREATE TABLE g (b int); CREATE TABLE p (a int CONSTRAINT y NOT NULL) INHERITS (g)",
                "CREATE TABLE g (b int, a int CONSTRAINT x NOT NULL); CREATE TABLE p (a int CONSTRAINT y NOT NULL) INHERITS (g)");
    }
}
