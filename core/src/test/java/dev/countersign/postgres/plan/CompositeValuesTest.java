package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Values of a composite type that is made anew are not mixed up, and NULL stays NULL. */
@ExtendWith(PostgresEngine.class)
class CompositeValuesTest {
    private final Migration migration;

    CompositeValuesTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void valuesGoOverByTheNamesOfTheirAttributes() throws SQLException {
        migration.arrives(
                "CREATE TYPE p AS (a int, b int); CREATE TABLE t (x p);"
                        + " INSERT INTO t VALUES (ROW(1, 2)), (NULL), (ROW(NULL, NULL))",
                "CREATE TYPE p AS (b int, c text, a bigint); CREATE TABLE t (x p)",
                List.of(),
                "SELECT string_agg(x::text, ' ' ORDER BY x::text COLLATE \"C\") || ' '"
                        + " || count(*) FILTER (WHERE x IS NOT DISTINCT FROM NULL) FROM t",
                "(,,) (2,,1) 1");
    }

    @Test
    void anAttributeThatOnlyHasAnotherNameKeepsItsValue() throws SQLException {
        migration.arrives(
                "CREATE TYPE p AS (street text, zip text); CREATE TABLE t (x p); INSERT INTO t VALUES (ROW('s', 'z'))",
                "CREATE TYPE p AS (street varchar(9), postcode text); CREATE TABLE t (x p)",
                List.of(),
                "SELECT x::text FROM t",
                "(s,z)");
    }

    @Test
    void arraysGoOverByTheNamesOfTheirAttributesToo() throws SQLException {
        String old = """
                CREATE TYPE p AS (a int, b int); CREATE TABLE t (k int, x p[]);
                INSERT INTO t VALUES (1, ARRAY[ROW(1, 2)::p, NULL]), (2, NULL), (3, '{}'), (4, '[3:3]={"(5,6)"}')""";
        String query = "SELECT string_agg(coalesce(x::text, 'none'), ' ' ORDER BY k) FROM t";
        migration.arrives(
                old,
                "CREATE TYPE p AS (b int, a int); CREATE TABLE t (k int, x p[])",
                List.of(),
                query,
                "{\"(2,1)\",NULL} none {} [3:3]={\"(6,5)\"}");
        migration.arrives(
                old,
                "CREATE TYPE p AS (a bigint, n text, b int); CREATE TABLE t (k int, x p[]) PARTITION BY LIST (k);"
                        + " CREATE TABLE t1 PARTITION OF t DEFAULT",
                List.of(),
                query,
                "{\"(1,,2)\",NULL} none {} [3:3]={\"(5,,6)\"}");
    }

    @Test
    void arraysOfSeveralDimensionsStopIt() throws SQLException {
        try (Migration.Started started = migration.start(
                "CREATE TYPE p AS (a int, b int); CREATE TABLE t (x p[]); INSERT INTO t VALUES (ARRAY[[ROW(1, 2)::p]])",
                "CREATE TYPE p AS (b int, a int); CREATE TABLE t (x p[])",
                PlanOptions.everything())) {
            assertThatThrownBy(started::run).hasMessageContaining("more than one dimension");
        }
    }

    @Test
    void valuesWithinValuesGoOverByTheirNamesToo() throws SQLException {
        migration.arrives(
                """
                CREATE TYPE inside AS (n int, gone text); CREATE TYPE around AS (i inside, more inside[], label text);
                CREATE TABLE t (k int, x around, y around[]);
                INSERT INTO t VALUES (1, ROW(ROW(4, 'g'), ARRAY[ROW(5, 'h')::inside], 'a'), ARRAY[ROW(ROW(6, 'i'), NULL, 'b')::around]),
                  (2, NULL, NULL), (3, ROW(NULL, '{}', 'c'), '{}')""",
                "CREATE TYPE inside AS (added date, n bigint); CREATE TYPE around AS (i inside, more inside[], label varchar(9));"
                        + " CREATE TABLE t (k int, x around, y around[])",
                List.of(),
                "SELECT string_agg(coalesce(x::text, 'none') || ' ' || coalesce(y::text, 'none'), '; ' ORDER BY k) FROM t",
                "(\"(,4)\",\"{\"\"(,5)\"\"}\",a) {\"(\\\"(,6)\\\",,b)\"}; none none; (,{},c) {}");
    }

    @Test
    void valuesOfDomainsGoOverByTheirNamesToo() throws SQLException {
        String users = """
                CREATE DOMAIN part AS piece CHECK ((VALUE).a > 0);
                CREATE DOMAIN pieces AS piece[] CHECK (cardinality(VALUE) < 5); CREATE DOMAIN few AS pieces CHECK (cardinality(VALUE) < 3);
                CREATE TYPE crate AS (p part, n int);
                CREATE TABLE t (one part, many pieces, several few, crate crate);
                """;
        String query = "SELECT one::text || many::text || several::text || crate::text FROM t WHERE NOT one IS NULL";
        migration.arrives(
                "CREATE TYPE piece AS (a int, b text);" + users
                        + "INSERT INTO t VALUES (ROW(1, 'x'), ARRAY[ROW(2, 'y')::piece], ARRAY[ROW(3, 'z')::piece, NULL],"
                        + " ROW(ROW(4, 'w')::piece, 5)::crate), (NULL, NULL, NULL, NULL)",
                "CREATE TYPE piece AS (b text, c date, a int);" + users,
                List.of(),
                query,
                "(x,,1){\"(y,,2)\"}{\"(z,,3)\",NULL}(\"(w,,4)\",5)");
    }

