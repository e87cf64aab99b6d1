package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.postgres.PostgresEngine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Enums get values where they belong, and lose or reorder them through a new type. */
@ExtendWith(PostgresEngine.class)
class EnumRecipesTest {
    private final Migration migration;

    EnumRecipesTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void addsValuesWhereTheyBelong() throws SQLException {
        Plan plan = migration.arrives(
                "CREATE TYPE e AS ENUM ('b', 'd')", "CREATE TYPE e AS ENUM ('a', 'b', 'c', 'd', 'e', 'it''s')");
        assertThat(plan.statements()).hasSize(4);
        assertThat(plan.script()).contains("ADD VALUE 'a' BEFORE 'b'", "ADD VALUE 'c' AFTER 'b'", "ADD VALUE 'it''s';");
    }

    @Test
    void removesAndReordersUnderEverythingThatUsesIt() throws SQLException {
        String users = """
                CREATE DOMAIN mood_domain AS mood CHECK (VALUE <> 'ok'::mood);
                CREATE TYPE mood_pair AS (l mood, r mood[]);
                CREATE FUNCTION opposite(m mood) RETURNS mood LANGUAGE sql AS $$ SELECT m $$;
                CREATE TABLE person (id int, m mood DEFAULT 'ok' NOT NULL, ms mood[] DEFAULT '{ok,happy}',
                  d mood_domain, CONSTRAINT c CHECK (m <> 'happy'::mood OR id > 0));
                CREATE INDEX i ON person (m) WHERE m = 'happy'::mood;
                CREATE INDEX j ON person (m, id);
                CREATE VIEW v AS SELECT id, m, opposite(m) AS o FROM person WHERE m = 'happy'::mood;
                CREATE MATERIALIZED VIEW mv AS SELECT m, count(*) AS n FROM person GROUP BY m;
                CREATE POLICY p ON person USING (m = 'ok'::mood);
                """;
        Plan plan = migration.arrives(
                "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');" + users
                        + "INSERT INTO person VALUES (1, 'happy', '{ok,happy}', 'happy')",
                "CREATE TYPE mood AS ENUM ('happy', 'ok');" + users,
                List.of(),
                "SELECT m || ms::text || d FROM person",
                "happy{ok,happy}happy");
        assertThat(plan.batches()).hasSize(1);
    }

    @Test
    void rowsWithARemovedValueStopItAndNothingIsLost() throws SQLException {
        try (Migration.Started started = migration.start(
                "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE person (m mood); INSERT INTO person VALUES ('sad')",
                "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE person (m mood)",
                PlanOptions.everything())) {
            assertThatThrownBy(started::run)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("invalid input value for enum")
                    .hasMessageContaining("sad");
            try (Statement statement = started.connection().createStatement();
                    ResultSet row = statement.executeQuery("SELECT m, enum_range(m)::text FROM person")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("sad");
                assertThat(row.getString(2)).isEqualTo("{sad,ok}");
            }
        }
    }

    @Test
    void partitionsByAnEnumThatLosesLabelsAreMadeAnewWithTheirRows() throws SQLException {
        String table = "CREATE TABLE p (id int, m mood, PRIMARY KEY (id, m)) PARTITION BY LIST (m);"
                + " CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('ok'); CREATE TABLE p2 PARTITION OF p DEFAULT;"
                + " CREATE TABLE c (id int, m mood, FOREIGN KEY (id, m) REFERENCES p);";
        migration.arrives(
                "CREATE TYPE mood AS ENUM ('sad', 'ok', 'fine');" + table
                        + " INSERT INTO p VALUES (1, 'ok'), (2, 'fine'); INSERT INTO c VALUES (1, 'ok')",
                "CREATE TYPE mood AS ENUM ('fine', 'ok');" + table,
                List.of(),
                "SELECT string_agg(tableoid::regclass || ' ' || m, ', ' ORDER BY id) || ' ' || (SELECT m FROM c) FROM p",
                "p1 ok, p2 fine ok");
    }

    @Test
    void partitionsByADomainOverAnotherTypeAreMadeAnewToo() throws SQLException {
        String table =
                "CREATE TABLE p (id number, v text) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);";
        migration.arrives(
                "CREATE DOMAIN number AS int;" + table + " INSERT INTO p VALUES (5, 'x')",
                "CREATE DOMAIN number AS bigint;" + table,
                List.of(),
                "SELECT id || v FROM p1",
                "5x");
    }
}
