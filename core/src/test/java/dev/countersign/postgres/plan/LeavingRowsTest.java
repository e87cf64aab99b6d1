package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.sql.Script;
import dev.countersign.sql.ScriptStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A partition whose bound changes hands over what is no longer its own. */
@ExtendWith(PostgresEngine.class)
class LeavingRowsTest {
    private static final String WHERE = "SELECT string_agg(tableoid::regclass || ' ' || a, ', ' ORDER BY a) FROM t";

    private final Migration migration;

    LeavingRowsTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void aNewPartitionTakesPartOfTheRangeWithItsRows() throws SQLException {
        String whole =
                "CREATE TABLE t (a int PRIMARY KEY, b text, c int GENERATED ALWAYS AS (a + 1) STORED) PARTITION BY RANGE (a);"
                        + " CREATE INDEX t_b ON t (b); CREATE TABLE high PARTITION OF t FOR VALUES FROM (100) TO (200);";
        Plan plan = migration.arrives(
                whole
                        + "CREATE TABLE low PARTITION OF t FOR VALUES FROM (0) TO (100); INSERT INTO t VALUES (1, 'x'), (60, 'y'), (150, 'z')",
                whole
                        + "CREATE TABLE low PARTITION OF t FOR VALUES FROM (0) TO (50); CREATE TABLE mid PARTITION OF t FOR VALUES FROM (50) TO (100);",
                List.of(),
                WHERE,
                "low 1, mid 60, high 150");
        assertThat(plan.statements()).noneMatch(s -> s.destructive());
        assertThat(plan.batches()).hasSize(1);
    }

    /** Such a script moves rows under a lock, which there is only in a transaction, so it does not leave that to whoever runs it. */
    @Test
    void theScriptOpensItsTransactionAndRunsWithoutOneAround() throws SQLException {
        String whole = "CREATE TABLE t (a int) PARTITION BY RANGE (a);";
        String wanted = whole
                + "CREATE TABLE low PARTITION OF t FOR VALUES FROM (0) TO (50); CREATE TABLE mid PARTITION OF t FOR VALUES FROM (50) TO (100);";
        try (Migration.Started started = migration.start(
                whole + "CREATE TABLE low PARTITION OF t FOR VALUES FROM (0) TO (100); INSERT INTO t VALUES (1), (60)",
                wanted,
                PlanOptions.everything())) {
            String script = started.plan().script();
            assertThat(script).startsWith("BEGIN;\n").endsWith("COMMIT;\n").contains("LOCK TABLE public.low");
            for (ScriptStatement statement : Script.parse(script).statements()) {
                PostgresEngine.Server.run(started.connection(), statement.text());
            }
            assertThat(started.answer(WHERE)).isEqualTo("low 1, mid 60");
        }
        assertThat(migration
                        .arrives(whole, whole + "CREATE TABLE low PARTITION OF t FOR VALUES FROM (0) TO (50)")
                        .script())
                .doesNotContain("BEGIN");
    }

    @Test
    void partitionsExchangeRows() throws SQLException {
        String whole = "CREATE TABLE t (a int) PARTITION BY LIST (a);";
        migration.arrives(
                whole
                        + "CREATE TABLE one PARTITION OF t FOR VALUES IN (1, 2); CREATE TABLE two PARTITION OF t FOR VALUES IN (3, 4, NULL);"
                        + " INSERT INTO t VALUES (1), (2), (3), (4), (NULL)",
                whole
                        + "CREATE TABLE one PARTITION OF t FOR VALUES IN (1, 3, NULL); CREATE TABLE two PARTITION OF t FOR VALUES IN (2, 4)",
                List.of(),
                "SELECT string_agg(tableoid::regclass || ' ' || coalesce(a, 0), ', ' ORDER BY a) FROM t",
                "one 1, two 2, one 3, two 4, one 0");
    }

