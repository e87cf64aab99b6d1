package dev.countersign.postgres.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.CountedConnection;
import dev.countersign.dialect.Observer;
import dev.countersign.dialect.Scope;
import dev.countersign.dialect.StatementCost;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.inspect.PostgresInspector;
import dev.countersign.progress.Progress;
import dev.countersign.samples.GeneratedSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After every statement the state that was only read in part must be the one that a complete reading finds. */
@ExtendWith(PostgresEngine.class)
class FollowedStateTest {
    private static final List<String> STATEMENTS = List.of(
            "CREATE TABLE parent (id int PRIMARY KEY, name text NOT NULL, kind int DEFAULT 1)",
            "CREATE TABLE child (id serial PRIMARY KEY, parent int REFERENCES parent, n int GENERATED ALWAYS AS IDENTITY)",
            "CREATE INDEX child_parent ON child (parent) WHERE parent > 0",
            "COMMENT ON INDEX child_parent IS 'i'",
            "COMMENT ON COLUMN child.parent IS 'c'",
            "COMMENT ON CONSTRAINT child_pkey ON child IS 'k'",
            "CREATE VIEW v AS SELECT p.id, p.name AS label FROM parent p JOIN child c ON c.parent = p.id",
            "CREATE VIEW w AS SELECT label FROM v",
            "COMMENT ON COLUMN v.label IS 'l'",
            "ALTER TABLE parent RENAME name TO title",
            "ALTER TABLE parent RENAME TO \"The Parent\"",
            "ALTER VIEW v RENAME COLUMN label TO caption",
            "ALTER VIEW v RENAME TO vv",
            "ALTER TABLE \"The Parent\" ADD COLUMN label text",
            "CREATE TYPE mood AS ENUM ('a', 'b')",
            "ALTER TABLE child ADD m mood, ADD ms mood[] DEFAULT '{a}'",
            "ALTER TYPE mood RENAME TO mood2",
            "ALTER TYPE mood2 RENAME VALUE 'a' TO 'z'",
            "CREATE DOMAIN positive AS int CONSTRAINT p CHECK (VALUE > 0)",
            "ALTER TABLE child ADD d positive",
            "ALTER DOMAIN positive RENAME TO pos",
            "ALTER DOMAIN pos RENAME CONSTRAINT p TO q",
            "COMMENT ON DOMAIN pos IS 'd'",
            "CREATE FUNCTION f(a mood2, b int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT b'",
            "ALTER TABLE child ADD CONSTRAINT checked CHECK (f(m, d) > 0)",
            "ALTER FUNCTION f RENAME TO g",
            "CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER tg BEFORE INSERT ON child FOR EACH ROW EXECUTE FUNCTION tf()",
            "ALTER FUNCTION tf() RENAME TO tf2",
            "ALTER TABLE child DISABLE TRIGGER tg",
            "COMMENT ON TRIGGER tg ON child IS 't'",
            "COMMENT ON TRIGGER tg ON child IS NULL",
            "CREATE POLICY p ON child USING (d > 1)",
            "ALTER TABLE child RENAME d TO e",
            "DROP POLICY p ON child",
            "CREATE RULE r AS ON DELETE TO child DO INSTEAD NOTHING",
            "ALTER TABLE child DISABLE RULE r",
            "DROP RULE r ON child",
            "CREATE STATISTICS st ON parent, e FROM child",
            "ALTER STATISTICS st RENAME TO st2",
            "ALTER STATISTICS st2 SET STATISTICS 7",
            "DROP STATISTICS st2",
            "CREATE SEQUENCE s",
            "ALTER SEQUENCE s OWNED BY child.e",
            "ALTER SEQUENCE s INCREMENT 5",
            "ALTER SEQUENCE s OWNED BY NONE",
            "ALTER TABLE child ALTER n SET INCREMENT 3",
            "ALTER TABLE child ALTER n DROP IDENTITY",
            "ALTER SEQUENCE child_id_seq RENAME TO other_seq",
            "ALTER TABLE child SET (toast.autovacuum_enabled = false, fillfactor = 70)",
            "ALTER TABLE child REPLICA IDENTITY FULL",
            "CREATE UNIQUE INDEX child_told ON child (id)",
            "ALTER TABLE child REPLICA IDENTITY USING INDEX child_told",
            "DROP INDEX child_told",
            "ALTER TABLE child CLUSTER ON child_pkey",
            "ALTER INDEX child_parent RENAME TO renamed",
            "ALTER TABLE child RENAME CONSTRAINT child_pkey TO pk",
            "ALTER TABLE child ALTER n TYPE bigint",
            "CREATE TABLE parts (a int, b int, PRIMARY KEY (a, b)) PARTITION BY RANGE (a)",
            "CREATE TABLE parts1 PARTITION OF parts FOR VALUES FROM (1) TO (10) PARTITION BY LIST (b)",
            "CREATE TABLE parts11 PARTITION OF parts1 FOR VALUES IN (1)",
            "CREATE INDEX pi ON parts (b)",
            "ALTER INDEX pi RENAME TO pi2",
            "ALTER TABLE parts ADD c int REFERENCES \"The Parent\"",
            "ALTER TABLE parts RENAME CONSTRAINT parts_pkey TO ppk",
            "ALTER TABLE parts RENAME TO parts2",
            "ALTER TABLE parts2 DETACH PARTITION parts1",
            "ALTER TABLE parts2 ATTACH PARTITION parts1 FOR VALUES FROM (1) TO (20)",
            "CREATE TABLE base (x int, CHECK (x > 0))",
            "CREATE TABLE heir (y int) INHERITS (base)",
            "ALTER TABLE base RENAME TO base2",
            "ALTER TABLE base2 ADD z int DEFAULT 4",
            "ALTER TABLE heir NO INHERIT base2",
            "CREATE TYPE comp AS (a int, b text)",
            "ALTER TYPE comp ADD ATTRIBUTE c int",
            "CREATE TABLE holds (c comp, cs comp[])",
            "ALTER TYPE comp RENAME TO comp2",
            "COMMENT ON TYPE comp2 IS 'x'",
            "CREATE MATERIALIZED VIEW mv AS SELECT c FROM holds",
            "CREATE INDEX ON mv (c)",
            "CREATE SCHEMA extra",
            "ALTER TABLE child SET SCHEMA extra",
            "ALTER TYPE mood2 SET SCHEMA extra",
            "GRANT SELECT ON extra.child TO public",
            "GRANT UPDATE (e) ON extra.child TO public",
            "REVOKE ALL ON FUNCTION g FROM public",
            "GRANT SELECT (caption) ON vv TO public",
            "REVOKE ALL ON TYPE comp2 FROM public",
            "REVOKE SELECT ON extra.child FROM public",
            "CREATE AGGREGATE ag (int) (SFUNC = int4pl, STYPE = int, INITCOND = '0')",
            "CREATE TYPE floats AS RANGE (SUBTYPE = float8)",
            "CREATE TABLE ranged (r floats, rs floats[])",
            "ALTER TYPE floats RENAME TO floats2",
            "CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)",
            "CREATE TABLE uses (a int CHECK (a === 1))",
            "CREATE CAST (comp2 AS text) WITH INOUT",
            "DROP CAST (comp2 AS text)",
            "CREATE PUBLICATION pub FOR TABLE uses",
            "ALTER TABLE uses RENAME TO used",
            "ALTER TABLE used ALTER a SET STATISTICS 50, ALTER a SET STORAGE PLAIN",
            "CREATE TABLE typed OF comp2",
            "ALTER TYPE comp2 RENAME ATTRIBUTE a TO aa CASCADE",
            "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO public",
            "CREATE TABLE granted (id int GENERATED BY DEFAULT AS IDENTITY)",
            "GRANT USAGE ON SEQUENCE granted_id_seq TO public",
            "ALTER TABLE granted ADD b int",
            "ALTER SCHEMA extra RENAME TO extra2",
            "CREATE TEMPORARY TABLE t (a int)",
            "DROP VIEW w",
            "DROP TABLE \"The Parent\" CASCADE",
            "ALTER TABLE parts2 DROP COLUMN c CASCADE",
            "DROP TABLE parts2 CASCADE",
            "DROP TYPE extra2.mood2 CASCADE",
            "DROP TABLE extra2.child",
            "DROP DOMAIN pos CASCADE",
            "DROP TYPE comp2 CASCADE",
            "DROP AGGREGATE ag(int)",
            "DROP SCHEMA extra2 CASCADE");

