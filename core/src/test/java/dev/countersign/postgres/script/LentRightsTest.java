package dev.countersign.postgres.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Ownership;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Observer;
import dev.countersign.dialect.Scope;
import dev.countersign.diff.Change;
import dev.countersign.plan.Batch;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.postgres.PostgresDialect;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.Progress;
import dev.countersign.source.ScriptRunner;
import dev.countersign.source.SourceException;
import dev.countersign.source.SqlScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresEngine.class)
class LentRightsTest {
    private static final PostgresDialect DIALECT = new PostgresDialect();

    private static final String PAIRS = """
            CREATE TYPE pair AS (a int, b int);
            CREATE FUNCTION lt(pair, pair) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a < ($2).a';
            CREATE FUNCTION eq(pair, pair) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a = ($2).a';
            CREATE FUNCTION cmp(pair, pair) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a - ($2).a';
            CREATE OPERATOR <<< (FUNCTION = lt, LEFTARG = pair, RIGHTARG = pair);
            CREATE OPERATOR === (FUNCTION = eq, LEFTARG = pair, RIGHTARG = pair);
            """;

    private final PostgresEngine.Server server;

    LentRightsTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
                        + " CREATE EVENT TRIGGER et ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION f();"
                        + " ALTER EVENT TRIGGER et DISABLE; COMMENT ON EVENT TRIGGER et IS 'c'",
                "BEGIN; CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
                        + " CREATE EVENT TRIGGER et ON sql_drop EXECUTE FUNCTION f(); CREATE TABLE later (a int); COMMIT",
                PAIRS
                        + "-- with everything\nCREATE OPERATOR CLASS pairs DEFAULT FOR TYPE pair USING btree AS OPERATOR 1 <<<, OPERATOR 3 ===,"
                        + " FUNCTION 1 cmp(pair, pair); CREATE TABLE t (p pair); CREATE INDEX i ON t (p);"
                        + " CREATE OPERATOR FAMILY fam USING btree; ALTER OPERATOR FAMILY fam USING btree ADD OPERATOR 3 === (pair, pair);"
                        + " COMMENT ON OPERATOR CLASS pairs USING btree IS 'x'",
                "CREATE FOREIGN DATA WRAPPER w OPTIONS (a '1'); CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE ft (a int) SERVER s",
                "CREATE FOREIGN DATA WRAPPER w VALIDATOR postgresql_fdw_validator; COMMENT ON FOREIGN DATA WRAPPER w IS 'c'",
                "CREATE TABLE t (a int PRIMARY KEY); CREATE PUBLICATION p FOR ALL TABLES WITH (publish = 'insert'); COMMENT ON PUBLICATION p IS 'c'",
                "CREATE SCHEMA x; CREATE PUBLICATION p FOR TABLES IN SCHEMA x",
                "CREATE TABLE t (a int); COMMENT ON EXTENSION plpgsql IS 'own words'",
                "CREATE FUNCTION f(a int) RETURNS int LEAKPROOF LANGUAGE plpgsql IMMUTABLE COST 3 AS 'BEGIN RETURN a; END'",
                "CREATE FUNCTION leakproof(a int) RETURNS int LANGUAGE sql AS 'SELECT 1 /* LEAKPROOF */'",
                "CREATE TEXT SEARCH TEMPLATE tmpl (INIT = dsimple_init, LEXIZE = dsimple_lexize); COMMENT ON TEXT SEARCH TEMPLATE tmpl IS 'q';"
                        + " CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = tmpl)",
                "CREATE ACCESS METHOD am TYPE TABLE HANDLER heap_tableam_handler; CREATE TABLE at (a int) USING am",
                "CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=1 dbname=d' PUBLICATION p WITH (connect = false, slot_name = 'kept');"
                        + " ALTER SUBSCRIPTION s SET (binary = true); ALTER SUBSCRIPTION s SET PUBLICATION p, q WITH (refresh = false);"
                        + " COMMENT ON SUBSCRIPTION s IS 'c'; CREATE SUBSCRIPTION gone CONNECTION 'host=127.0.0.1' PUBLICATION p"
                        + " WITH (connect = off); DROP SUBSCRIPTION gone; DROP SUBSCRIPTION IF EXISTS none",
                "ALTER PROCEDURAL LANGUAGE plpgsql OWNER TO postgres; ALTER LANGUAGE plpgsql OWNER TO another;"
                        + " CREATE FUNCTION smaller(integer, integer) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS $$int4lt$$",
                "CREATE EXTENSION unaccent; CREATE FUNCTION plain(regdictionary, text) RETURNS text LANGUAGE c IMMUTABLE STRICT"
                        + " AS '$libdir/unaccent', 'unaccent_dict'; COMMENT ON FUNCTION plain IS 'c'",
                "CREATE AGGREGATE mean(numeric) (SFUNC = numeric_avg_accum, STYPE = internal, FINALFUNC = numeric_avg, FINALFUNC_MODIFY = SHAREABLE,"
                        + " COMBINEFUNC = numeric_avg_combine, SERIALFUNC = numeric_avg_serialize, DESERIALFUNC = numeric_avg_deserialize);"
                        + " CREATE AGGREGATE disc(double precision ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal,"
                        + " FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA); CREATE AGGREGATE place(VARIADIC \"any\" ORDER BY VARIADIC \"any\")"
                        + " (SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);"
                        + " COMMENT ON AGGREGATE mean(numeric) IS 'c'",
                "CREATE CAST (text AS int) WITH INOUT AS ASSIGNMENT; COMMENT ON CAST (text AS int) IS 'c'",
                "CREATE TYPE e AS ENUM ('a'); CREATE FUNCTION f(e) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE CAST (e AS int) WITH FUNCTION f(e)"
            })
    void whatOnlySuperusersMakeLoadsAndItsPlansCanBeTriedBothWays(String script) throws SQLException {
        Catalog empty;
        Catalog made;
        try (ScratchDatabase scratch = server.database().create("lent")) {
            empty = inspect(scratch);
            load(script, scratch);
            made = inspect(scratch);
        }
        assertThat(made.all(Ownership.class)).isEmpty();
        assertThat(made.objects().size()).isGreaterThan(empty.objects().size());
        Catalog back = travels(List.of(plan(empty, made)), true);
        assertThat(changes(back, made)).isEmpty();
        assertThat(changes(travels(List.of(plan(empty, made)), false), made)).isEmpty();
        assertThat(changes(travels(List.of(plan(empty, made), plan(made, empty)), false), empty))
                .isEmpty();
    }

    /** Runs plans one after the other in an empty database. */
    private Catalog travels(List<Plan> plans, boolean observed) throws SQLException {
        try (ScratchDatabase scratch = server.database().create("travel");
                Connection connection = scratch.openForScripts();
                Observer observer = DIALECT.observer().start(scratch, connection, Scope.database(), Progress.none())) {
            for (Plan plan : plans) {
                for (Batch batch : plan.batches()) {
                    connection.setAutoCommit(observed || !batch.transactional());
                    for (dev.countersign.plan.Statement statement : batch.statements()) {
                        if (observed) {
                            observer.run(statement.sql(), batch.transactional(), Progress.none());
                        } else {
                            DIALECT.scripts().execute(scratch, connection, statement.sql());
                        }
                    }
                    if (!connection.getAutoCommit()) {
                        connection.commit();
                    }
                }
            }
            connection.setAutoCommit(true);
            if (observed) {
                assertThat(observer.state()).isEqualTo(inspect(scratch));
            }
            return inspect(scratch);
        }
    }

    @Test
    void anEventTriggerNeverRunsAsSuperuser(@TempDir Path folder) throws SQLException {
        Path proof = folder.resolve("proof");
        String attack = """
                CREATE TABLE seen (who name, super bool);
                CREATE FUNCTION evil() RETURNS event_trigger LANGUAGE plpgsql AS $$
                BEGIN
                  INSERT INTO seen SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user;
                  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
                    EXECUTE 'CREATE ROLE intruder SUPERUSER';
                    EXECUTE 'COPY (SELECT 1) TO PROGRAM ''touch %s''';
                  END IF;
                END $$;
                CREATE EVENT TRIGGER e1 ON ddl_command_start EXECUTE FUNCTION evil();
                CREATE EVENT TRIGGER e2 ON ddl_command_end EXECUTE FUNCTION evil();
                ALTER EVENT TRIGGER e2 ENABLE ALWAYS;
                CREATE EVENT TRIGGER e3 ON sql_drop EXECUTE FUNCTION evil();
                CREATE EVENT TRIGGER e4 ON login EXECUTE FUNCTION evil();
                ALTER EVENT TRIGGER e4 ENABLE ALWAYS;
                CREATE PUBLICATION p FOR ALL TABLES;
                CREATE FUNCTION f() RETURNS int LANGUAGE sql LEAKPROOF AS 'SELECT 1';
                CREATE ACCESS METHOD am TYPE TABLE HANDLER heap_tableam_handler;
                DROP ACCESS METHOD am;
                CREATE EXTENSION pg_trgm;
                DROP FUNCTION f();
                GRANT SELECT ON seen TO somebody_new;
                """.formatted(proof);
        try (ScratchDatabase scratch = server.database().create("attack")) {
            load(attack, scratch);
            try (Connection connection = scratch.open()) {
                assertThat(ask(connection, "SELECT string_agg(DISTINCT who || ' ' || super, ', ') FROM seen"))
                        .isEqualTo("countersign_dev false");
                assertThat(ask(connection, "SELECT count(*) FROM pg_roles WHERE rolname = 'intruder' AND rolsuper"))
                        .isEqualTo("0");
            }
        }
        assertThat(Files.exists(proof)).isFalse();
    }

    @Test
    void aSearchPathOfTheDatabaseLeadsNoSuperuserToFunctionsOfTheScript() throws SQLException {
        String attack = """
                CREATE SCHEMA evil;
                CREATE TABLE evil.seen (who name);
                CREATE FUNCTION evil.eq(name, text) RETURNS bool LANGUAGE plpgsql AS $$
                BEGIN INSERT INTO evil.seen VALUES (current_user); RETURN true; END $$;
                CREATE FUNCTION evil.eq(name, name) RETURNS bool LANGUAGE plpgsql AS $$
                BEGIN INSERT INTO evil.seen VALUES (current_user); RETURN true; END $$;
                CREATE OPERATOR evil.= (FUNCTION = evil.eq, LEFTARG = name, RIGHTARG = text);
                CREATE OPERATOR evil.= (FUNCTION = evil.eq, LEFTARG = name, RIGHTARG = name);
                DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = evil, pg_catalog', current_database()); END $$;
                SET search_path = evil, pg_catalog;
                CREATE PUBLICATION p FOR ALL TABLES;
                CREATE FUNCTION evil.f() RETURNS int LANGUAGE sql LEAKPROOF AS 'SELECT 1';
                CREATE OPERATOR FAMILY evil.fam USING btree;
                CREATE EXTENSION pg_trgm;
                GRANT USAGE ON SCHEMA evil TO another_new_role;
                """;
        try (ScratchDatabase scratch = server.database().create("path")) {
            load(attack, scratch);
            try (Connection connection = scratch.open()) {
                assertThat(
                                ask(
                                        connection,
                                        "SELECT pg_catalog.count(*) FROM evil.seen WHERE who OPERATOR(pg_catalog.<>) 'countersign_dev'"))
                        .isEqualTo("0");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION v(text[], oid) RETURNS void LANGUAGE plpgsql AS 'BEGIN END'; CREATE FOREIGN DATA WRAPPER w VALIDATOR v",
                "CREATE FUNCTION postgresql_fdw_validator(text[], oid) RETURNS void LANGUAGE plpgsql AS 'BEGIN END';"
                        + " CREATE FOREIGN DATA WRAPPER w VALIDATOR public.postgresql_fdw_validator",
                "CREATE OPERATOR FAMILY fam USING btree; ALTER OPERATOR FAMILY fam USING btree ADD FUNCTION 1 (int8, int8) bttextcmp(text, text)",
                "CREATE OPERATOR FAMILY fam USING btree; ALTER OPERATOR FAMILY fam USING btree ADD FUNCTION 2 (int8, int8) bttextsortsupport(internal)",
                "CREATE FUNCTION c(int4, text) RETURNS int LANGUAGE sql AS 'SELECT 0';"
                        + " ALTER OPERATOR FAMILY integer_ops USING btree ADD FUNCTION 1 (int4, text) c(int4, text)",
                PAIRS + "CREATE FUNCTION jcmp(json, json) RETURNS int LANGUAGE sql AS 'SELECT 0';"
                        + " CREATE OPERATOR CLASS j DEFAULT FOR TYPE json USING btree AS FUNCTION 1 jcmp(json, json)",
                "CREATE CAST (float4 AS date) WITHOUT FUNCTION",
                "CREATE FUNCTION f(text) RETURNS bool LANGUAGE sql AS 'SELECT true'; CREATE CAST (text AS bool) WITH FUNCTION f(text) AS IMPLICIT",
                "CREATE TEXT SEARCH TEMPLATE tmpl (INIT = dsynonym_init, LEXIZE = dispell_lexize)",
                "CREATE TEXT SEARCH TEMPLATE tmpl (LEXIZE = dispell_lexize)",
                "CREATE AGGREGATE bad(numeric) (SFUNC = numeric_avg_accum, STYPE = internal, FINALFUNC = numeric_poly_avg)",
                "CREATE AGGREGATE bad(anynonarray) (SFUNC = array_agg_transfn, STYPE = internal, FINALFUNC = numeric_avg)",
                "CREATE AGGREGATE bad(VARIADIC \"any\" ORDER BY VARIADIC \"any\") (SFUNC = ordered_set_transition_multi, STYPE = internal,"
                        + " FINALFUNC = rank_final, FINALFUNC_EXTRA, FINALFUNC_MODIFY = READ_ONLY, HYPOTHETICAL)",
                "CREATE TYPE base; CREATE FUNCTION base_in(cstring) RETURNS base LANGUAGE internal AS 'int4in'",
                "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'libc.so.6', 'system'",
                "/* /* */ CREATE EVENT TRIGGER */ COPY (SELECT 1) TO PROGRAM 'true'",
                "COPY (SELECT 1) TO PROGRAM 'true'",
                "CREATE ROLE lent_r; CREATE FOREIGN DATA WRAPPER w OPTIONS (a ';'); DO $$ BEGIN CREATE ROLE lent_q SUPERUSER; END $$"
            })
    void whatCouldDoHarmIsRefusedAndSaysWhatToDo(String script) throws SQLException {
        try (ScratchDatabase scratch = server.database().create("refused")) {
            assertThatThrownBy(() -> load(script, scratch))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("the dev database refuses")
                    .hasMessageContaining("42501");
        }
    }

    @Test
    void aRefusalNamesTheStatementTheReasonAndTheWayOut() throws SQLException {
        try (ScratchDatabase scratch = server.database().create("refused")) {
            assertThatThrownBy(() -> load("CREATE TYPE base (INPUT = int4in, OUTPUT = int4out)", scratch))
                    .hasMessageContaining("\"CREATE TYPE base (INPUT")
                    .hasMessageContaining("must be superuser to create a base type")
                    .hasMessageContaining("--dev-url postgres://");
        }
    }

    /** A superuser may give away what the new owner could not have made. */
    @Test
    void whatIsGivenToARoleNeedsNoRightsOfThatRole() throws SQLException {
        String script =
                "CREATE ROLE lent_owner; CREATE SCHEMA s; CREATE TABLE s.t (a int); ALTER TABLE s.t OWNER TO lent_owner;"
                        + " CREATE FOREIGN DATA WRAPPER \"w w\"; CREATE SERVER v FOREIGN DATA WRAPPER \"w w\"; ALTER SERVER v OWNER TO lent_owner;"
                        + " CREATE PUBLICATION p FOR TABLE s.t; ALTER PUBLICATION p OWNER TO lent_owner;";
        try (ScratchDatabase scratch = server.database().create("owner")) {
            load(script, scratch);
            assertThat(inspect(scratch).all(Ownership.class))
                    .extracting(o -> o.role() + " owns " + o.target())
                    .containsExactlyInAnyOrder(
                            "lent_owner owns foreign server v",
                            "lent_owner owns publication p",
                            "lent_owner owns table s.t");
        }
    }

    /** As every dump of such a database does. */
    @Test
    void whatOnlySuperusersHaveCanBeGivenToARole() throws SQLException {
        String script = "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
                + " CREATE EVENT TRIGGER et ON sql_drop EXECUTE FUNCTION f(); ALTER EVENT TRIGGER et OWNER TO lent_boss;"
                + " COMMENT ON EVENT TRIGGER et IS 'c'; ALTER EVENT TRIGGER et DISABLE;"
                + " CREATE FOREIGN DATA WRAPPER \"w w\"; ALTER FOREIGN DATA WRAPPER \"w w\" OWNER TO \"lent boss\";"
                + " GRANT USAGE ON FOREIGN DATA WRAPPER \"w w\" TO lent_user; CREATE SERVER s FOREIGN DATA WRAPPER \"w w\";"
                + " CREATE PUBLICATION p FOR ALL TABLES; ALTER PUBLICATION p OWNER TO lent_boss;"
                + " ALTER PUBLICATION p OWNER TO CURRENT_USER; ALTER PUBLICATION p OWNER TO \"lent boss\";";
        try (ScratchDatabase scratch = server.database().create("owner")) {
            Catalog empty = inspect(scratch);
            load(script, scratch);
            Catalog made = inspect(scratch);
            assertThat(made.all(Ownership.class))
                    .extracting(o -> o.role() + " owns " + o.target())
                    .containsExactlyInAnyOrder(
                            "lent_boss owns event trigger et",
                            "lent boss owns foreign-data wrapper w w",
                            "lent boss owns publication p");
            assertThat(changes(travels(List.of(plan(empty, made)), true), made)).isEmpty();
            assertThat(changes(travels(List.of(plan(empty, made), plan(made, empty)), false), empty))
                    .isEmpty();
            try (Connection connection = scratch.open()) {
                assertThat(ask(connection, "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'lent%' AND rolsuper"))
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void whatIsTheSuperusersIsNotGivenAway() throws SQLException {
        try (ScratchDatabase scratch = server.database().create("owner")) {
            assertThat(scratch.runPrivileged(List.of("CREATE FOREIGN DATA WRAPPER lent_w")))
                    .isTrue();
            assertThatThrownBy(() -> load("ALTER FOREIGN DATA WRAPPER lent_w OWNER TO countersign_dev", scratch))
                    .hasMessageContaining("permission denied to change owner");
        }
    }

    static void load(String script, ScratchDatabase scratch) throws SQLException {
        new ScriptRunner(DIALECT)
                .run(
                        "Loading",
                        SqlScript.parse("script.sql", script, DIALECT.scripts().syntax()),
                        scratch,
                        Progress.none());
    }

    private static Catalog inspect(ScratchDatabase scratch) throws SQLException {
        try (Connection connection = scratch.open()) {
            return DIALECT.inspector().inspect(connection, Scope.database(), Progress.none());
        }
    }

    private static Plan plan(Catalog from, Catalog to) {
        return DIALECT.planner().plan(DIALECT.diff(from, to, List.of()), PlanOptions.everything());
    }

    private static List<Change> changes(Catalog from, Catalog to) {
        return DIALECT.diff(from, to, List.of()).changes();
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