    @Test
    void whatIsInNoBoundGoesToTheDefaultPartition() throws SQLException {
        String whole = "CREATE TABLE t (a int, d date) PARTITION BY RANGE (d);";
        migration.arrives(
                whole + "CREATE TABLE y PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');"
                        + " INSERT INTO t VALUES (1, '2024-01-05'), (2, '2024-08-05'), (3, '2024-12-05')",
                whole + "CREATE TABLE y PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2024-07-01');"
                        + " CREATE TABLE z PARTITION OF t FOR VALUES FROM ('2024-12-01') TO ('2025-12-01'); CREATE TABLE rest PARTITION OF t DEFAULT",
                List.of(),
                WHERE,
                "y 1, rest 2, z 3");
    }

    @Test
    void anotherModulusSendsRowsToTheNewRemainders() throws SQLException {
        String whole = "CREATE TABLE t (a int, b text) PARTITION BY HASH (a, lower(b));"
                + " CREATE TABLE odd PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 1);";
        migration.arrives(
                whole + "CREATE TABLE even PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 0);"
                        + " INSERT INTO t SELECT n, 'X' || n FROM generate_series(1, 40) n",
                whole
                        + "CREATE TABLE even PARTITION OF t FOR VALUES WITH (MODULUS 4, REMAINDER 0);"
                        + " CREATE TABLE twos PARTITION OF t FOR VALUES WITH (MODULUS 8, REMAINDER 2) PARTITION BY LIST (a); CREATE TABLE twos_all PARTITION OF twos DEFAULT;"
                        + " CREATE TABLE sixes PARTITION OF t FOR VALUES WITH (MODULUS 8, REMAINDER 6)",
                List.of(),
                "SELECT count(*) || ' ' || count(DISTINCT tableoid) FROM t",
                "40 4");
    }

    @Test
    void whereNoRowCanLeaveNothingIsMoved() throws SQLException {
        String whole = "CREATE TABLE t (a int) PARTITION BY RANGE (a); CREATE TABLE rest PARTITION OF t DEFAULT;"
                + " CREATE TABLE l (a text) PARTITION BY LIST (a);";
        Plan plan = migration.arrives(
                whole
                        + "CREATE TABLE x PARTITION OF t FOR VALUES FROM (0) TO (9); CREATE TABLE y PARTITION OF l FOR VALUES IN ('a')",
                whole
                        + "CREATE TABLE x PARTITION OF t FOR VALUES FROM (MINVALUE) TO (10); CREATE TABLE y PARTITION OF l FOR VALUES IN ('a', 'b')");
        assertThat(plan.script()).doesNotContain("DELETE FROM public.x").doesNotContain("DELETE FROM public.y");
    }

    @Test
    void aPartitionThatTakesTheBoundsOfOthersTakesTheirRows() throws SQLException {
        String whole =
                "CREATE TABLE t (a int, d date NOT NULL, gone text, k int) PARTITION BY RANGE (d); CREATE INDEX t_a ON t (a);";
        Plan plan = migration.arrives(
                whole + """
                        CREATE TABLE jan PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
                        CREATE TABLE feb PARTITION OF t FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
                        INSERT INTO t VALUES (1, '2024-01-05', 'x', 1), (2, '2024-02-05', 'y', 2)""",
                """
                CREATE TABLE t (a bigint, d date NOT NULL, k text, added int DEFAULT 5) PARTITION BY RANGE (d); CREATE INDEX t_a ON t (a);
                CREATE TABLE q1 PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2024-04-01')""",
                List.of(),
                "SELECT string_agg(tableoid::regclass || ' ' || a || ' ' || k || ' ' || added, ', ' ORDER BY a) FROM t",
                "q1 1 1 5, q1 2 2 5");
        assertThat(plan.statements().stream().filter(s -> s.destructive()))
                .as("only the column loses something")
                .singleElement()
                .matches(s -> s.sql().contains("DROP COLUMN gone"));
    }

