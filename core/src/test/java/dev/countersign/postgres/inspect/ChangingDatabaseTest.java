package dev.countersign.postgres.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Fingerprint;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What time leaves behind in a database, and what happens in it while it is inspected, stops no inspection. */
@ExtendWith(PostgresEngine.class)
class ChangingDatabaseTest {
    private static final String EVERYTHING = """
            CREATE TABLE stays (a int PRIMARY KEY);
            CREATE SCHEMA s; CREATE TYPE s.mood AS ENUM ('sad'); CREATE DOMAIN s.d AS int CHECK (VALUE > 0) DEFAULT 4;
            CREATE TYPE s.pair AS (x int); CREATE TYPE s.span AS RANGE (SUBTYPE = float8); CREATE SEQUENCE s.q;
            CREATE FUNCTION s.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE FUNCTION s.g(a int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a';
            CREATE PROCEDURE s.p(a int) LANGUAGE sql AS 'SELECT a';
            CREATE AGGREGATE s.agg(int) (SFUNC = int4pl, STYPE = int);
            CREATE TABLE s.t (a int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b s.mood DEFAULT 'sad', c s.d, e int DEFAULT s.g(),
              f int GENERATED ALWAYS AS (a + 1) STORED, g text COLLATE "C", CHECK (c > 1), UNIQUE (c), EXCLUDE USING btree (e WITH =));
            CREATE TABLE s.u (a int REFERENCES s.t); CREATE TABLE s.heir () INHERITS (s.u); CREATE INDEX i ON s.t ((c + 1)) WHERE e > 0;
            CREATE TABLE s.root (a int, b text) PARTITION BY RANGE (a); CREATE TABLE s.part PARTITION OF s.root FOR VALUES FROM (1) TO (9);
            CREATE INDEX root_b ON s.root (b); CREATE VIEW s.v AS SELECT a, b FROM s.t; CREATE VIEW s.w AS SELECT a FROM s.v;
            CREATE MATERIALIZED VIEW s.m AS SELECT a FROM s.t; CREATE INDEX mi ON s.m (a);
            CREATE TRIGGER tr BEFORE INSERT ON s.t FOR EACH ROW WHEN (NEW.e > 0) EXECUTE FUNCTION s.f();
            CREATE POLICY po ON s.t USING (e > 0); CREATE RULE ru AS ON DELETE TO s.u DO INSTEAD NOTHING;
            CREATE STATISTICS s.st ON c, e FROM s.t; CREATE COLLATION s.co (PROVIDER = icu, LOCALE = 'de');
            CREATE OPERATOR s.=== (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int);
            CREATE FUNCTION s.cast(s.pair) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE CAST (s.pair AS int) WITH FUNCTION s.cast(s.pair);
            CREATE PUBLICATION pub FOR TABLE s.t (a, f) WHERE (a > 0);
            COMMENT ON TABLE s.t IS 'c'; COMMENT ON COLUMN s.t.a IS 'c'; GRANT SELECT ON s.t TO PUBLIC""";

    private final PostgresEngine.Server server;

    ChangingDatabaseTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @Test
    void columnsDroppedEarlierLeaveNoTrace() throws SQLException {
        String tables = """
                CREATE TABLE p (%1$s a int PRIMARY KEY, %2$s b int, c text);
                CREATE TABLE t (%1$s x int, %2$s y int, z int) ; ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (y) REFERENCES p (a);
                CREATE TABLE r (%1$s d int, %2$s e int NOT NULL, f text) PARTITION BY RANGE (e, (d + 1));
                """;
        String rest = """
                CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (1, 1) TO (9, 9); CREATE INDEX ri ON r (f) INCLUDE (d);
                CREATE UNIQUE INDEX i ON p (b, lower(c)) INCLUDE (a) WHERE b > 0; CREATE STATISTICS st ON b, c FROM p;
                ALTER TABLE p ADD CONSTRAINT u UNIQUE (c) INCLUDE (b); ALTER TABLE p ADD CHECK (b > 0);
                CREATE PUBLICATION pub FOR TABLE p (a, c) WHERE (a > 0); CREATE VIEW v AS SELECT b, c FROM p;
                CREATE TYPE ct AS (%1$s m int, n text); COMMENT ON COLUMN ct.n IS 'n'; COMMENT ON COLUMN p.c IS 'c';
                CREATE TABLE heir (own int) INHERITS (t); ALTER TABLE p ALTER c SET STATISTICS 7; ALTER INDEX i ALTER COLUMN 2 SET STATISTICS 9""";
        Catalog neat = server.inspect(tables.formatted("", "") + rest.formatted(""));
        Catalog worn = server.inspect(tables.formatted("gone1 int,", "gone2 text,")
                + "ALTER TABLE p DROP gone1, DROP gone2; ALTER TABLE t DROP gone1, DROP gone2; ALTER TABLE r DROP gone1, DROP gone2;\n"
                + rest.formatted("gone1 int,") + "; ALTER TYPE ct DROP ATTRIBUTE gone1");
        assertThat(worn.objects()).isEqualTo(neat.objects());
        assertThat(Fingerprint.of(worn)).isEqualTo(Fingerprint.of(neat));
        assertThat(worn.dependencies()).containsExactlyInAnyOrderElementsOf(neat.dependencies());
    }