    @Test
    void aTypeThatOnlyGetsAttributesNeedsNoNewValues() throws SQLException {
        Plan plan = migration.arrives(
                """
                CREATE TYPE inside AS (n int); CREATE TYPE around AS (i inside, l text);
                CREATE TABLE t (x around, y inside[], z inside); CREATE INDEX i ON t (z); CREATE VIEW v AS SELECT (z).n FROM t;
                INSERT INTO t VALUES (ROW(ROW(1), 'a'), ARRAY[ROW(2)::inside], ROW(3))""", """
                CREATE TYPE inside AS (n int, e text); CREATE TYPE around AS (i inside, l text);
                CREATE TABLE t (x around, y inside[], z inside); CREATE INDEX i ON t (z); CREATE VIEW v AS SELECT (z).n FROM t""", List.of(), "SELECT x::text || y::text || z::text FROM t", "(\"(1,)\",a){\"(2,)\"}(3,)");
        assertThat(plan.statements()).hasSize(1);
    }

    @Test
    void aDomainWithinATypeChangesWhatItIsOver() throws SQLException {
        migration.arrives(
                """
                CREATE DOMAIN zip AS varchar(5) CHECK (VALUE <> ''); CREATE TYPE place AS (street text, z zip);
                CREATE TABLE t (k int, home place, others place[]); CREATE VIEW v AS SELECT (home).z AS z FROM t;
                INSERT INTO t VALUES (1, ROW('a', '123'), ARRAY[ROW('b', '4')::place]), (2, NULL, NULL)""",
                """
                CREATE DOMAIN zip AS varchar(9) CHECK (VALUE <> '0'); CREATE TYPE place AS (street text, z zip);
                CREATE TABLE t (k int, home place, others place[]); CREATE VIEW v AS SELECT (home).z AS z FROM t""",
                List.of(),
                "SELECT string_agg(coalesce(home::text || others::text, 'none'), ' ' ORDER BY k) FROM t",
                "(a,123){\"(b,4)\"} none");
    }

    @Test
    void rowsOfATableThatAreValuesCannotFollowWhereTheirColumnChangesItself() throws SQLException {
        String user = "CREATE TABLE h (r t, rs t[]);";
        try (Migration.Started started = migration.start(
                "CREATE TABLE t (a int, b text);" + user,
                "CREATE TABLE t (a bigint, b text); CREATE TABLE h (r t[], rs t[]);",
                PlanOptions.everything())) {
            assertThatThrownBy(started::plan)
                    .hasMessageContaining("Column public.t.a")
                    .hasMessageContaining("public.h.r");
        }
        migration.arrives("CREATE TABLE t (a int, b text);" + user, "CREATE TABLE t (a int, b text, c int);" + user);
        migration.arrives(
                "CREATE TABLE t (a int, b text);" + user, "CREATE TABLE t (a bigint, b text); CREATE TABLE h (r text)");
    }

    @Test
    void rowsOfATableThatAreValuesFollowTheTypesOfItsColumns() throws SQLException {
        String users = """
                CREATE TABLE u (id int PRIMARY KEY, c t, many t[] DEFAULT '{}', CHECK ((c).b <> 'z'));
                CREATE INDEX u_c ON u (c);
                CREATE VIEW v AS SELECT id, (c).b FROM u WHERE (c).a IS NOT NULL;
                CREATE TABLE parted (k int, c t) PARTITION BY LIST (k);
                CREATE TABLE p1 PARTITION OF parted FOR VALUES IN (1);
                """;
        String old = "CREATE TABLE t (a int, b text, gone int);" + users;
        String wanted = "CREATE TABLE t (a bigint, b varchar(20), fresh date);" + users;
        String rows = """
                INSERT INTO u VALUES (1, ROW(7, 'x, "y"', 1)::t, ARRAY[ROW(8, NULL, 2)::t]), (2, NULL, NULL);
                INSERT INTO parted VALUES (1, ROW(9, '', 3)::t);
                """;
        String query = "SELECT (c).a || (c).b || (many[1]).a || (SELECT (c).a FROM parted) FROM u WHERE id = 1";
        migration.arrives(old + rows, wanted, List.of(), query, "7x, \"y\"89");
        migration.arrives(wanted, old);
    }

    @Test
    void aDefaultThatIsARowComesWhenTheTableHasItsColumns() throws SQLException {
        String longer = "CREATE TABLE t (a int, b text, x int); CREATE TABLE u (c t DEFAULT ROW(1, 'd', 2)::t);";
        String shorter = "CREATE TABLE t (a bigint, b text); CREATE TABLE u (c t DEFAULT ROW(1, 'd')::t);";
        migration.arrives(
                longer + "INSERT INTO u DEFAULT VALUES", shorter, List.of(), "SELECT (c).a || (c).b FROM u", "1d");
        migration.arrives(shorter, longer);
    }
}
