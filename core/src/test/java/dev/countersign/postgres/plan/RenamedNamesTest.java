package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Rename;
import dev.countersign.plan.Plan;
import dev.countersign.plan.UnplannableException;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a renamed type, table, column or schema is part of another object's identity, or is a word in a text that the server does not re-spell. */
@ExtendWith(PostgresEngine.class)
class RenamedNamesTest {
    private final Migration migration;

    RenamedNamesTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void routinesOperatorsAndCastsFollowARenamedType() throws SQLException {
        String old = """
                CREATE TYPE pair AS (a int, b int);
                CREATE FUNCTION plus(x pair, y pair[]) RETURNS pair LANGUAGE sql IMMUTABLE AS 'SELECT $1';
                CREATE OPERATOR + (LEFTARG = pair, RIGHTARG = pair[], FUNCTION = plus);
                CREATE FUNCTION firsts(pair) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a';
                CREATE CAST (pair AS int) WITH FUNCTION firsts(pair);
                CREATE FUNCTION step(int, pair) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
                CREATE AGGREGATE steps(pair) (SFUNC = step, STYPE = int);
                CREATE VIEW v AS SELECT plus(ROW(1, 2)::pair, '{}') AS p;
                GRANT EXECUTE ON FUNCTION firsts(pair) TO PUBLIC;
                """;
        Plan plan = migration.arrives(
                old,
                old.replace("pair", "\"two of\""),
                List.of(rename(ObjectKind.COMPOSITE, "pair", "two of")),
                "SELECT p::text FROM v",
                "(1,2)");
        assertThat(plan.script()).isEqualTo("ALTER TYPE public.pair RENAME TO \"two of\";\n");
    }

    @Test
    void whatIsForARenamedTypeGoesUnderItsNewName() throws SQLException {
        String function = "CREATE FUNCTION f(%1$s) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';";
        migration.arrives(
                "CREATE SCHEMA s; CREATE TYPE s.c AS (a int); CREATE TABLE s.t (x s.c);" + function.formatted("s.c")
                        + "CREATE OPERATOR s.- (RIGHTARG = s.c, FUNCTION = f); CREATE CAST (s.c AS int) WITH FUNCTION f(s.c);"
                        + "CREATE RULE r AS ON DELETE TO s.t DO ALSO SELECT 1; CREATE STATISTICS s.st ON (x IS NULL) FROM s.t",
                "CREATE SCHEMA \"S 2\"; CREATE TYPE \"S 2\".c AS (a int); CREATE TABLE \"S 2\".t (x \"S 2\".c)",
                List.of(new Rename(ObjectRef.of(ObjectKind.SCHEMA, "s"), ObjectRef.of(ObjectKind.SCHEMA, "S 2"))),
                "SELECT 1",
                "1");
    }

    @Test
    void stringsThatOnlyLookLikeTheNameAreOthers() throws SQLException {
        String old = """
                CREATE SEQUENCE ids;
                CREATE TABLE t (status text DEFAULT 'status', k text CHECK (k <> 'status'), n int DEFAULT nextval('ids'));
                COMMENT ON COLUMN t.status IS 'the status';
                CREATE TYPE e AS ENUM ('status', 'b'); CREATE TYPE c AS (status int);
                CREATE FUNCTION f() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT count(status) FROM public.t); END $$;
                """;
        Plan plan = migration.arrives(
                old,
                old.replace("status", "state").replace("ids", "numbers"),
                List.of(new Rename(column("status"), column("state")), rename(ObjectKind.SEQUENCE, "ids", "numbers")),
                "SELECT f()::text",
                "0");
        assertThat(plan.script()).doesNotContain("nextval");
    }

    @Test
    void aViewGoesOnCallingItsColumnAsItDid() throws SQLException {
        String old =
                "CREATE TABLE t (status text); CREATE VIEW v AS SELECT status FROM t; CREATE VIEW w AS SELECT status FROM v;"
                        + " CREATE MATERIALIZED VIEW m AS SELECT status FROM t; CREATE INDEX i ON m (status)";
        migration.arrives(
                old,
                old.replace("status", "state"),
                List.of(new Rename(column("status"), column("state"))),
                "SELECT count(state)::text FROM w",
                "0");
    }

    /** A column of another table that is called the same is none of the renamed ones, whatever is read instead of it. */
    @Test
    void textsAboutAnotherTableChangeLikeTheNameAndAreOthers() throws SQLException {
        String other =
                "CREATE TABLE u (status int, state int, CONSTRAINT positive CHECK (%1$s > 0), big int GENERATED ALWAYS AS (%1$s * 2) STORED);"
                        + " CREATE INDEX of_u ON u (%1$s); CREATE INDEX %1$s_of_u ON u (%1$s) WHERE %1$s > 1; CREATE VIEW v AS SELECT %1$s AS k FROM u;"
                        + " ALTER TABLE u ADD CONSTRAINT %1$s_small CHECK (%1$s < 100); INSERT INTO u VALUES (1, 2);"
                        + " CREATE TABLE t (%1$s int); CREATE TABLE h () INHERITS (t); CREATE INDEX of_h ON h (%1$s);"
                        + " CREATE VIEW w AS SELECT %1$s AS k FROM h";
        Plan plan = migration.arrives(
                other.formatted("status"),
                other.formatted("state"),
                List.of(new Rename(column("status"), column("state"))),
                "SELECT (SELECT k FROM v) || ' ' || (SELECT big FROM u)",
                "2 4");
        assertThat(plan.script()).doesNotContain("of_h").doesNotContain("public.w");
    }