    @Test
    void aPartitionIsDividedIntoOthersWithPartitionsOfTheirOwn() throws SQLException {
        String whole = "CREATE TABLE t (a int PRIMARY KEY, b text) PARTITION BY RANGE (a);";
        Plan plan = migration.arrives(
                whole
                        + " CREATE TABLE one PARTITION OF t FOR VALUES FROM (0) TO (100); INSERT INTO t VALUES (1, 'x'), (60, 'y'), (99, 'z')",
                whole + """
                        CREATE TABLE low PARTITION OF t FOR VALUES FROM (0) TO (50) PARTITION BY HASH (a);
                        CREATE TABLE low0 PARTITION OF low FOR VALUES WITH (MODULUS 1, REMAINDER 0);
                        CREATE TABLE high PARTITION OF t FOR VALUES FROM (50) TO (80); CREATE TABLE rest PARTITION OF t DEFAULT""",
                List.of(),
                WHERE,
                "low0 1, high 60, rest 99");
        assertThat(plan.statements()).noneMatch(s -> s.destructive());
    }

    @Test
    void whatHasNoPlaceInTheNewPartitionsIsLostInAStatementThatSaysSo() throws SQLException {
        String whole = "CREATE TABLE t (a int) PARTITION BY RANGE (a); CREATE TABLE l (a text) PARTITION BY LIST (a);";
        Plan plan = migration.arrives(
                whole
                        + "CREATE TABLE one PARTITION OF t FOR VALUES FROM (0) TO (100); CREATE TABLE x PARTITION OF l FOR VALUES IN ('a', 'b', NULL);"
                        + " INSERT INTO t VALUES (1), (60), (99); INSERT INTO l VALUES ('a'), (NULL)",
                whole
                        + "CREATE TABLE low PARTITION OF t FOR VALUES FROM (0) TO (50); CREATE TABLE high PARTITION OF t FOR VALUES FROM (50) TO (90);"
                        + " CREATE TABLE y PARTITION OF l FOR VALUES IN ('a', NULL); CREATE TABLE z PARTITION OF l FOR VALUES IN ('b')",
                List.of(),
                WHERE,
                "low 1, high 60");
        assertThat(plan.statements().stream().filter(s -> s.destructive()))
                .singleElement()
                .matches(s -> s.sql().equals("DROP TABLE public.one;"));
    }

    @Test
    void aPartitionThatGoesWithoutSuccessorTakesItsRowsAlong() throws SQLException {
        String whole = "CREATE TABLE t (a int) PARTITION BY RANGE (a); CREATE TABLE rest PARTITION OF t DEFAULT;";
        Plan plan = migration.arrives(
                whole + "CREATE TABLE old PARTITION OF t FOR VALUES FROM (0) TO (100); INSERT INTO t VALUES (1), (200)",
                whole + "CREATE TABLE later PARTITION OF t FOR VALUES FROM (100) TO (300)",
                List.of(),
                WHERE,
                "later 200");
        assertThat(plan.statements().stream().filter(s -> s.destructive())).hasSize(1);
    }

