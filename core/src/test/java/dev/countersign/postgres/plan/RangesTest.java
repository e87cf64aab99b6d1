package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Conditions that the server prints in a form that it would read otherwise. */
@ExtendWith(PostgresEngine.class)
class RangesTest {
    private final Migration migration;

    RangesTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void conditionsArriveAsTheyWereWritten() throws SQLException {
        String wanted = """
                CREATE TABLE t (a int, b int, c int GENERATED ALWAYS AS (CASE WHEN a BETWEEN 1 AND 5 AND b > 2 THEN 1 END) STORED,
                  d date DEFAULT CASE WHEN (1, 2) = (3, 4) AND true THEN '2024-01-01'::date END,
                  CHECK (a BETWEEN 1 AND 5 AND b > 2 OR b IS NULL), CHECK (a NOT BETWEEN -1 AND abs(b + 1) OR b > 2),
                  CHECK ((a, b, c) = (1, 2, 3) AND a > 0 OR b < 0), CHECK ((a, b) <> (1, 2) OR a > 0 OR b BETWEEN a AND c));
                CREATE INDEX i ON t (a) WHERE b BETWEEN 3 AND 4 AND a > 1;
                CREATE VIEW v AS SELECT a, b BETWEEN 1 AND 2 AND a = 1 AS x, 'a((x >= 1) AND (x <= 2)) AND b' AS text
                  FROM t WHERE a BETWEEN 1 AND 5 AND b > 2 AND a NOT BETWEEN 7 AND 8 AND (a, b) IS DISTINCT FROM (1, 2);
                CREATE MATERIALIZED VIEW m AS SELECT t.a FROM t JOIN v ON t.a BETWEEN 1 AND 2 AND t.a = v.a AND t.b > 0;
                CREATE POLICY p ON t USING (a BETWEEN 1 AND 5 AND b > 2) WITH CHECK (a BETWEEN b AND 9 AND true);
                CREATE FUNCTION f(a int, b boolean DEFAULT (1 BETWEEN 0 AND 2 AND true)) RETURNS int LANGUAGE sql AS
                  $$ SELECT 1 WHERE ((a >= 1) AND (a <= 2)) AND b $$;
                CREATE FUNCTION g(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1 WHERE a BETWEEN 1 AND 2 AND a <> 3; END;
                CREATE DOMAIN d AS int CHECK (VALUE BETWEEN 1 AND 5 AND VALUE <> 3);
                CREATE TABLE q (a int, b int) PARTITION BY LIST ((b BETWEEN 0 AND 10 AND a >= 0));
                CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.a BETWEEN 1 AND 2 AND OLD.b > 1)
                  EXECUTE FUNCTION suppress_redundant_updates_trigger();
                CREATE STATISTICS s ON (a BETWEEN 1 AND 2 AND b > 1), a FROM t;
                """;
        migration.arrives("", wanted);
        migration.arrives(wanted.replace("BETWEEN 1 AND 5", "BETWEEN 1 AND 6"), wanted);
        migration.arrives(wanted.replace("CREATE TABLE t (a int, b int", "CREATE TABLE t (a bigint, b bigint"), wanted);
    }

    @Test
    void whatIsNoSuchComparisonStaysAsItIs() {
        for (String sql : new String[] {
            "CHECK (((a >= 1) AND (b <= 5)) AND (c))",
            "CHECK (((a >= 1) AND (a <= 5)))",
            "SELECT '((a >= 1) AND (a <= 5)) AND x'",
            "AS $f$ ((a >= 1) AND (a <= 5)) AND x $f$",
            "((a = 1) AND (b > 2)) AND (c)",
            "((a = 1)) AND (c)"
        }) {
            assertThat(Ranges.kept(sql)).isEqualTo(sql);
        }
        assertThat(Ranges.kept("(((a >= 1) AND (a <= 5)) AND (b)) OR (((a, b)))"))
                .isEqualTo("((a BETWEEN 1 AND 5) AND (b)) OR (((a, b)))");
    }
}
