package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Columns whose values are rows of a table or view, or hold such rows within, while that table or view changes. */
@ExtendWith(PostgresEngine.class)
class RowsAsValuesTest {
    private static final String OVER_VIEW = """
            CREATE VIEW v AS SELECT a, b FROM t;
            CREATE TYPE c AS (k int, r v);
            CREATE DOMAIN d AS c CHECK ((VALUE).k > 0);
            CREATE TABLE u (id int, x c, y c[], z d, w v);
            CREATE VIEW reading AS SELECT ((x).r).a AS a, w FROM u;
            CREATE FUNCTION f(c) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT ($1).k';
            CREATE INDEX ON u (f(x));
            """;
    private static final String ROWS =
            "INSERT INTO u VALUES (1, ROW(5, ROW(1, 'q')), ARRAY[ROW(6, ROW(2, 'r,\"'))::c], ROW(7, ROW(3, 's')), ROW(4, 't'));"
                    + " INSERT INTO u VALUES (2);";
    private static final String VALUES = "SELECT string_agg(u::text, ' ' ORDER BY id) FROM u";

    private final Migration migration;

    RowsAsValuesTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void rowsOfAViewStayWhenATableBeneathItGetsAnotherType() throws SQLException {
        migration.arrives(
                "CREATE TABLE t (a int, b text); " + OVER_VIEW + ROWS,
                "CREATE TABLE t (a bigint, b text); " + OVER_VIEW,
                List.of(),
                "SELECT string_agg(to_json(u)::text, ' ' ORDER BY id) FROM u",
                """
                {"id":1,"x":{"k":5,"r":{"a":1,"b":"q"}},"y":[{"k":6,"r":{"a":2,"b":"r,\\""}}],"z":{"k":7,"r":{"a":3,"b":"s"}},"w":{"a":4,"b":"t"}} \
                {"id":2,"x":null,"y":null,"z":null,"w":null}""");
    }

    @Test
    void rowsOfAViewGoOverByName() throws SQLException {
        String view =
                "CREATE VIEW v AS SELECT %s FROM t; CREATE TYPE c AS (k int, r v); CREATE TABLE u (id int, x c, w v)";
        migration.arrives(
                "CREATE TABLE t (a int, b text); " + view.formatted("a, b")
                        + "; INSERT INTO u VALUES (1, ROW(5, ROW(1, 'q')), ROW(4, 't')), (2, NULL, NULL)",
                "CREATE TABLE t (a int, b text); " + view.formatted("b, 1 AS n, a"),
                List.of(),
                VALUES,
                "(1,\"(5,\"\"(q,,1)\"\")\",\"(t,,4)\") (2,,)");
    }

    @Test
    void aViewWithRulesAndTriggersStepsAside() throws SQLException {
        String view = """
                CREATE VIEW v AS SELECT a, b FROM t;
                CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
                CREATE TRIGGER w INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION g();
                CREATE RULE r AS ON DELETE TO v DO INSTEAD DELETE FROM t WHERE t.a = OLD.a;
                COMMENT ON VIEW v IS 'v'; GRANT SELECT ON v TO PUBLIC;
                CREATE TABLE u (id int, x v[]);
                """;
        migration.arrives(
                "CREATE TABLE t (a int, b text); " + view + "INSERT INTO u VALUES (1, ARRAY[ROW(1, 'q')::v])",
                "CREATE TABLE t (a text, b text); " + view,
                List.of(),
                VALUES,
                "(1,\"{\"\"(1,q)\"\"}\")");
    }

    @Test
    void rowsOfATableWithinOtherValuesAreTextsMeanwhile() throws SQLException {
        String users = """
                CREATE TYPE c AS (k int, r t);
                CREATE DOMAIN d AS t CHECK ((VALUE).a > 0);
                CREATE TABLE u (id int, x c, y c[], z d);
                CREATE TABLE outermost (id int, o u);
                """;
        migration.arrives(
                "CREATE TABLE t (a int, b text); " + users
                        + "INSERT INTO u VALUES (1, ROW(5, ROW(1, 'q')), ARRAY[ROW(6, ROW(2, 'r'))::c], ROW(3, 's')), (2, NULL, NULL, NULL);"
                        + " INSERT INTO outermost SELECT id, u FROM u",
                "CREATE TABLE t (a bigint, b text); " + users,
                List.of(),
                "SELECT string_agg(((o).x).k || ' ' || (((o).x).r).a || ' ' || (((o).y)[1].r).b || ' ' || ((o).z).b || ' ' || (o = u)::text, '')"
                        + " FROM outermost JOIN u USING (id)",
                "5 1 r s true");
    }

    @Test
    void aColumnLeavesTheRowTypeBeforeItChanges() throws SQLException {
        migration.arrives(
                "CREATE TABLE t (a int); CREATE TYPE c AS (k int, r t); CREATE TABLE u (id int, x t, y c);"
                        + " INSERT INTO u VALUES (1, ROW(2), ROW(3, ROW(4)))",
                "CREATE TABLE t (a bigint); CREATE TYPE c AS (k int, r t); CREATE TABLE u (id int, x text, y text)",
                List.of(),
                VALUES,
                "(1,\"(2)\",\"(3,\"\"(4)\"\")\")");
    }

    @Test
    void attributesThatMoveWithinRowsStopThePlan() {
        String tables = "CREATE TABLE t (a int, x c); CREATE TABLE u (y t)";
        assertThatThrownBy(() -> migration.arrives(
                        "CREATE TYPE c AS (k int, l text); " + tables,
                        "CREATE TYPE c AS (k int, m int, l text); " + tables))
                .hasMessageContaining("column public.u.y holds rows of public.t as values")
                .hasMessageContaining("give column public.u.y another type first");
    }

    @Test
    void theNameOfAViewGoesToATypeAndBack() throws SQLException {
        String user = "CREATE TABLE u (id int, x v)";
        String view = "CREATE VIEW v AS SELECT 1 AS a, 't'::text AS b; " + user;
        String rows = "; INSERT INTO u VALUES (1, ROW(1, 'q'))";
        for (String other :
                List.of("CREATE TYPE v AS (a int, b text); " + user, "CREATE TABLE v (a int, b text); " + user)) {
            migration.arrives(view + rows, other, List.of(), VALUES, "(1,\"(1,q)\")");
        }
        migration.arrives("CREATE TYPE v AS (a int, b text); " + user + rows, view, List.of(), VALUES, "(1,\"(1,q)\")");
    }

    @Test
    void aTableWhoseRowsAreValuesCannotBeWrittenAnew() {
        String type = "CREATE TYPE c AS (r t); CREATE TABLE u (x c)";
        for (String wanted : List.of(
                "CREATE TABLE t (a int, s serial); ",
                "CREATE TABLE t (a int, s int GENERATED ALWAYS AS IDENTITY); ",
                "CREATE TABLE t (a int, s int GENERATED ALWAYS AS (a * 2) STORED); ",
                "CREATE UNLOGGED TABLE t (a int); ")) {
            assertThatThrownBy(() -> migration.arrives("CREATE TABLE t (a int); " + type, wanted + type))
                    .hasMessageContaining("does not do while column public.u.x holds rows of public.t as values");
        }
    }

    @Test
    void aColumnLeavesTheRowTypeBeforeATableIsWrittenAnew() throws SQLException {
        migration.arrives(
                "CREATE TABLE t (a int); CREATE TABLE u (id int, x t); INSERT INTO u VALUES (1, ROW(2))",
                "CREATE TABLE t (a int, s serial); CREATE TABLE u (id int, x text)",
                List.of(),
                VALUES,
                "(1,\"(2)\")");
    }
}
