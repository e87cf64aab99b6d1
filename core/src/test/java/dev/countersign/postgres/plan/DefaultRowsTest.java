package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.plan.Plan;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A new partition gets the rows that the default partition held for it. */
@ExtendWith(PostgresEngine.class)
class DefaultRowsTest {
    private final Migration migration;

    DefaultRowsTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void aNewPartitionTakesItsRowsOutOfTheDefaultOne() throws SQLException {
        String old = """
                CREATE TABLE "Sales" (id bigint GENERATED ALWAYS AS IDENTITY, day date, "what, (where)" text DEFAULT 'x',
                    twice bigint GENERATED ALWAYS AS (id * 2) STORED) PARTITION BY RANGE (day);
                CREATE INDEX sales_day ON "Sales" (day);
                CREATE TABLE sales_2025 PARTITION OF "Sales" FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                CREATE TABLE sales_rest PARTITION OF "Sales" DEFAULT;""";
        Plan plan = migration.arrives(
                old
                        + "INSERT INTO \"Sales\" (day, \"what, (where)\") VALUES ('2025-05-05', 'a'), ('2025-12-31', 'b'), ('2026-01-01', 'c'),"
                        + " ('2026-12-31', 'd'), ('2027-01-01', 'e'), (NULL, 'f')",
                old + "CREATE TABLE sales_2026 PARTITION OF \"Sales\" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
                List.of(),
                "SELECT string_agg(tableoid::regclass || ' ' || \"what, (where)\" || ' ' || twice, ', ' ORDER BY id) FROM \"Sales\"",
                "sales_2025 a 2, sales_2025 b 4, sales_2026 c 6, sales_2026 d 8, sales_rest e 10, sales_rest f 12");
        assertThat(plan.batches()).hasSize(1);
        assertThat(plan.statements()).noneMatch(s -> s.destructive());
    }

    @Test
    void aNewPartitionThatIsItselfDividedTakesItsRowsToo() throws SQLException {
        String old = """
                CREATE TABLE p (k int, a int CONSTRAINT positive CHECK (a > 0), PRIMARY KEY (k, a)) PARTITION BY LIST (k);
                CREATE INDEX i ON p (a); CREATE TABLE pd PARTITION OF p DEFAULT;""";
        String divided = """
                CREATE TABLE p2 (k int NOT NULL, a int NOT NULL CONSTRAINT positive CHECK (a > 0)) PARTITION BY LIST (a);
                CREATE TABLE p2d (a int NOT NULL CONSTRAINT positive CHECK (a > 0), k int NOT NULL);
                ALTER TABLE p2 ATTACH PARTITION p2d DEFAULT; CREATE TABLE p25 PARTITION OF p2 FOR VALUES IN (5) PARTITION BY LIST (a);
                CREATE TABLE p25x PARTITION OF p25 FOR VALUES IN (5); ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2)""";
        migration.arrives(
                old + "INSERT INTO p VALUES (1, 1), (2, 2), (2, 5), (3, 3)",
                old + divided,
                List.of(),
                "SELECT string_agg(tableoid::regclass || ' ' || a, ', ' ORDER BY a) FROM p",
                "pd 1, p2d 2, pd 3, p25x 5");
    }

    @Test
    void rangesOfSeveralColumnsWithoutEndAndListsWithNullTakeTheirsToo() throws SQLException {
        String old = """
                CREATE TABLE r (a int, b text) PARTITION BY RANGE (a, lower(b));
                CREATE TABLE r_rest PARTITION OF r DEFAULT;
                CREATE TABLE l (c text) PARTITION BY LIST (c);
                CREATE TABLE l_rest PARTITION OF l DEFAULT;""";
        migration.arrives(
                old + """
                        INSERT INTO r VALUES (0, 'z'), (1, 'M'), (1, 'n'), (2, 'a'), (2, NULL), (3, 'a'), (NULL, 'x');
                        INSERT INTO l VALUES ('a, b'), ('it''s'), (NULL), ('c')""",
                old + """
                        CREATE TABLE r_low PARTITION OF r FOR VALUES FROM (MINVALUE, MINVALUE) TO (1, 'n');
                        CREATE TABLE r_high PARTITION OF r FOR VALUES FROM (1, 'n') TO (2, MAXVALUE);
                        CREATE TABLE l_some PARTITION OF l FOR VALUES IN ('a, b', 'it''s', NULL);""",
                List.of(),
                "SELECT (SELECT count(*) FROM r_low) || ' ' || (SELECT count(*) FROM r_high) || ' ' || (SELECT count(*) FROM r_rest)"
                        + " || ' ' || (SELECT count(*) FROM l_some) || ' ' || (SELECT count(*) FROM l_rest)",
                "2 2 3 3 1");
    }

    @Test
    void aTableThatIsAttachedTakesTheRowsAsWell() throws SQLException {
        String old = """
                CREATE TABLE t (a int PRIMARY KEY) PARTITION BY LIST (a);
                CREATE TABLE rest PARTITION OF t DEFAULT;""";
        migration.arrives(
                old + "CREATE TABLE one (a int PRIMARY KEY); INSERT INTO one VALUES (1); INSERT INTO t VALUES (2), (3)",
                old + "CREATE TABLE one PARTITION OF t FOR VALUES IN (1, 2)",
                List.of(),
                "SELECT string_agg(tableoid::regclass || ' ' || a, ', ' ORDER BY a) FROM t",
                "one 1, one 2, rest 3");
    }

    @Test
    void whereMovingWouldBeNoticedNothingIsMoved() throws SQLException {
        String old = """
                CREATE TABLE t (a int PRIMARY KEY) PARTITION BY LIST (a);
                CREATE TABLE rest PARTITION OF t DEFAULT;
                CREATE TABLE child (a int REFERENCES t ON DELETE CASCADE);""";
        Plan plan = migration.arrives(old, old + "CREATE TABLE one PARTITION OF t FOR VALUES IN (1)");
        assertThat(plan.script()).doesNotContain("DELETE");
    }

    @Test
    void keysThatCompareInTheirOwnWayHaveNoCondition() {
        assertThat(PartitionBound.condition("RANGE (a COLLATE \"C\")", "FOR VALUES FROM ('a') TO ('b')"))
                .isEmpty();
        assertThat(PartitionBound.condition("RANGE (a text_pattern_ops)", "FOR VALUES FROM ('a') TO ('b')"))
                .isEmpty();
        assertThat(PartitionBound.condition("HASH (a)", "FOR VALUES WITH (modulus 2, remainder 0)"))
                .isEmpty();
        assertThat(PartitionBound.condition(
                        "RANGE (\"a, b\", (c + 1))", "FOR VALUES FROM (1, MAXVALUE) TO (2, MINVALUE)"))
                .contains("\"a, b\" IS NOT NULL AND (c + 1) IS NOT NULL AND \"a, b\" > 1 AND \"a, b\" < 2");
    }
}
