package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.plan.Plan;
import dev.countersign.plan.Statement;
import dev.countersign.plan.UnplannableException;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.SuperuserEngine;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Kinds of objects that mostly superusers make: each is made, changed and dropped on a real server. */
@ExtendWith(SuperuserEngine.class)
class ObjectKindsMigrationTest {
    private static final String WRAPPER = "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;";
    private static final String SEARCH = """
            CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = pg_catalog.simple, stopwords = 'english', accept = 'false');
            """;
    private static final String OPERATORS = """
            CREATE TYPE pair AS (a int, b int);
            CREATE FUNCTION lt(pair, pair) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a < ($2).a';
            CREATE FUNCTION eq(pair, pair) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a = ($2).a';
            CREATE FUNCTION cmp(pair, pair) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a - ($2).a';
            CREATE FUNCTION hash(pair) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a';
            CREATE OPERATOR <<< (FUNCTION = lt, LEFTARG = pair, RIGHTARG = pair);
            CREATE OPERATOR === (FUNCTION = eq, LEFTARG = pair, RIGHTARG = pair);
            """;
    private static final String TABLES = """
            CREATE TABLE t (a int PRIMARY KEY, b text, c int); CREATE TABLE u (a int PRIMARY KEY); CREATE SCHEMA x;
            """;
    private static final String SUBSCRIPTION =
            "CREATE SUBSCRIPTION sub CONNECTION 'host=nowhere dbname=d' PUBLICATION p WITH (connect = false, slot_name = NONE)";

    private final Migration migration;

    ObjectKindsMigrationTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    /** Each with a base, the old state and the new state. */
    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "order of parameters",
                        "",
                        "CREATE TABLE t (a text) WITH (fillfactor = 70, autovacuum_enabled = off, toast.vacuum_truncate = off, toast.autovacuum_enabled = off);"
                                + " CREATE VIEW v WITH (security_barrier = true, security_invoker = true) AS SELECT 1 AS a;"
                                + " CREATE MATERIALIZED VIEW m WITH (fillfactor = 70, autovacuum_enabled = off) AS SELECT 1 AS a",
                        "CREATE TABLE t (a text) WITH (autovacuum_enabled = off, fillfactor = 70, toast.autovacuum_enabled = off, toast.vacuum_truncate = off);"
                                + " CREATE VIEW v WITH (security_invoker = true, security_barrier = true) AS SELECT 1 AS a;"
                                + " CREATE MATERIALIZED VIEW m WITH (autovacuum_enabled = off, fillfactor = 70) AS SELECT 1 AS a"),
                change(
                        "a parameter between others",
                        "",
                        "CREATE TABLE t (a int) WITH (parallel_workers = 2, fillfactor = 70, autovacuum_enabled = off)",
                        "CREATE TABLE t (a int) WITH (parallel_workers = 2, toast_tuple_target = 200, autovacuum_enabled = off)"),
                change(
                        "schema of an extension whose type is in use",
                        "",
                        "CREATE SCHEMA one; CREATE EXTENSION citext SCHEMA one;"
                                + " CREATE TABLE t (a one.citext PRIMARY KEY, b text); INSERT INTO t VALUES ('A', 'b');"
                                + " CREATE VIEW v AS SELECT a FROM t WHERE a = 'x'",
                        "CREATE SCHEMA two; CREATE EXTENSION citext SCHEMA two;"
                                + " CREATE TABLE t (a two.citext PRIMARY KEY, b two.citext);"
                                + " CREATE VIEW v AS SELECT a FROM t WHERE a = 'x'"),
                change(
                        "types on both sides of a key over periods",
                        "CREATE EXTENSION btree_gist;",
                        "CREATE TABLE room (id int, at daterange, PRIMARY KEY (id, at WITHOUT OVERLAPS));"
                                + " CREATE TABLE stay (room int, at daterange, FOREIGN KEY (room, PERIOD at) REFERENCES room (id, PERIOD at));"
                                + " INSERT INTO room VALUES (1, '[2024-01-01,2025-01-01)'); INSERT INTO stay VALUES (1, '[2024-02-01,2024-03-01)')",
                        "CREATE TABLE room (id bigint, at daterange, PRIMARY KEY (id, at WITHOUT OVERLAPS));"
                                + " CREATE TABLE stay (room bigint, at daterange, FOREIGN KEY (room, PERIOD at) REFERENCES room (id, PERIOD at))"),
                change(
                        "range with its functions and multirange",
                        "",
                        "CREATE TYPE span AS RANGE (subtype = float8); CREATE TABLE t (r span, m span_multirange);"
                                + " INSERT INTO t VALUES ('[1,2)', '{[3,4)}')",
                        "CREATE TYPE span AS RANGE (subtype = float8, subtype_diff = float8mi);"
                                + " CREATE TABLE t (r span, m span_multirange)"),
                change(
                        "range whose multirange has a name of its own",
                        "",
                        "CREATE TYPE span AS RANGE (subtype = float8, multirange_type_name = \"Many.spans\");"
                                + " CREATE TABLE t (r span, m \"Many.spans\")",
                        "CREATE TYPE span AS RANGE (subtype = float8, subtype_diff = float8mi, multirange_type_name = other);"
                                + " CREATE TABLE t (r span, m other)"),
                change(
                        "wrapper options",
                        "",
                        "CREATE FOREIGN DATA WRAPPER w OPTIONS (a '1', b '2')",
                        "CREATE FOREIGN DATA WRAPPER w OPTIONS (b '3', \"C c\" 'it''s')"),
                change(
                        "wrapper validator",
                        "",
                        "CREATE FOREIGN DATA WRAPPER w",
                        "CREATE FOREIGN DATA WRAPPER w VALIDATOR postgresql_fdw_validator"),
                change(
                        "wrapper comment",
                        "",
                        "CREATE FOREIGN DATA WRAPPER w",
                        "CREATE FOREIGN DATA WRAPPER w; COMMENT ON FOREIGN DATA WRAPPER w IS 'x'"),
                change(
                        "server",
                        "CREATE FOREIGN DATA WRAPPER w; ",
                        "CREATE SERVER s VERSION '1' FOREIGN DATA WRAPPER w OPTIONS (host 'a')",
                        "CREATE SERVER s VERSION '2' FOREIGN DATA WRAPPER w OPTIONS (port '1'); COMMENT ON SERVER s IS 'y'"),
                change(
                        "server version",
                        "CREATE FOREIGN DATA WRAPPER w; ",
                        "CREATE SERVER s VERSION '1' FOREIGN DATA WRAPPER w",
                        "CREATE SERVER s FOREIGN DATA WRAPPER w"),
                change(
                        "server type, with a table and a mapping",
                        "CREATE FOREIGN DATA WRAPPER w; ",
                        "CREATE SERVER s TYPE 'a' FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE ft (a int) SERVER s; CREATE USER MAPPING FOR alice SERVER s; CREATE VIEW v AS SELECT a FROM ft",
                        "CREATE SERVER s TYPE 'b' FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE ft (a int DEFAULT 1, b text) SERVER s; CREATE USER MAPPING FOR alice SERVER s; CREATE VIEW v AS SELECT a FROM ft"),
                change(
                        "user mapping",
                        WRAPPER,
                        "CREATE USER MAPPING FOR alice SERVER s OPTIONS (user 'a')",
                        "CREATE USER MAPPING FOR alice SERVER s OPTIONS (user 'b'); CREATE USER MAPPING FOR \"Bob's\" SERVER s; CREATE USER MAPPING FOR PUBLIC SERVER s"),
                change(
                        "foreign table",
                        WRAPPER,
                        "SELECT 1",
                        "CREATE FOREIGN TABLE ft (a int OPTIONS (name 'A') NOT NULL, b text OPTIONS (x 'y') COLLATE \"C\" DEFAULT 'd' CHECK (b <> '')) SERVER s OPTIONS (table_name 'T'); COMMENT ON FOREIGN TABLE ft IS 'c'; COMMENT ON COLUMN ft.a IS 'd'"),
                change(
                        "foreign table options",
                        WRAPPER,
                        "CREATE FOREIGN TABLE ft (a int OPTIONS (name 'A', z '1'), c int) SERVER s OPTIONS (table_name 'T', k '1')",
                        "CREATE FOREIGN TABLE ft (a int OPTIONS (name 'B', y '2'), b text OPTIONS (n 'm')) SERVER s OPTIONS (table_name 'U', \"L l\" '2')"),
                change(
                        "foreign table to another server",
                        WRAPPER + "CREATE SERVER s2 FOREIGN DATA WRAPPER w;",
                        "CREATE FOREIGN TABLE ft (a int) SERVER s",
                        "CREATE FOREIGN TABLE ft (a int) SERVER s2"),
                change(
                        "foreign table to another server, with a computed column of another type",
                        WRAPPER + "CREATE SERVER s2 FOREIGN DATA WRAPPER w;",
                        "CREATE FOREIGN TABLE ft (a int, b int GENERATED ALWAYS AS (a) STORED) SERVER s",
                        "CREATE FOREIGN TABLE ft (a bigint, b bigint GENERATED ALWAYS AS (a + 1) STORED) SERVER s2"),
                change(
                        "foreign partition",
                        WRAPPER,
                        "CREATE TABLE p (a int) PARTITION BY LIST (a)",
                        "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE FOREIGN TABLE ft PARTITION OF p FOR VALUES IN (1) SERVER s OPTIONS (k 'v')"),
                change("dictionary", "", "CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = pg_catalog.simple)", SEARCH),
                change(
                        "dictionary options",
                        "",
                        "CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = pg_catalog.simple, accept = 'true', stopwords = 'english')",
                        SEARCH),
                change(
                        "dictionary option gone",
                        "",
                        SEARCH,
                        "CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = pg_catalog.simple, stopwords = 'german')"),
                change(
                        "configuration",
                        SEARCH,
                        "CREATE TEXT SEARCH CONFIGURATION c (PARSER = \"default\"); ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR word, int WITH simple",
                        "CREATE TEXT SEARCH CONFIGURATION c (PARSER = \"default\"); ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR word WITH d, simple; ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR email WITH d; COMMENT ON TEXT SEARCH CONFIGURATION c IS 'z'"),
                change(
                        "configuration on a new dictionary",
                        "",
                        "CREATE TEXT SEARCH CONFIGURATION c (COPY = simple)",
                        SEARCH
                                + "CREATE TEXT SEARCH CONFIGURATION c (COPY = simple); ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING FOR word WITH d"),
                change(
                        "parser and template",
                        "",
                        "SELECT 1",
                        "CREATE TEXT SEARCH PARSER prs (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline); CREATE TEXT SEARCH TEMPLATE tmpl (INIT = dsimple_init, LEXIZE = dsimple_lexize); COMMENT ON TEXT SEARCH PARSER prs IS 'q'; CREATE TEXT SEARCH CONFIGURATION c (PARSER = prs); CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = tmpl)"),
                change(
                        "operator class",
                        OPERATORS,
                        "SELECT 1",
                        "CREATE OPERATOR CLASS pairs DEFAULT FOR TYPE pair USING btree AS OPERATOR 1 <<<, OPERATOR 3 ===, FUNCTION 1 cmp(pair, pair); COMMENT ON OPERATOR CLASS pairs USING btree IS 'o'; COMMENT ON OPERATOR FAMILY pairs USING btree IS 'f'"),
                change(
                        "operator class with an index over it",
                        OPERATORS + "CREATE TABLE t (p pair);",
                        "CREATE OPERATOR CLASS pairs FOR TYPE pair USING btree AS OPERATOR 1 <<<, FUNCTION 1 cmp(pair, pair); CREATE INDEX i ON t (p pairs)",
                        "CREATE OPERATOR CLASS pairs FOR TYPE pair USING btree AS OPERATOR 1 <<<, OPERATOR 3 ===, FUNCTION 1 cmp(pair, pair); CREATE INDEX i ON t (p pairs)"),
                change(
                        "operator family members",
                        OPERATORS + "CREATE OPERATOR FAMILY fam USING btree;",
                        "ALTER OPERATOR FAMILY fam USING btree ADD OPERATOR 1 <<< (pair, pair)",
                        "ALTER OPERATOR FAMILY fam USING btree ADD OPERATOR 3 === (pair, pair), FUNCTION 1 (pair, pair) cmp(pair, pair)"),
                change(
                        "operator class without members",
                        OPERATORS,
                        "SELECT 1",
                        "CREATE OPERATOR FAMILY hashes USING hash; CREATE OPERATOR CLASS h FOR TYPE pair USING hash FAMILY hashes AS OPERATOR 1 ===, FUNCTION 1 hash(pair)"),
                change(
                        "operator",
                        OPERATORS,
                        "CREATE OPERATOR ==== (FUNCTION = eq, LEFTARG = pair, RIGHTARG = pair, RESTRICT = eqsel)",
                        "CREATE OPERATOR ==== (FUNCTION = eq, LEFTARG = pair, RIGHTARG = pair, JOIN = eqjoinsel); COMMENT ON OPERATOR ==== (pair, pair) IS 'c'"),
                change(
                        "operator made anew",
                        OPERATORS,
                        "CREATE OPERATOR ==== (FUNCTION = eq, LEFTARG = pair, RIGHTARG = pair)",
                        "CREATE OPERATOR ==== (FUNCTION = lt, LEFTARG = pair, RIGHTARG = pair, COMMUTATOR = OPERATOR(public.>>>))"),
                change(
                        "cast",
                        "CREATE TYPE e AS ENUM ('a'); CREATE FUNCTION f(e) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';",
                        "CREATE CAST (e AS int) WITH FUNCTION f(e)",
                        "CREATE CAST (e AS int) WITH FUNCTION f(e) AS ASSIGNMENT; COMMENT ON CAST (e AS int) IS 'c'"),
                change(
                        "conversion",
                        "",
                        "CREATE CONVERSION conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
                        "CREATE DEFAULT CONVERSION conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8; COMMENT ON CONVERSION conv IS 'c'"),
                change(
                        "default conversion",
                        "",
                        "CREATE DEFAULT CONVERSION c1 FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8; CREATE CONVERSION c2 FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
                        "CREATE CONVERSION c1 FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8; CREATE DEFAULT CONVERSION c2 FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8"),
                change(
                        "language",
                        "",
                        "CREATE LANGUAGE l HANDLER plpgsql_call_handler",
                        "CREATE TRUSTED LANGUAGE l HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator; COMMENT ON LANGUAGE l IS 'c'"),
                change(
                        "function in a language of its own",
                        "",
                        "SELECT 1",
                        "CREATE TRUSTED LANGUAGE l HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator; CREATE FUNCTION f() RETURNS int LANGUAGE l AS 'BEGIN RETURN 1; END'"),
                change(
                        "transform",
                        "",
                        "SELECT 1",
                        "CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal)); COMMENT ON TRANSFORM FOR int LANGUAGE sql IS 'c'"),
                change(
                        "access method",
                        "",
                        "CREATE ACCESS METHOD am TYPE INDEX HANDLER bthandler",
                        "CREATE ACCESS METHOD am TYPE TABLE HANDLER heap_tableam_handler; COMMENT ON ACCESS METHOD am IS 'c'; CREATE TABLE at (a int) USING am"),
                change(
                        "event trigger",
                        "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';",
                        "CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION f()",
                        "CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION f(); ALTER EVENT TRIGGER et DISABLE; COMMENT ON EVENT TRIGGER et IS 'c'"),
                change(
                        "event trigger tags",
                        "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';",
                        "CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION f(); ALTER EVENT TRIGGER et ENABLE ALWAYS",
                        "CREATE EVENT TRIGGER et ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION f()"),
                change(
                        "publication",
                        TABLES,
                        "CREATE PUBLICATION p FOR TABLE t WITH (publish = 'insert')",
                        "CREATE PUBLICATION p FOR TABLE t (a, b), u WHERE (a > 1) WITH (publish_via_partition_root = true); COMMENT ON PUBLICATION p IS 'c'"),
                change(
                        "publication of schemas",
                        TABLES,
                        "CREATE PUBLICATION p FOR TABLES IN SCHEMA x",
                        "CREATE PUBLICATION p FOR TABLE t WITH (publish_generated_columns = stored)"),
                change(
                        "publication of all",
                        TABLES,
                        "CREATE PUBLICATION p FOR TABLE t",
                        "CREATE PUBLICATION p FOR ALL TABLES"),
                change(
                        "publication of a dropped table",
                        "",
                        "CREATE TABLE t (a int); CREATE TABLE u (a int); CREATE PUBLICATION p FOR TABLE t, u",
                        "CREATE TABLE u (a int); CREATE TABLE v (a int); CREATE PUBLICATION p FOR TABLE u, v"),
                change("subscription", "", "SELECT 1", SUBSCRIPTION + "; COMMENT ON SUBSCRIPTION sub IS 'c'"),
                change(
                        "subscription options",
                        "",
                        SUBSCRIPTION,
                        "CREATE SUBSCRIPTION sub CONNECTION 'host=elsewhere dbname=d' PUBLICATION p, \"Q q\" WITH (connect = false, slot_name = 'slot', binary = true, streaming = off, synchronous_commit = local, disable_on_error = true, password_required = false, run_as_owner = true, origin = none)"),
                change(
                        "statistics target",
                        TABLES,
                        "CREATE STATISTICS st ON a, c FROM t; ALTER STATISTICS st SET STATISTICS 10",
                        "CREATE STATISTICS st ON a, c FROM t; COMMENT ON STATISTICS st IS 'c'"),
                change(
                        "statistics expressions",
                        TABLES,
                        "CREATE STATISTICS st (ndistinct) ON a, c FROM t",
                        "CREATE STATISTICS st (mcv) ON a, (c + 1) FROM t"),
                change(
                        "rule state",
                        TABLES,
                        "CREATE RULE r AS ON INSERT TO t DO ALSO NOTHING",
                        "CREATE RULE r AS ON INSERT TO t DO ALSO NOTHING; ALTER TABLE t DISABLE RULE r; COMMENT ON RULE r ON t IS 'c'"),
                change(
                        "collation",
                        "",
                        "CREATE COLLATION c (PROVIDER = icu, LOCALE = 'de')",
                        "CREATE COLLATION c (PROVIDER = icu, LOCALE = 'de', DETERMINISTIC = false, RULES = '&a < g'); COMMENT ON COLLATION c IS 'c'"));
    }

    private static Arguments change(String name, String base, String old, String wanted) {
        return Arguments.of(name, base + old, base + wanted);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void arrives(String name, String old, String wanted) throws SQLException {
        assertThat(migration.arrives(old, wanted).isEmpty()).isFalse();
    }

    @ParameterizedTest(name = "{0}, back")
    @MethodSource("changes")
    void arrivesBack(String name, String old, String wanted) throws SQLException {
        assertThat(migration.arrives(wanted, old).isEmpty()).isFalse();
    }

    @ParameterizedTest(name = "{0}, from nothing")
    @MethodSource("changes")
    void isMadeFromNothing(String name, String old, String wanted) throws SQLException {
        migration.arrives("", wanted);
    }

    @Test
    void serversAndConfigurationsChangeWhereTheyAre() throws SQLException {
        Plan plan = migration.arrives(
                "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (a '1', b '2');"
                        + " CREATE USER MAPPING FOR alice SERVER s OPTIONS (user 'a', password 'x')",
                "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (a '3', c '4');"
                        + " CREATE USER MAPPING FOR alice SERVER s OPTIONS (user 'a', password 'x')");
        assertThat(plan.script())
                .contains(
                        "ALTER SERVER s OPTIONS (DROP b);",
                        "ALTER SERVER s OPTIONS (SET a '3');",
                        "ALTER SERVER s OPTIONS (ADD c '4');")
                .doesNotContain("MAPPING");
    }

    @Test
    void aSecretIsNeitherReadNorWritten() {
        assertThatThrownBy(() -> migration.arrives(
                        WRAPPER,
                        WRAPPER + "CREATE USER MAPPING FOR alice SERVER s OPTIONS (user 'a', password 'hunter2')"))
                .isInstanceOf(UnplannableException.class)
                .hasMessageContaining("option password")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() ->
                        migration.arrives("SELECT 1", SUBSCRIPTION.replace("dbname=d", "dbname=d password=hunter2")))
                .isInstanceOf(UnplannableException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aBaseTypeComesAndGoesWithItsFunctions() throws Exception {
        assertThat(migration.arrives("SELECT 1", baseType("")).statements())
                .extracting(Statement::sql)
                .startsWith("CREATE TYPE public.b;");
        assertThat(migration.arrives(baseType(""), "SELECT 1").statements())
                .extracting(Statement::sql)
                .containsExactly("DROP TYPE public.b CASCADE;");
        assertThat(migration.arrives(baseType(""), baseType(", CATEGORY = 'N'")).statements())
                .extracting(Statement::sql)
                .startsWith("DROP TYPE public.b CASCADE;", "CREATE TYPE public.b;");
    }

    @Test
    void aBaseTypeThatRowsNeedIsNotMadeAnew() {
        String column = "; CREATE TABLE t (a b)";
        assertThatThrownBy(() -> migration.arrives(baseType("") + column, baseType(", CATEGORY = 'N'") + column))
                .isInstanceOf(UnplannableException.class)
                .hasMessageContaining("base type public.b")
                .hasMessageContaining("public.t.a");
    }

    private static String baseType(String more) {
        return """
                CREATE TYPE b;
                CREATE FUNCTION b_in(cstring) RETURNS b LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
                CREATE FUNCTION b_out(b) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
                CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, LIKE = int4%s)""".formatted(more);
    }

    @Test
    void aTableWithRowsDoesNotBecomeForeign() {
        assertThatThrownBy(() -> migration.arrives(
                        WRAPPER + "CREATE TABLE t (a int)", WRAPPER + "CREATE FOREIGN TABLE t (a int) SERVER s"))
                .isInstanceOf(UnplannableException.class)
                .hasMessageContaining("foreign table");
    }
}
