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

/** What differs in nothing but its name is renamed, not made again. */
@ExtendWith(PostgresEngine.class)
class FreeRenamesTest {
    private final Migration migration;

    FreeRenamesTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void renamesIndexesConstraintsTriggersPoliciesAndRules() throws SQLException {
        String base = "CREATE TABLE t (a int, b int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RETURN NEW; END $$; ";
        String old = base
                + "CREATE INDEX i1 ON t (a); ALTER TABLE t ADD CONSTRAINT c1 CHECK (a > 0), ADD CONSTRAINT u1 UNIQUE (b);"
                + " CREATE TRIGGER g1 BEFORE UPDATE ON t FOR EACH ROW WHEN (new.a > 1) EXECUTE FUNCTION f();"
                + " CREATE POLICY p1 ON t USING (a = 1); CREATE RULE r1 AS ON DELETE TO t DO INSTEAD NOTHING;";
        Plan plan = migration.arrives(old, old.replaceAll("\\b([icugpr])1\\b", "$1_new"));
        assertThat(plan.statements()).hasSize(6).allMatch(s -> s.sql().contains(" RENAME "));
    }

    @Test
    void whatIsRenamedGetsAnotherCommentUnderItsNewName() throws SQLException {
        Plan plan = migration.arrives(
                "CREATE TABLE t (a int, b int CONSTRAINT c CHECK (b > 0)); CREATE INDEX i ON t (a) WHERE a IS NOT NULL;"
                        + " COMMENT ON CONSTRAINT c ON t IS 'old'",
                "CREATE TABLE t (a int, b int CONSTRAINT d CHECK (b > 0)); CREATE INDEX j ON t (a) WHERE a IS NOT NULL;"
                        + " COMMENT ON INDEX j IS 'new'");
        assertThat(plan.script()).contains("COMMENT ON INDEX public.j IS 'new'").doesNotContain("CREATE", "DROP");
    }

    @Test
    void aRenamedSequenceKeepsItsNumber() throws SQLException {
        Plan plan = migration.arrives(
                "CREATE TABLE t (a serial); INSERT INTO t DEFAULT VALUES; INSERT INTO t DEFAULT VALUES",
                "CREATE SEQUENCE other AS int; CREATE TABLE t (a int NOT NULL DEFAULT nextval('other'));"
                        + " ALTER SEQUENCE other OWNED BY t.a",
                List.of(),
                "SELECT last_value FROM other",
                "2");
        assertThat(plan.script()).isEqualTo("ALTER SEQUENCE public.t_a_seq RENAME TO other;\n");
    }

    @Test
    void sequencesFollowRenamedTables() throws SQLException {
        Plan plan = migration.arrives(
                "CREATE TABLE account (id serial PRIMARY KEY); INSERT INTO account DEFAULT VALUES",
                "CREATE TABLE client (id serial PRIMARY KEY)",
                List.of(new Rename(
                        ObjectRef.of(ObjectKind.TABLE, "public", "account"),
                        ObjectRef.of(ObjectKind.TABLE, "public", "client"))),
                "SELECT nextval('client_id_seq')",
                "2");
        assertThat(plan.script()).doesNotContain("CREATE", "DROP", "SET DEFAULT");
    }

    @Test
    void tablesAndColumnsAreNeverRenamedByThemselves() throws SQLException {
        Plan plan = migration.arrives("CREATE TABLE a (x int, y int)", "CREATE TABLE b (x int, y int)");
        assertThat(plan.script()).contains("DROP TABLE public.a").doesNotContain("RENAME");
    }
}
