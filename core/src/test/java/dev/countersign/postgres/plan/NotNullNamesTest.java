package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.plan.Plan;
import dev.countersign.plan.Statement;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** NOT NULL constraints, which have names, heirs and comments from PostgreSQL 18 on. */
@ExtendWith(PostgresEngine.class)
class NotNullNamesTest {
    private final PostgresEngine.Server server;
    private final Migration migration;

    NotNullNamesTest(PostgresEngine.Server server) {
        this.server = server;
        this.migration = new Migration(server);
    }

    private void forthAndBack(String one, String other) throws SQLException {
        forthAndBack(one, other, "SELECT 1", "1");
    }

    private void forthAndBack(String one, String other, String query, String expected) throws SQLException {
        assertThat(server.inspect(one)).isNotEqualTo(server.inspect(other));
        List<Statement> statements =
                migration.arrives(one, other, List.of(), query, expected).statements();
        assertThat(statements).noneMatch(Statement::destructive);
        Plan back = migration.arrives(other, one, List.of(), query, expected);
        assertThat(back.statements()).noneMatch(Statement::destructive);
    }

    @Test
    void aNameAndACommentOfItsOwn() throws SQLException {
        forthAndBack(
                "CREATE TABLE t (a int NOT NULL); INSERT INTO t VALUES (7)",
                "CREATE TABLE t (a int CONSTRAINT \"must \"\"be\" NOT NULL); INSERT INTO t VALUES (7);"
                        + " COMMENT ON CONSTRAINT \"must \"\"be\" ON t IS 'it''s so'",
                "SELECT a FROM t",
                "7");
        forthAndBack(
                "CREATE TABLE t (a int CONSTRAINT one NOT NULL); COMMENT ON CONSTRAINT one ON t IS 'x'",
                "CREATE TABLE t (a int CONSTRAINT two NOT NULL); COMMENT ON CONSTRAINT two ON t IS 'y'");
        forthAndBack(
                "CREATE TABLE t (a int)",
                "CREATE TABLE t (a int CONSTRAINT two NOT NULL); COMMENT ON CONSTRAINT two ON t IS 'y'");
        migration.arrives(
                "",
                "CREATE TABLE t (a int CONSTRAINT two NOT NULL, b int NOT NULL); COMMENT ON CONSTRAINT two ON t IS 'y';"
                        + " COMMENT ON CONSTRAINT t_b_not_null ON t IS 'z'");
        migration.arrives(
                "CREATE TABLE t (z int)",
                "CREATE TABLE t (z int, a int CONSTRAINT two NOT NULL); COMMENT ON CONSTRAINT two ON t IS 'y'");
        migration.arrives("", "CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT later NOT NULL a NOT VALID");
    }

    @Test
    void aNumberThatTheServerChose() throws SQLException {
        forthAndBack(
                "CREATE TABLE t (a int CONSTRAINT t_a_not_null NOT NULL)",
                "CREATE TABLE t (a int CONSTRAINT t_a_not_null1 NOT NULL)");
    }

    @Test
    void aNameThatHeirsHaveFromTheirParent() throws SQLException {
        String heirs = """
                CREATE TABLE h () INHERITS (p); CREATE TABLE g () INHERITS (h);
                INSERT INTO p VALUES (1); INSERT INTO g VALUES (2)""";
        forthAndBack(
                "CREATE TABLE p (a int CONSTRAINT one NOT NULL);" + heirs,
                "CREATE TABLE p (a int CONSTRAINT two NOT NULL);" + heirs,
                "SELECT sum(a) FROM p",
                "3");
    }

    @Test
    void anHeirThatHasItAlsoForItself() throws SQLException {
        String parent = "CREATE TABLE p (a int NOT NULL, b int NOT NULL);";
        String only = parent + "CREATE TABLE h () INHERITS (p); CREATE TABLE s () INHERITS (p)";
        String also = parent
                + "CREATE TABLE h (CONSTRAINT own NOT NULL a) INHERITS (p); CREATE TABLE s () INHERITS (p);"
                + " ALTER TABLE s ALTER a SET NOT NULL";
        forthAndBack(only, also);
        migration.arrives(parent, also);
        migration.arrives("", also);
        forthAndBack(only, parent + "CREATE TABLE h (NOT NULL a) INHERITS (p); CREATE TABLE s () INHERITS (p)");
        migration.arrives("", parent + "CREATE TABLE h (NOT NULL a) INHERITS (p)");
        forthAndBack(
                also, also.replace("own", "other").replace("(a int NOT NULL", "(a int CONSTRAINT theirs NOT NULL"));
    }

