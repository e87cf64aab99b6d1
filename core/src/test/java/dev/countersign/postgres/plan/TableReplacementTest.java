package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.plan.Plan;
import dev.countersign.plan.Statement;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables that can only be partitioned differently by being made anew: their rows are copied. */
@ExtendWith(PostgresEngine.class)
class TableReplacementTest {
    private final Migration migration;

    TableReplacementTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void rowsGoThroughATypeThatIsMadeAnewToo() throws SQLException {
        migration.arrives("""
                CREATE DOMAIN d AS bigint; CREATE TYPE e AS ENUM ('x', 'y'); CREATE TABLE p (a d);
                CREATE TABLE h (a d, b e) INHERITS (p); INSERT INTO h VALUES (5, 'y')""", """
                CREATE DOMAIN d AS text; CREATE TYPE e AS ENUM ('y'); CREATE TABLE p (a d);
                CREATE TABLE h (b e) INHERITS (p)""", List.of(), "SELECT a || ' ' || b FROM h", "5 y");
    }

    @Test
    void valuesOfACompositeWhoseAttributesChangePlacesGoByName() throws SQLException {
        migration.arrives(
                "CREATE TYPE c AS (a text, b text); CREATE TABLE t (k int, v c); INSERT INTO t VALUES (1, ROW ('a', 'b')), (2, NULL)",
                "CREATE TYPE c AS (b text, x int, a text); CREATE TABLE t (k int, v c) PARTITION BY LIST (k);"
                        + " CREATE TABLE t1 PARTITION OF t DEFAULT",
                List.of(),
                "SELECT string_agg(coalesce(v::text, 'none'), ' ' ORDER BY k) FROM t1",
                "(b,,a) none");
    }

    @Test
    void aPartitionThatIsDividedJoinsItsParentAgain() throws SQLException {
        String whole = "CREATE TABLE ev (id int NOT NULL, d date NOT NULL, k text) PARTITION BY RANGE (d);"
                + " CREATE TABLE ev_23 PARTITION OF ev FOR VALUES FROM ('2023-01-01') TO ('2024-01-01'); CREATE INDEX ev_id ON ev (id);";
        migration.arrives(
                whole + " CREATE TABLE ev_24 PARTITION OF ev FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');"
                        + " INSERT INTO ev VALUES (1, '2023-05-05', 'a'), (2, '2024-05-05', 'a'), (3, '2024-06-06', 'b')",
                whole
                        + " CREATE TABLE ev_24 PARTITION OF ev FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (k);"
                        + " CREATE TABLE ev_24_a PARTITION OF ev_24 FOR VALUES IN ('a'); CREATE TABLE ev_24_o PARTITION OF ev_24 DEFAULT",
                List.of(),
                "SELECT string_agg(id || ' ' || tableoid::regclass, ', ' ORDER BY id) FROM ev",
                "1 ev_23, 2 ev_24_a, 3 ev_24_o");
    }

    @Test
    void anOrdinaryTableBecomesPartitionedAndKeepsItsRows() throws SQLException {
        Plan plan = migration.arrives(
                """
                CREATE TABLE parcel (id serial PRIMARY KEY, sent date NOT NULL, weight int, gone text);
                CREATE INDEX parcel_weight ON parcel (weight);
                CREATE VIEW heavy AS SELECT id FROM parcel WHERE weight > 10;
                CREATE TABLE note (parcel int, t text);
                INSERT INTO parcel (sent, weight) SELECT date '2024-03-01' + n, n FROM generate_series(1, 40) n""",
                """
                CREATE TABLE parcel (id int NOT NULL, sent date NOT NULL, weight bigint DEFAULT 3, label text DEFAULT 'x',
                  PRIMARY KEY (id, sent)) PARTITION BY RANGE (sent);
                CREATE SEQUENCE parcel_id_seq AS int OWNED BY parcel.id;
                ALTER TABLE parcel ALTER id SET DEFAULT nextval('parcel_id_seq');
                CREATE TABLE parcel_march PARTITION OF parcel FOR VALUES FROM ('2024-03-01') TO ('2024-04-01');
                CREATE TABLE parcel_rest PARTITION OF parcel DEFAULT;
                CREATE INDEX parcel_weight ON parcel (weight);
                CREATE VIEW heavy AS SELECT id FROM parcel WHERE weight > 10;
                CREATE TABLE note (parcel int, t text);
                COMMENT ON TABLE parcel IS 'by month'""",
                List.of(),
                "SELECT count(*) || ' ' || count(label) || ' ' || (SELECT count(*) FROM parcel_rest) || ' '"
                        + " || nextval('parcel_id_seq') || ' ' || (SELECT count(*) FROM heavy) FROM parcel",
                "40 40 10 41 30");
        assertThat(plan.statements()).anyMatch(s -> s.sql().startsWith("LOCK TABLE public.parcel"));
        assertThat(plan.batches()).hasSize(1);
        assertThat(plan.statements().stream().filter(Statement::destructive))
                .as("a column goes with the old table")
                .hasSize(1);
    }

