package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Ownership;
import dev.countersign.diff.CatalogDiffer;
import dev.countersign.diff.Change;
import dev.countersign.diff.Rename;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.KeptOut;
import dev.countersign.plan.LockSafe;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.plan.Statement;
import dev.countersign.plan.UnplannableException;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(PostgresEngine.class)
class PostgresPlannerTest {
    private final PostgresEngine.Server server;
    private final Migration migration;

    PostgresPlannerTest(PostgresEngine.Server server) {
        this.server = server;
        this.migration = new Migration(server);
    }

    /** A tied sequence has no owner of its own, so an inspection finds no such rule. */
    @Test
    void aDifferenceWithoutAStatementIsRefusedAndNoEmptyPlan() throws SQLException {
        Catalog catalog = server.inspect("CREATE TABLE t (a serial)");
        Ownership ownership = Ownership.of(ObjectRef.of(ObjectKind.SEQUENCE, "public", "t_a_seq"), "somebody");
        Catalog owned = catalog.after(Set.of(), List.of(ownership), List.of());
        SchemaDiff diff = new SchemaDiff(owned, catalog, List.of(new Change.DropObject(ownership)), 0);
        assertThatThrownBy(() -> new PostgresPlanner().plan(diff, PlanOptions.everything()))
                .isInstanceOf(UnplannableException.class)
                .hasMessageContaining("No statement is known to drop owner of sequence public.t_a_seq");
    }

    @Test
    void buildsEverythingFromNothing() throws SQLException {
        String schema = """
                CREATE SCHEMA shop;
                CREATE TYPE shop.state AS ENUM ('new', 'paid');
                CREATE DOMAIN shop.price AS numeric(10,2) CHECK (VALUE >= 0);
                CREATE TABLE shop.customer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
                CREATE TABLE shop.orders (id serial PRIMARY KEY, customer bigint REFERENCES shop.customer, state shop.state
                  DEFAULT 'new', total shop.price, gross numeric GENERATED ALWAYS AS (total * 1.19) STORED);
                CREATE INDEX orders_open ON shop.orders (customer) WHERE state = 'new';
                CREATE VIEW shop.open AS SELECT o.id, c.name FROM shop.orders o JOIN shop.customer c ON c.id = o.customer;
                CREATE VIEW shop.a_reader AS SELECT name FROM shop.open;
                CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
                CREATE TRIGGER touch BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();
                CREATE TABLE shop.log (at date NOT NULL, what text) PARTITION BY RANGE (at);
                CREATE TABLE shop.log_1 PARTITION OF shop.log FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
                CREATE INDEX log_at ON shop.log (at);
                ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;
                CREATE POLICY own ON shop.orders USING (customer = 1);
                COMMENT ON TABLE shop.orders IS 'it''s orders';
                COMMENT ON COLUMN shop.orders.total IS 'without tax';
                """;
        migration.arrives("", schema);
        migration.arrives(schema, "");
    }

    @Test
    void changesAColumnUnderAViewAndKeepsRows() throws SQLException {
        Plan plan = migration.arrives("""
                CREATE TABLE t (id int, amount int DEFAULT 1);
                CREATE VIEW v AS SELECT amount FROM t;
                CREATE VIEW w AS SELECT amount FROM v;
                COMMENT ON VIEW w IS 'kept';
                INSERT INTO t VALUES (1, 7)""", """
                CREATE TABLE t (id int, amount text DEFAULT 'x');
                CREATE VIEW v AS SELECT amount FROM t;
                CREATE VIEW w AS SELECT amount FROM v;
                COMMENT ON VIEW w IS 'kept'""", List.of(), "SELECT amount FROM w", "7");
        assertThat(plan.statements()).noneMatch(Statement::destructive);
    }

