package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.plan.Statement;
import dev.countersign.plan.UnplannableException;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Generated columns that become ordinary ones keep what they showed. */
@ExtendWith(PostgresEngine.class)
class ComputedColumnsTest {
    private final Migration migration;

    ComputedColumnsTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void theValuesStayInTheTableAndItsHeirsAndNoTriggerSeesIt() throws SQLException {
        String around = """
                CREATE VIEW shown AS SELECT v FROM p; CREATE POLICY visible ON p USING (v > 0);
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
                CREATE TRIGGER watch BEFORE UPDATE ON p FOR EACH ROW EXECUTE FUNCTION refuse();""";
        Plan plan = migration.arrives(
                """
                CREATE TABLE p (a int, v int GENERATED ALWAYS AS (a * 2) VIRTUAL NOT NULL, s int GENERATED ALWAYS AS (a * 3) STORED);
                CREATE TABLE h (b int, v_values int) INHERITS (p); INSERT INTO p VALUES (1); INSERT INTO h VALUES (5);
                COMMENT ON COLUMN p.v IS 'old';""" + around,
                """
                CREATE TABLE p (v bigint DEFAULT 7, s int); CREATE TABLE h (b int, v_values int) INHERITS (p);
                COMMENT ON COLUMN p.v IS 'new';""" + around,
                List.of(),
                "SELECT string_agg(v || ' ' || s, ', ' ORDER BY v) FROM p",
                "2 3, 10 15");
        assertThat(plan.statements()).filteredOn(Statement::destructive).hasSize(1);
    }

    @Test
    void theValuesStayInPartitionsThatComputeOtherwise() throws SQLException {
        migration.arrives("""
                CREATE TABLE p (a int, v int GENERATED ALWAYS AS (a * 2) VIRTUAL) PARTITION BY LIST (a);
                CREATE TABLE q PARTITION OF p FOR VALUES IN (1);
                CREATE TABLE r (a int, v int GENERATED ALWAYS AS (a * 3) VIRTUAL); ALTER TABLE p ATTACH PARTITION r FOR VALUES IN (2);
                INSERT INTO p VALUES (1), (2)""", """
                CREATE TABLE p (a int, v int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p FOR VALUES IN (1);
                CREATE TABLE r PARTITION OF p FOR VALUES IN (2)""", List.of(), "SELECT string_agg(v::text, ', ' ORDER BY v) FROM p", "2, 6");
    }

    @Test
    void aStoredColumnIsOrdinaryBeforeWhatItWasComputedFromGetsAnotherType() throws SQLException {
        migration.arrives("""
                CREATE TABLE t (a int, s int GENERATED ALWAYS AS (a * 2) STORED, x text GENERATED ALWAYS AS (a::text) STORED);
                CREATE INDEX t_s ON t (s); CREATE TABLE h () INHERITS (t); INSERT INTO t VALUES (2); INSERT INTO h VALUES (3);""", """
                CREATE TABLE t (a bigint, s int DEFAULT 7, x varchar GENERATED ALWAYS AS (lpad(a::text, 3)) STORED);
                CREATE INDEX t_s ON t (s, a); CREATE TABLE h () INHERITS (t);""", List.of(), "SELECT string_agg(s || x, ',' ORDER BY s) FROM t", "4  2,6  3");
    }

    @Test
    void theValuesAreCopiedWithATableThatIsMadeAnew() throws SQLException {
        migration.arrives(
                "CREATE TABLE p (a int, v int GENERATED ALWAYS AS (a * 2) VIRTUAL); INSERT INTO p VALUES (1)",
                "CREATE TABLE p (a int, v int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p DEFAULT",
                List.of(),
                "SELECT v FROM p",
                "2");
    }

    @Test
    void anHeirThatComputesItsOwnIsRefused() throws SQLException {
        try (Migration.Started started = migration.start(
                """
                CREATE TABLE p (a int, v int GENERATED ALWAYS AS (a * 2) VIRTUAL);
                CREATE TABLE h (v int GENERATED ALWAYS AS (a * 3) VIRTUAL) INHERITS (p)""", "CREATE TABLE p (a int, v int); CREATE TABLE h (v int) INHERITS (p)", PlanOptions.everything())) {
            assertThatThrownBy(started::plan)
                    .isInstanceOf(UnplannableException.class)
                    .hasMessageContaining(
                            "Column public.p.v is computed when it is read and would become an ordinary one,"
                                    + " and table public.h declares it as well: PostgreSQL cannot keep what both show.");
        }
    }
}
