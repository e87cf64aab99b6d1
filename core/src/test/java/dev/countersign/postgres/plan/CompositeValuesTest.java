package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