    @Test
    void removesAnEnumLabelThroughANewType() throws SQLException {
        migration.arrives("""
                CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
                CREATE TABLE person (id int, m mood DEFAULT 'ok', ms mood[]);
                CREATE VIEW moods AS SELECT m FROM person;
                INSERT INTO person VALUES (1, 'happy', '{ok,happy}')""", """
                CREATE TYPE mood AS ENUM ('happy', 'ok');
                CREATE TABLE person (id int, m mood DEFAULT 'ok', ms mood[]);
                CREATE VIEW moods AS SELECT m FROM person""", List.of(), "SELECT m || ms::text FROM person", "happy{ok,happy}");
    }

    @Test
    void usesANewEnumLabelAfterItIsCommitted() throws SQLException {
        Plan plan = migration.arrives(
                "CREATE TYPE e AS ENUM ('b'); CREATE TABLE t (x e)",
                "CREATE TYPE e AS ENUM ('a', 'b', 'c', 'd'); CREATE TABLE t (x e DEFAULT 'c', CHECK (x <> 'a'::e))");
        assertThat(plan.batches()).hasSizeGreaterThan(1);
    }

    @Test
    void renamesByDirectiveAndIndexesByThemselves() throws SQLException {
        ObjectRef old = ObjectRef.of(ObjectKind.TABLE, "public", "account");
        ObjectRef wanted = ObjectRef.of(ObjectKind.TABLE, "public", "client");
        Plan plan = migration.arrives(
                """
                CREATE TABLE account (id int CONSTRAINT account_pk PRIMARY KEY, mail text);
                CREATE INDEX account_mail ON account (mail);
                CREATE VIEW v AS SELECT mail FROM account;
                INSERT INTO account VALUES (1, 'a@b')""",
                """
                CREATE TABLE client (id int CONSTRAINT client_pk PRIMARY KEY, email text);
                CREATE INDEX client_mail ON client (email);
                CREATE VIEW v AS SELECT email AS mail FROM client""",
                List.of(
                        new Rename(old, wanted),
                        new Rename(ObjectRef.column(old, "mail"), ObjectRef.column(wanted, "email"))),
                "SELECT mail FROM v",
                "a@b");
        assertThat(plan.script()).doesNotContain("DROP", "CREATE INDEX");
    }