    @Test
    void whetherHeirsGetIt() throws SQLException {
        String heirs = "CREATE TABLE h () INHERITS (p); INSERT INTO p VALUES (1); INSERT INTO h VALUES (2)";
        forthAndBack(
                "CREATE TABLE p (a int NOT NULL);" + heirs,
                "CREATE TABLE p (a int NOT NULL NO INHERIT);" + heirs,
                "SELECT sum(a) FROM p",
                "3");
        String own = "CREATE TABLE p (a int NOT NULL NO INHERIT); CREATE TABLE h (NOT NULL a) INHERITS (p)";
        forthAndBack("CREATE TABLE p (a int NOT NULL);" + heirs, own);
        forthAndBack(
                "CREATE TABLE p (a int NOT NULL); CREATE TABLE h (NOT NULL a) INHERITS (p)",
                "CREATE TABLE p (a int CONSTRAINT x NOT NULL NO INHERIT); CREATE TABLE h (CONSTRAINT y NOT NULL a) INHERITS (p)");
    }

    @Test
    void partitionsWhoseNamesAreNotThoseOfTheWhole() throws SQLException {
        String rest = """
                CREATE TABLE p2 (a int CONSTRAINT p2_own NOT NULL, b int);
                ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2);
                INSERT INTO p VALUES (1, 1), (2, 2)""";
        String one = "CREATE TABLE p (a int NOT NULL, b int) PARTITION BY LIST (a);"
                + " CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);" + rest;
        String other = "CREATE TABLE p (a int CONSTRAINT whole NOT NULL, b int) PARTITION BY LIST (a);"
                + " CREATE TABLE p1 PARTITION OF p (CONSTRAINT mine NOT NULL a) FOR VALUES IN (1);" + rest;
        forthAndBack(one, other, "SELECT sum(b) FROM p", "3");
        forthAndBack(one, one.replace("p2_own", "p_a_not_null"), "SELECT sum(b) FROM p", "3");
        migration.arrives("", other);
        migration.arrives(
                "CREATE TABLE p (a int CONSTRAINT whole NOT NULL, b int) PARTITION BY LIST (a)",
                other.replace("INSERT INTO p VALUES (1, 1), (2, 2)", "SELECT 1"));
        forthAndBack(
                one.replace("b int", "b int DEFAULT 1"),
                one.replace("(a int NOT NULL, b int)", "(a int CONSTRAINT pa NOT NULL, b int CONSTRAINT pb NOT NULL)")
                        .replace("NOT NULL, b int);", "NOT NULL, b int CONSTRAINT mine NOT NULL);")
                        .replace("b int", "b int DEFAULT 1"),
                "SELECT sum(b) FROM p",
                "3");
        String more = "CREATE TABLE p (a int NOT NULL, b int, c text DEFAULT 'x' NOT NULL) PARTITION BY LIST (a);"
                + " CREATE TABLE p2 (a int CONSTRAINT p2_own NOT NULL, b int, c text CONSTRAINT p2_c NOT NULL);"
                + " ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2);";
        migration.arrives(
                "CREATE TABLE p (a int NOT NULL, b int) PARTITION BY LIST (a);"
                        + " CREATE TABLE p2 (a int CONSTRAINT p2_own NOT NULL, b int);"
                        + " ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2); INSERT INTO p VALUES (2, 2)",
                more,
                List.of(),
                "SELECT c FROM p2",
                "x");
    }

    @Test
    void aNameThatAnotherTableHasAlready() throws SQLException {
        String other =
                "CREATE TABLE o (x int CONSTRAINT t_a_not_null NOT NULL, CONSTRAINT t_b_not_null CHECK (x > 0));";
        String table =
                "CREATE TABLE t (a int NOT NULL, b int NOT NULL); COMMENT ON CONSTRAINT t_a_not_null ON t IS 'c'";
        migration.arrives("", table + "; " + other);
        migration.arrives(other, table + "; " + other);
        migration.arrives(other + "CREATE TABLE t (a int)", table + "; " + other);
    }

    @Test
    void aTableThatIsMadeAnewBesideTheOldOne() throws SQLException {
        migration.arrives(
                "CREATE TABLE t (a int NOT NULL, b text NOT NULL); INSERT INTO t VALUES (1, 'x')",
                "CREATE TABLE t (a int NOT NULL, b text NOT NULL) PARTITION BY LIST (a);"
                        + " CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1)",
                List.of(),
                "SELECT b FROM t1",
                "x");
    }

    @Test
    void namesAndCommentsOfDomains() throws SQLException {
        forthAndBack(
                "CREATE DOMAIN d AS int NOT NULL",
                "CREATE DOMAIN d AS int CONSTRAINT must NOT NULL; COMMENT ON CONSTRAINT must ON DOMAIN d IS 'x'");
        forthAndBack(
                "CREATE DOMAIN d AS int",
                "CREATE DOMAIN d AS int CONSTRAINT must NOT NULL; COMMENT ON CONSTRAINT must ON DOMAIN d IS 'x'");
        migration.arrives(
                "", "CREATE DOMAIN d AS int CONSTRAINT must NOT NULL; COMMENT ON CONSTRAINT must ON DOMAIN d IS 'x'");
    }
}