    @Test
    void identityGoesOnCountingUnderItsOwnName() throws SQLException {
        migration.arrives(
                """
                CREATE TABLE event (id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL);
                INSERT INTO event (at) VALUES ('2024-01-01'), ('2025-01-01')""",
                """
                CREATE TABLE event (id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL) PARTITION BY HASH (at);
                CREATE TABLE event_0 PARTITION OF event FOR VALUES WITH (MODULUS 2, REMAINDER 0);
                CREATE TABLE event_1 PARTITION OF event FOR VALUES WITH (MODULUS 2, REMAINDER 1)""",
                List.of(),
                "SELECT string_agg(id::text, ',' ORDER BY id) || ' ' || nextval('event_id_seq') FROM event",
                "1,2 3");
    }

    @Test
    void aPartitionedTableBecomesOrdinaryAndTheFormerPartitionKeepsItsRowsToo() throws SQLException {
        Plan plan = migration.arrives(
                """
                CREATE TABLE reading (k text, v int, UNIQUE (k, v)) PARTITION BY LIST (k);
                CREATE INDEX reading_v ON reading (v);
                CREATE TABLE reading_a PARTITION OF reading FOR VALUES IN ('a');
                CREATE TABLE reading_b PARTITION OF reading FOR VALUES IN ('b');
                INSERT INTO reading VALUES ('a', 1), ('b', 2)""",
                """
                CREATE TABLE reading (k text, v int, UNIQUE (k, v));
                CREATE INDEX reading_v ON reading (v);
                CREATE TABLE reading_a (k text, v int)""",
                List.of(),
                "SELECT (SELECT count(*) FROM reading) || ' ' || (SELECT count(*) FROM reading_a)",
                "2 1");
        assertThat(plan.statements()).noneMatch(Statement::destructive);
    }

    @Test
    void foreignKeysBetweenTwoReplacedTablesComeBack() throws SQLException {
        migration.arrives("""
                CREATE TABLE a (k int PRIMARY KEY, b int);
                CREATE TABLE b (k int PRIMARY KEY, a int REFERENCES a);
                ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
                CREATE TABLE c (a int REFERENCES a);
                INSERT INTO a VALUES (1); INSERT INTO b VALUES (1, 1); UPDATE a SET b = 1; INSERT INTO c VALUES (1)""", """
                CREATE TABLE a (k int PRIMARY KEY, b int) PARTITION BY RANGE (k);
                CREATE TABLE a_1 PARTITION OF a FOR VALUES FROM (0) TO (10);
                CREATE TABLE b (k int PRIMARY KEY, a int REFERENCES a) PARTITION BY RANGE (k);
                CREATE TABLE b_1 PARTITION OF b FOR VALUES FROM (0) TO (10);
                ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
                CREATE TABLE c (a int REFERENCES a)""", List.of(), "SELECT count(*) FROM a JOIN b ON a.b = b.k JOIN c ON c.a = a.k", "1");
    }

    @Test
    void anotherPartitionKeyMovesTheRowsToTheNewPartitions() throws SQLException {
        migration.arrives(
                """
                CREATE TABLE sale (region text, at date) PARTITION BY RANGE (at);
                CREATE TABLE sale_1 PARTITION OF sale FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                CREATE TABLE sale_2 PARTITION OF sale FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                INSERT INTO sale VALUES ('n', '2024-05-05'), ('s', '2025-05-05')""",
                """
                CREATE TABLE sale (region text, at date) PARTITION BY LIST (region);
                CREATE TABLE sale_1 PARTITION OF sale FOR VALUES IN ('n');
                CREATE TABLE sale_3 PARTITION OF sale DEFAULT""",
                List.of(),
                "SELECT (SELECT count(*) FROM sale_1) || ' ' || (SELECT count(*) FROM sale_3)",
                "1 1");
    }

    @Test
    void aPartitionKeyOfAnotherTypeMakesTheTableAnew() throws SQLException {
        migration.arrives("""
                CREATE TABLE log (at date NOT NULL, line text) PARTITION BY RANGE (at);
                CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                CREATE INDEX log_line ON log (line);
                INSERT INTO log VALUES ('2024-05-05', 'x')""", """
                CREATE TABLE log (at timestamp NOT NULL, line text) PARTITION BY RANGE (at);
                CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                CREATE INDEX log_line ON log (line)""", List.of(), "SELECT count(*) FROM log_1", "1");
    }

    @Test
    void aSubPartitionedTableIsReplacedInsideItsParent() throws SQLException {
        migration.arrives(
                """
                CREATE TABLE stock (place int, item int) PARTITION BY LIST (place);
                CREATE TABLE stock_1 PARTITION OF stock FOR VALUES IN (1);
                INSERT INTO stock VALUES (1, 1), (1, 12)""",
                """
                CREATE TABLE stock (place int, item int) PARTITION BY LIST (place);
                CREATE TABLE stock_1 PARTITION OF stock FOR VALUES IN (1) PARTITION BY RANGE (item);
                CREATE TABLE stock_1_low PARTITION OF stock_1 FOR VALUES FROM (0) TO (10);
                CREATE TABLE stock_1_high PARTITION OF stock_1 FOR VALUES FROM (10) TO (20)""",
                List.of(),
                "SELECT (SELECT count(*) FROM stock) || ' ' || (SELECT count(*) FROM stock_1_high)",
                "2 1");
    }