    @Test
    void turnsIdentityIntoSerialOfTheSameNameAndBack() throws SQLException {
        String identity = "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY)";
        String serial = "CREATE TABLE t (id serial PRIMARY KEY)";
        migration.arrives(identity, serial);
        migration.arrives(serial, identity);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id int GENERATED ALWAYS AS IDENTITY | id serial | 3
            id serial | id int GENERATED ALWAYS AS IDENTITY | 3
            id int DEFAULT 1 + 1 | id int NOT NULL GENERATED BY DEFAULT AS IDENTITY (START WITH 2 INCREMENT BY 5) | 7
            id int DEFAULT 1 + 1 | id int NOT NULL GENERATED BY DEFAULT AS IDENTITY (START WITH 100) | 100
            id int DEFAULT -3 | id int NOT NULL GENERATED BY DEFAULT AS IDENTITY (INCREMENT BY -1) | -4
            """)
    void newSequencesGoOnAfterTheValuesThatAreThere(String before, String after, String next) throws SQLException {
        migration.arrives(
                "CREATE TABLE t (" + before + ", n int); INSERT INTO t (n) VALUES (1); INSERT INTO t (n) VALUES (2);",
                "CREATE TABLE t (" + after + ", n int)",
                List.of(),
                "INSERT INTO t (n) VALUES (3) RETURNING id",
                next);
    }

    @Test
    void handlesMutualNeedsOfTablesAndFunctions() throws SQLException {
        String circle = """
                CREATE TABLE a (id int PRIMARY KEY, b int);
                CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);
                ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
                CREATE TABLE s (id int);
                CREATE FUNCTION pick(s) RETURNS int LANGUAGE sql AS 'SELECT $1.id';
                ALTER TABLE s ADD COLUMN n int DEFAULT pick(NULL::s);
                CREATE VIEW visible AS SELECT id FROM a;
                ALTER TABLE a ENABLE ROW LEVEL SECURITY;
                CREATE POLICY p ON a USING (id IN (SELECT id FROM visible));
                """;
        migration.arrives("", circle);
        migration.arrives(circle, "");
    }

    @Test
    void keepsTheFormOfArraysOfVarcharConstants() throws SQLException {
        migration.arrives(
                "CREATE TABLE t (kind varchar(10))",
                "CREATE TABLE t (kind varchar(10) CHECK (kind IN ('a', 'it''s')))");
    }

    @Test
    void attachesPartitionsWithTheirOwnIndexNames() throws SQLException {
        String parent = "CREATE TABLE p (id int, at date) PARTITION BY RANGE (at); CREATE INDEX p_at ON p (at);";
        migration.arrives(parent, """
                CREATE TABLE p (id int, at date) PARTITION BY RANGE (at);
                CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
                CREATE INDEX odd_name ON p1 (at);
                CREATE INDEX p_at ON p (at);""");
    }

    @Test
    void buildsIndexesConcurrentlyOnTablesThatAreThere() throws SQLException {
        Plan plan = migration.arrives(
                "CREATE TABLE t (a int); CREATE INDEX gone ON t (a, a)",
                "CREATE TABLE t (a int); CREATE INDEX i ON t (a); CREATE TABLE n (b int); CREATE INDEX j ON n (b)",
                List.of(),
                PlanOptions.with(LockSafe.of(EnumSet.of(LockSafe.Form.CREATE_INDEX, LockSafe.Form.DROP_INDEX))),
                "SELECT 1",
                "1");
        assertThat(plan.script())
                .contains("CREATE INDEX CONCURRENTLY i ", "DROP INDEX CONCURRENTLY public.gone")
                .contains("CREATE INDEX j ");
        assertThat(plan.batches().stream().filter(b -> !b.transactional())).hasSize(2);
    }

    @Test
    void keepsOutWhatPolicyForbidsWithWhatBelongsToIt() throws SQLException {
        PlanOptions options = new PlanOptions(
                LockSafe.never(),
                c -> c instanceof Change.DropObject && c.kind() == ObjectKind.TABLE
                        ? Optional.of("diff.skip.drop_table")
                        : Optional.empty());
        Plan plan = new PostgresPlanner()
                .plan(
                        new CatalogDiffer()
                                .diff(
                                        server.inspect("CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (x e);"
                                                + " CREATE INDEX i ON t (x); CREATE TABLE u (id int, n int)"),
                                        server.inspect("CREATE TABLE u (id int)"),
                                        List.of()),
                        options);
        assertThat(plan.keptOut())
                .extracting(KeptOut::change)
                .extracting(c -> c.ref().display())
                .containsExactlyInAnyOrder("public.e", "public.t", "public.i");
        assertThat(plan.script()).isEqualTo("ALTER TABLE public.u DROP COLUMN n;\n");
        assertThat(plan.statements().getFirst().destructive()).isTrue();
    }

    @Test
    void commentsOnIndexesBehindKeysArrive() throws SQLException {
        String schema =
                "CREATE TABLE t (a int CONSTRAINT t_key PRIMARY KEY); COMMENT ON CONSTRAINT t_key ON t IS 'key';";
        String comment = "COMMENT ON INDEX t_key IS 'the index behind it';";
        migration.arrives(schema, schema + comment);
        migration.arrives("", schema + comment);
        migration.arrives(schema + comment, schema);
    }

    @Test
    void columnsOfMaterializedViewsKeepTheirSettings() throws SQLException {
        String view = "CREATE TABLE t (a int, b text); CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t;";
        String settings = "ALTER MATERIALIZED VIEW m ALTER a SET STATISTICS 80;"
                + "ALTER MATERIALIZED VIEW m ALTER b SET STORAGE EXTERNAL;";
        migration.arrives(view, view + settings);
        migration.arrives(view + settings, view);
        migration.arrives((view + settings).replace("a int", "a bigint"), view + settings);
    }
}