    @Test
    void theRemainsOfAFailedConcurrentBuildAreAnInvalidIndex() throws SQLException {
        try (ScratchDatabase scratch = server.database().create("invalid");
                Connection connection = scratch.open()) {
            PostgresEngine.Server.run(connection, "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)");
            Assertions.assertThatThrownBy(
                            () -> PostgresEngine.Server.run(connection, "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)"))
                    .isInstanceOf(SQLException.class);
            Catalog catalog = new PostgresInspector().inspect(connection, Scope.database(), Progress.none());
            assertThat(catalog.find(ObjectRef.of(ObjectKind.INDEX, "public", "i"), Index.class)
                            .orElseThrow()
                            .valid())
                    .isFalse();
        }
    }

    /** Every kind of object goes at every step of the inspection, from under the snapshot that still shows it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void whatIsDroppedMeanwhileStopsNothing(int step) throws SQLException {
        try (ScratchDatabase scratch = server.database().create("dropped");
                Connection other = scratch.openForScripts();
                Connection connection = scratch.open()) {
            PostgresEngine.Server.run(other, EVERYTHING);
            PostgresEngine.Server.run(other, "SET lock_timeout = '300ms'");
            List<String> dropped = new ArrayList<>();
            Progress dropping = new Progress() {
                private int steps;

                @Override
                public void phase(String phase, long done, long total) {
                    if (steps++ == step) {
                        drop(other, dropped);
                    }
                }

                @Override
                public boolean cancelled() {
                    return false;
                }

                @Override
                public void onCancel(Runnable action) {
                    // nobody stops it
                }
            };
            Catalog catalog = new PostgresInspector().inspect(connection, Scope.database(), dropping);
            assertThat(dropped).isNotEmpty();
            assertThat(catalog.find(ObjectRef.of(ObjectKind.TABLE, "public", "stays")))
                    .isPresent();
            assertThat(catalog.find(ObjectRef.of(ObjectKind.TABLE, "public", "stays")
                            .child(ObjectKind.PRIMARY_KEY, "stays_pkey")))
                    .isPresent();
            assertThat(Fingerprint.of(catalog).value()).hasSize(64);
        }
    }

    /** All of it, each by itself where something holds a lock on the whole. */
    private static void drop(Connection other, List<String> dropped) {
        for (String sql : List.of(
                "DROP PUBLICATION pub",
                "DROP CAST (s.pair AS int)",
                "DROP SCHEMA s CASCADE",
                "DROP STATISTICS s.st",
                "DROP RULE ru ON s.u",
                "DROP POLICY po ON s.t",
                "DROP TRIGGER tr ON s.t",
                "DROP MATERIALIZED VIEW s.m",
                "DROP VIEW s.v CASCADE",
                "DROP TABLE s.root",
                "DROP TABLE s.u CASCADE",
                "DROP TABLE s.t CASCADE",
                "DROP AGGREGATE s.agg(int)",
                "DROP PROCEDURE s.p",
                "DROP FUNCTION s.g CASCADE",
                "DROP TYPE s.mood CASCADE",
                "DROP DOMAIN s.d CASCADE")) {
            try {
                PostgresEngine.Server.run(other, sql);
                dropped.add(sql);
            } catch (SQLException e) {
                // gone with an earlier one, or the inspection still holds it
                assertThat(e.getSQLState()).isIn("55P03", "3F000", "42P01", "42704", "42883");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_catalog.pg_statistic_ext_data",
                "pg_catalog.pg_user_mapping",
                "pg_catalog.pg_user_mappings",
                "pg_catalog.pg_subscription",
                "pg_catalog.pg_authid",
                "pg_catalog.pg_largeobject_metadata",
                "pg_catalog.pg_event_trigger",
                "pg_catalog.pg_publication",
                "pg_catalog.pg_policy",
                "pg_catalog.pg_seclabels",
                "pg_catalog.pg_default_acl",
                "pg_catalog.pg_statistic_ext",
                "pg_catalog.pg_auth_members",
                "pg_catalog.pg_db_role_setting"
            })
    void aCatalogThatARoleMayNotReadStopsNothing(String catalogName) throws SQLException {
        Catalog catalog = server.inspect(
                List.of("REVOKE ALL ON " + catalogName + " FROM PUBLIC"), "CREATE TABLE t (a int)", Scope.database());
        assertThat(catalog.find(ObjectRef.of(ObjectKind.TABLE, "public", "t"))).isPresent();
    }
}