    @Test
    void columnsOfHeirsAndPartitionsKeepTheirRowsAndComeAlong() throws SQLException {
        String tables =
                "CREATE TABLE t (%1$s int); CREATE TABLE h (x int) INHERITS (t); CREATE TABLE own (%1$s int) INHERITS (h);"
                        + " CREATE INDEX of_own ON own (%1$s); ALTER TABLE h ADD CHECK (%1$s > 0);"
                        + " CREATE VIEW v AS SELECT sum(%1$s) AS s FROM h;";
        Plan plan = migration.arrives(
                tables.formatted("status") + "INSERT INTO h VALUES (1, 2); INSERT INTO own VALUES (3, 4)",
                tables.formatted("state"),
                List.of(new Rename(column("status"), column("state"))),
                "SELECT s::text FROM v",
                "4");
        assertThat(plan.script()).isEqualTo("""
                        ALTER TABLE public.t RENAME COLUMN status TO state;
                        ALTER TABLE public.h RENAME CONSTRAINT h_status_check TO h_state_check;
                        """);
        String parts =
                "CREATE TABLE t (id int, %1$s int) PARTITION BY LIST (id); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);"
                        + " CREATE INDEX of_t1 ON t1 (%1$s);";
        plan = migration.arrives(
                parts.formatted("status") + "INSERT INTO t VALUES (1, 5)",
                parts.formatted("state"),
                List.of(new Rename(column("status"), column("state"))),
                "SELECT state::text FROM t1",
                "5");
        assertThat(plan.script()).isEqualTo("ALTER TABLE public.t RENAME COLUMN status TO state;\n");
    }

    @Test
    void anHeirThatLeavesAndKeepsTheNameStopsThePlan() {
        assertThatThrownBy(() -> migration.arrives(
                        "CREATE TABLE t (status int); CREATE TABLE h () INHERITS (t)",
                        "CREATE TABLE t (state int); CREATE TABLE h (status int)",
                        List.of(new Rename(column("status"), column("state"))),
                        "SELECT 1",
                        "1"))
                .isInstanceOf(UnplannableException.class)
                .hasMessageContaining("Column public.h.status would keep its name");
    }

    @Test
    void aNameIsGivenUpBeforeAnotherTakesIt() throws SQLException {
        Plan plan = migration.arrives(
                "CREATE TABLE t (a int, b int); CREATE TABLE y (i int); CREATE TABLE z (i int); INSERT INTO t VALUES (1, 2); INSERT INTO z VALUES (3)",
                "CREATE TABLE t (b int, c int); CREATE TABLE z (i int); CREATE TABLE zz (i int)",
                List.of(
                        new Rename(column("a"), column("b")),
                        new Rename(column("b"), column("c")),
                        rename(ObjectKind.TABLE, "y", "z"),
                        rename(ObjectKind.TABLE, "z", "zz")),
                "SELECT b || ' ' || c || ' ' || i FROM t, zz",
                "1 2 3");
        assertThat(plan.statements()).hasSize(4);
    }

    @Test
    void anInheritedCheckGetsItsParentsNewName() throws SQLException {
        String tables =
                "CREATE TABLE t (a int, CONSTRAINT %1$s CHECK (a > 0)); CREATE TABLE a () INHERITS (t); CREATE TABLE b (a int, CONSTRAINT %1$s CHECK (a > 0)) INHERITS (a);"
                        + " COMMENT ON CONSTRAINT %1$s ON a IS '%1$s'; CREATE TABLE p (a int, CONSTRAINT %1$s CHECK (a > 0)) PARTITION BY LIST (a); CREATE TABLE o PARTITION OF p DEFAULT;";
        Plan plan = migration.arrives(
                tables.formatted("older"),
                tables.formatted("newer"),
                List.of(),
                "SELECT count(*)::text FROM pg_catalog.pg_constraint WHERE conname = 'newer'",
                "5");
        assertThat(plan.script()).isEqualTo("""
                ALTER TABLE public.t RENAME CONSTRAINT older TO newer;
                ALTER TABLE public.p RENAME CONSTRAINT older TO newer;
                COMMENT ON CONSTRAINT newer ON public.a IS 'newer';
                """);
    }

    private static ObjectRef column(String name) {
        return ObjectRef.column(ObjectRef.of(ObjectKind.TABLE, "public", "t"), name);
    }

    private static Rename rename(ObjectKind kind, String from, String to) {
        return new Rename(ObjectRef.of(kind, "public", from), ObjectRef.of(kind, "public", to));
    }
}