    @Test
    void noTriggerTakesMovedRowsForNewOrLostOnes() throws SQLException {
        String whole = """
                CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'noticed'; END $$;
                CREATE TABLE o (a int PRIMARY KEY);
                CREATE TABLE t (a int REFERENCES o DEFERRABLE INITIALLY DEFERRED, b text) PARTITION BY RANGE (a);
                CREATE TABLE rest PARTITION OF t DEFAULT; CREATE TABLE one PARTITION OF t FOR VALUES FROM (0) TO (%s);
                """;
        String triggers = """
                CREATE TRIGGER tr AFTER INSERT OR DELETE ON t FOR EACH ROW EXECUTE FUNCTION f();
                CREATE TRIGGER ts BEFORE INSERT OR DELETE ON rest FOR EACH STATEMENT EXECUTE FUNCTION f();
                """;
        Plan plan = migration.arrives(
                whole.formatted(100)
                        + "INSERT INTO o VALUES (1), (60), (200); INSERT INTO t SELECT a, 'x' FROM o; ALTER TABLE o ADD b int;"
                        + triggers,
                whole.formatted(50) + """
                        ALTER TABLE o ADD b int; CREATE TABLE two PARTITION OF t FOR VALUES FROM (50) TO (100) PARTITION BY RANGE (a);
                        CREATE TABLE two_all PARTITION OF two DEFAULT; CREATE TABLE far PARTITION OF t FOR VALUES FROM (200) TO (300);
                        CREATE TRIGGER tu BEFORE INSERT ON two_all FOR EACH STATEMENT EXECUTE FUNCTION f();
                        """ + triggers,
                List.of(),
                WHERE,
                "one 1, two_all 60, far 200");
        assertThat(plan.statements()).noneMatch(s -> s.destructive());
    }

    @Test
    void aPartitionOfPartitionsHandsOverWhatIsBelowIt() throws SQLException {
        String whole = "CREATE TABLE t (a int) PARTITION BY RANGE (a);";
        Plan plan = migration.arrives(
                whole
                        + "CREATE TABLE one PARTITION OF t FOR VALUES FROM (0) TO (100) PARTITION BY LIST (a); CREATE TABLE one_all PARTITION OF one DEFAULT;"
                        + " INSERT INTO t VALUES (1), (60)",
                whole
                        + "CREATE TABLE low PARTITION OF t FOR VALUES FROM (0) TO (50); CREATE TABLE high PARTITION OF t FOR VALUES FROM (50) TO (100)",
                List.of(),
                WHERE,
                "low 1, high 60");
        assertThat(plan.statements()).noneMatch(s -> s.destructive());
    }

    @Test
    void foreignKeysToThePartitionsAreAwayMeanwhile() throws SQLException {
        String keys = "CREATE TABLE k (t int REFERENCES t ON DELETE CASCADE, u int REFERENCES one);";
        String whole =
                "CREATE TABLE t (a int PRIMARY KEY, up int REFERENCES t INITIALLY DEFERRED) PARTITION BY RANGE (a);";
        migration.arrives(
                whole
                        + "CREATE TABLE one PARTITION OF t FOR VALUES FROM (0) TO (50); CREATE TABLE two PARTITION OF t FOR VALUES FROM (50) TO (100);"
                        + keys + "INSERT INTO t VALUES (1, 1), (60, 1); INSERT INTO k VALUES (60, 1)",
                whole + "CREATE TABLE one PARTITION OF t FOR VALUES FROM (0) TO (100);" + keys,
                List.of(),
                "SELECT (SELECT string_agg(a || ' ' || up, ', ' ORDER BY a) FROM one) || ' and ' || (SELECT t || ' ' || u FROM k)",
                "1 1, 60 1 and 60 1");
    }

    @Test
    void aPartitionOfATableWithForeignKeysToItLeavesBeforeItGoes() throws SQLException {
        String whole =
                "CREATE TABLE t (a int PRIMARY KEY) PARTITION BY RANGE (a); CREATE TABLE one PARTITION OF t FOR VALUES FROM (0) TO (50);"
                        + " CREATE TABLE k (t int REFERENCES t);";
        String gone = whole
                + "CREATE TABLE two PARTITION OF t FOR VALUES FROM (50) TO (100); INSERT INTO t VALUES (1), (60);";
        Plan plan =
                migration.arrives(gone + "INSERT INTO k VALUES (1)", whole, List.of(), "SELECT count(*) FROM k", "1");
        assertThat(plan.statements()).anyMatch(s -> s.destructive());
        assertThatThrownBy(() -> migration.arrives(gone + "INSERT INTO k VALUES (60)", whole))
                .hasMessageContaining("still referenced");
    }
}