    private static final List<String> MEASURED = List.of(
            "CREATE TABLE area_0.%s (id int PRIMARY KEY, name text NOT NULL)",
            "ALTER TABLE area_0.%s ADD COLUMN added int DEFAULT 3",
            "CREATE INDEX ON area_0.%s (added)",
            "COMMENT ON COLUMN area_0.%s.added IS 'new'",
            "ALTER TABLE area_0.%s ADD CHECK (added > 0)",
            "ALTER TABLE area_0.%s DROP COLUMN added",
            "UPDATE area_0.%s SET name = 'n'",
            "DROP TABLE area_0.%s");

    private static final ObjectRef U = ObjectRef.of(ObjectKind.TABLE, "public", "u");

    private final PostgresEngine.Server server;

    FollowedStateTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void everyStatementLeadsToTheStateThatACompleteReadingFinds(Way way) throws SQLException {
        try (ScratchDatabase scratch = server.database().create("followed");
                Connection connection = scratch.open();
                Connection other = scratch.open()) {
            follow(way.start(scratch, connection), other, STATEMENTS);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void theSameInAGrownSchema(Way way) throws SQLException {
        GeneratedSchema schema = new GeneratedSchema(20, 7);
        try (ScratchDatabase scratch = server.database().create("grown");
                Connection connection = scratch.open();
                Connection other = scratch.open()) {
            for (String script : schema.scripts()) {
                PostgresEngine.Server.run(connection, script);
            }
            List<String> tables = inspect(other).all(Table.class).stream()
                    .filter(table -> table.partitionOf().isEmpty())
                    .map(table -> table.ref().display())
                    .toList();
            follow(
                    way.start(scratch, connection),
                    other,
                    tables.stream()
                            .limit(8)
                            .flatMap(table -> Stream.of(
                                    "ALTER TABLE " + table + " ADD COLUMN added_here int DEFAULT 3",
                                    "COMMENT ON COLUMN " + table + ".added_here IS 'new'",
                                    "CREATE INDEX ON " + table + " (added_here)",
                                    "ALTER TABLE " + table + " RENAME added_here TO renamed_here"))
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatRunsOutsideATransactionLeadsThereToo(Way way) throws SQLException {
        try (ScratchDatabase scratch = server.database().create("outside");
                Connection connection = scratch.open();
                Connection other = scratch.open()) {
            PostgresEngine.Server.run(
                    connection,
                    "CREATE TABLE t (a int, b int); CREATE TABLE u (a int); CREATE INDEX old ON t (b);"
                            + " CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)");
            try (Observer observer = way.start(scratch, connection)) {
                for (String sql : List.of(
                        "CREATE INDEX CONCURRENTLY i ON t (a) WHERE b > 0",
                        "VACUUM t",
                        "REINDEX INDEX CONCURRENTLY i",
                        "DROP INDEX CONCURRENTLY old",
                        "CREATE UNIQUE INDEX CONCURRENTLY k ON t (b)",
                        "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY",
                        "ANALYZE",
                        "VACUUM FULL pg_catalog.pg_class",
                        "CREATE INDEX CONCURRENTLY j ON u (a)")) {
                    Catalog said = observer.run(sql, false, Progress.none());
                    assertThat(different(said, inspect(other))).as(sql).isEmpty();
                }
            }
        }
    }

    @Test
    void anIndexThatIsBuiltConcurrentlyIsReadAlone() throws SQLException {
        try (ScratchDatabase scratch = server.database().create("alone");
                Connection connection = scratch.open()) {
            PostgresEngine.Server.run(connection, "CREATE TABLE t (a int); CREATE TABLE u (a int)");
            try (Observer observer = Way.LOG.start(scratch, connection)) {
                SchemaObject u = observer.state().find(U).orElseThrow();
                Catalog after = observer.run("CREATE INDEX CONCURRENTLY i ON t (a)", false, Progress.none());
                assertThat(after.all(Index.class)).hasSize(1);
                assertThat(after.find(U)).containsSame(u);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aStatementCostsTheSameAmongFewAndManyTables(Way way) throws SQLException {
        List<StatementCost> among20 = costs(way, 20);
        assertThat(among20).allSatisfy(cost -> assertThat(cost.objects()).isBetween(1, 20));
        assertThat(costs(way, 200)).isEqualTo(among20);
    }

    /**
     * What a plan of the server's does not show in rows that it sends. A table has some ten rows in the larger catalogs, so a query that goes through one of
     * them for every statement shows; now and then the server fills its caches anew, which does not.
     */
    @Test
    void theServerDoesNotGoThroughItsCatalogs() throws SQLException {
        long among40 = looked(40);
        long among640 = looked(640);
        assertThat((among640 - among40) / 600.0 / MEASURED.size())
                .as("rows for each further table and statement, after %d among 40 tables", among40)
                .isLessThan(4);
    }

    private long looked(int tables) throws SQLException {
        try (ScratchDatabase scratch = server.database().create("looked");
                Connection connection = scratch.open();
                Connection other = scratch.open()) {
            for (String script : new GeneratedSchema(tables, 7).scripts()) {
                PostgresEngine.Server.run(connection, script);
            }
            try (Observer observer = Way.LOG.start(scratch, connection)) {
                // what the server looks up once in a session is not what a statement costs
                runAll(observer, "warm");
                long before = looked(connection, other);
                runAll(observer, "measured");
                return looked(connection, other) - before;
            }
        }
    }

    private static void runAll(Observer observer, String table) throws SQLException {
        for (String sql : MEASURED) {
            observer.run(sql.formatted(table), true, Progress.none());
        }
    }

    /** Rows of catalogs that any session has gone through so far. */
    private static long looked(Connection connection, Connection other) throws SQLException {
        PostgresEngine.Server.run(connection, "SELECT pg_stat_force_next_flush()");
        try (Statement statement = other.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) FROM pg_stat_sys_tables"
                                + " WHERE schemaname = 'pg_catalog'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<StatementCost> costs(Way way, int tables) throws SQLException {
        List<StatementCost> costs = new ArrayList<>();
        try (ScratchDatabase scratch = server.database().create("costs");
                Connection connection = scratch.open()) {
            for (String script : new GeneratedSchema(tables, 7).scripts()) {
                PostgresEngine.Server.run(connection, script);
            }
            CountedConnection counted = new CountedConnection(connection);
            try (Observer observer = way.start(scratch, counted.connection())) {
                for (String sql : List.of(
                        "CREATE TABLE area_0.one (id int PRIMARY KEY, name text NOT NULL)",
                        "CREATE TABLE area_0.other (id serial PRIMARY KEY, one int REFERENCES area_0.one)",
                        "CREATE VIEW area_0.seen AS SELECT o.id, one.name FROM area_0.other o JOIN area_0.one ON one.id = o.one",
                        "ALTER TABLE area_0.one ADD COLUMN added int DEFAULT 3",
                        "CREATE INDEX ON area_0.one (added)",
                        "COMMENT ON COLUMN area_0.one.added IS 'new'",
                        "ALTER TABLE area_0.one ADD CHECK (added > 0)",
                        "ALTER TABLE area_0.one RENAME added TO renamed",
                        "ALTER TABLE area_0.one RENAME TO renamed",
                        "GRANT SELECT ON area_0.renamed TO public",
                        "ALTER TABLE area_0.renamed DROP COLUMN renamed",
                        "DROP VIEW area_0.seen",
                        "DROP TABLE area_0.renamed CASCADE")) {
                    costs.add(StatementCost.of(observer, counted, sql));
                }
            }
        }
        return costs;
    }

    private static void follow(Observer started, Connection other, List<String> statements) throws SQLException {
        try (Observer observer = started) {
            for (String sql : statements) {
                Catalog said = observer.run(sql, true, Progress.none());
                Catalog seen = inspect(other);
                assertThat(different(said, seen)).as(sql).isEmpty();
                assertThat(new HashSet<>(said.dependencies())).as(sql).isEqualTo(new HashSet<>(seen.dependencies()));
                assertThat(said.dependencies()).as(sql).doesNotHaveDuplicates();
            }
        }
    }

    private static List<String> different(Catalog said, Catalog seen) {
        TreeSet<ObjectRef> refs = new TreeSet<>(said.objects().keySet());
        refs.addAll(seen.objects().keySet());
        return refs.stream()
                .filter(ref -> !said.find(ref).equals(seen.find(ref)))
                .map(ref -> said.find(ref) + " instead of " + seen.find(ref))
                .toList();
    }

    private static Catalog inspect(Connection connection) throws SQLException {
        return new PostgresInspector().inspect(connection, Scope.database(), Progress.none());
    }
}