    @Test
    void rowsWithoutAPartitionStopThePlanAndNothingIsLost() {
        assertThatThrownBy(() -> migration.arrives("CREATE TABLE t (a int); INSERT INTO t VALUES (7)", """
                        CREATE TABLE t (a int) PARTITION BY RANGE (a);
                        CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (5)"""))
                .hasMessageContaining("no partition of relation \"t\" found for row");
    }

    @Test
    void anIndexOverAFunctionOfTheTablesOwnRowsGoesFirst() throws SQLException {
        String function = "CREATE FUNCTION f(b b) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT length(b.s) $$;";
        migration.arrives(
                "CREATE TABLE b (id int, s text); " + function
                        + " CREATE INDEX i ON b (f(b)); INSERT INTO b VALUES (1, 'abc')",
                "CREATE TABLE b (id int, s text) PARTITION BY RANGE (id); CREATE TABLE b0 PARTITION OF b DEFAULT; "
                        + function,
                List.of(),
                "SELECT f(b) FROM b",
                "3");
    }

    @Test
    void aPartitionDividedByAColumnThatGoesIsDividedOtherwiseAndKeepsItsRows() throws SQLException {
        migration.arrives("""
                CREATE TABLE w (a text, b date, c int) PARTITION BY LIST (a);
                CREATE TABLE x PARTITION OF w FOR VALUES IN ('x') PARTITION BY RANGE (b);
                CREATE TABLE x1 PARTITION OF x FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                INSERT INTO w VALUES ('x', '2024-05-05', 3)""", """
                CREATE TABLE w (a text, c int) PARTITION BY LIST (a);
                CREATE TABLE x PARTITION OF w FOR VALUES IN ('x') PARTITION BY RANGE (c);
                CREATE TABLE x2 PARTITION OF x FOR VALUES FROM (0) TO (9)""", List.of(), "SELECT a || c FROM x2", "x3");
    }

    @Test
    void aPartitionThatGoesWithTheLabelsOfItsKeyTakesItsRowsAlong() throws SQLException {
        String whole = "CREATE TABLE t (id int, s st NOT NULL) PARTITION BY LIST (s); CREATE INDEX t_id ON t (id);"
                + " CREATE TABLE t_new PARTITION OF t FOR VALUES IN ('new', 'open');";
        Plan plan = migration.arrives(
                "CREATE TYPE st AS ENUM ('new', 'open', 'gone');" + whole
                        + " CREATE TABLE t_gone PARTITION OF t FOR VALUES IN ('gone') PARTITION BY RANGE (id);"
                        + " CREATE TABLE t_gone1 PARTITION OF t_gone FOR VALUES FROM (0) TO (10); INSERT INTO t VALUES (1, 'new'), (2, 'open'), (3, 'gone')",
                "CREATE TYPE st AS ENUM ('new', 'open');" + whole,
                List.of(),
                "SELECT string_agg(id || ' ' || s, ', ' ORDER BY id) FROM t",
                "1 new, 2 open");
        assertThat(plan.statements().stream().filter(Statement::destructive).map(Statement::sql))
                .containsExactly("DROP TABLE public.t_gone1;", "DROP TABLE public.t_gone;");
    }

    @Test
    void aPartitionThatLeavesAWholeThatIsMadeAnewKeepsItsRowsForItself() throws SQLException {
        String parts = "CREATE TABLE t (id int, s st NOT NULL, PRIMARY KEY (id, s)) PARTITION BY LIST (s);"
                + " CREATE TABLE t_new PARTITION OF t FOR VALUES IN ('new'); CREATE TABLE k (id int, s st, FOREIGN KEY (id, s) REFERENCES t);";
        migration.arrives(
                "CREATE TYPE st AS ENUM ('new', 'open', 'gone');" + parts
                        + " CREATE TABLE t_open PARTITION OF t FOR VALUES IN ('open');"
                        + " CREATE TABLE t_rest PARTITION OF t DEFAULT PARTITION BY RANGE (id); CREATE TABLE t_sub PARTITION OF t_rest DEFAULT;"
                        + " INSERT INTO t VALUES (1, 'new'), (2, 'open'); INSERT INTO k VALUES (1, 'new'); CREATE VIEW v AS SELECT * FROM t_sub",
                "CREATE TYPE st AS ENUM ('new', 'open');" + parts
                        + " CREATE TABLE t_open (id int, s st NOT NULL, PRIMARY KEY (id, s)); CREATE TABLE t_sub (id int, s st NOT NULL);"
                        + " CREATE TABLE t_rest PARTITION OF t DEFAULT; CREATE VIEW v AS SELECT * FROM t_sub",
                List.of(),
                "SELECT (SELECT string_agg(id || ' ' || s, ', ' ORDER BY id) FROM t) || ' and ' || (SELECT string_agg(id || ' ' || s, ', ') FROM t_open)",
                "1 new and 2 open");
    }
}
