package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Rename;
import dev.countersign.plan.Plan;
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

    private static ObjectRef column(String name) {
        return ObjectRef.column(ObjectRef.of(ObjectKind.TABLE, "public", "t"), name);
    }

    private static Rename rename(ObjectKind kind, String from, String to) {
        return new Rename(ObjectRef.of(kind, "public", from), ObjectRef.of(kind, "public", to));
    }
}
