package dev.countersign.postgres.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Ownership;
import dev.countersign.catalog.Routine;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.PostgresDialect;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.Progress;
import dev.countersign.source.ScriptRunner;
import dev.countersign.source.SourceException;
import dev.countersign.source.SqlScript;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script makes depends on rights that its role lacks on the dev database: it comes out as for a superuser, or not at all. */
@ExtendWith(PostgresEngine.class)
class DenialHandlerTest {
    private static final PostgresDialect DIALECT = new PostgresDialect();

    private static final String UNACCENT = "CREATE EXTENSION unaccent;\n";

    private static final String LINKED = """
            CREATE OR REPLACE FUNCTION public.immutable_unaccent(regdictionary, text)
              RETURNS text LANGUAGE c IMMUTABLE PARALLEL SAFE STRICT AS
              '$libdir/unaccent', 'unaccent_dict'""";

    private static final String WITH_FALLBACK = """
            DO $$
            BEGIN
              %s;
              CREATE FUNCTION folded(text) RETURNS text LANGUAGE sql IMMUTABLE AS
              $f$ SELECT public.immutable_unaccent(regdictionary 'public.unaccent', $1) $f$;
            EXCEPTION
              WHEN %s THEN
                CREATE FUNCTION folded(text) RETURNS text LANGUAGE sql IMMUTABLE AS $f$ SELECT public.unaccent($1) $f$;
            END
            $$;
            """;

    private final PostgresEngine.Server server;

    DenialHandlerTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @Test
    void aFunctionOfAnExtensionUnderAnotherNameIsMadeForTheScript() throws SQLException {
        Catalog made = loaded(UNACCENT + LINKED + ";\nCREATE FUNCTION folded(text) RETURNS text LANGUAGE sql IMMUTABLE"
                + " AS $f$ SELECT public.immutable_unaccent(regdictionary 'public.unaccent', $1) $f$;");
        assertThat(definition(made, "immutable_unaccent", "regdictionary, text"))
                .contains("$unaccent_dict$");
        assertThat(made.all(Ownership.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"insufficient_privilege", "OTHERS", "SQLSTATE '42501'", "no_data_found OR insufficient_privilege"
            })
    void aBlockThatStartsWithItGoesOnAsForASuperuser(String caught) throws SQLException {
        for (String script : new String[] {
            UNACCENT + WITH_FALLBACK.formatted(LINKED, caught),
            UNACCENT + "BEGIN;\nCREATE TABLE t (a int);\n" + WITH_FALLBACK.formatted(LINKED, caught)
                    + "CREATE TABLE u (a int);\nCOMMIT;\n"
        }) {
            Catalog made = loaded(script);
            assertThat(definition(made, "folded", "text")).contains("immutable_unaccent");
            assertThat(made.contains(
                            ObjectRef.of(ObjectKind.FUNCTION, "public", "immutable_unaccent", "regdictionary, text")))
                    .isTrue();
            assertThat(made.contains(ObjectRef.of(ObjectKind.TABLE, "public", "u")))
                    .isEqualTo(script.contains("TABLE u"));
        }
    }

    @Test
    void aBlockThatInstallsAnExtensionIfItMayInstallsIt() throws SQLException {
        Catalog made =
                loaded("BEGIN; DO $$ BEGIN CREATE EXTENSION IF NOT EXISTS pg_stat_statements; CREATE TABLE t (a int);"
                        + " EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'not here'; END $$; COMMIT");
        assertThat(made.objects().keySet())
                .contains(
                        ObjectRef.of(ObjectKind.EXTENSION, "pg_stat_statements"),
                        ObjectRef.of(ObjectKind.TABLE, "public", "t"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'libc.so.6', 'getpid';"
                        + " EXCEPTION WHEN insufficient_privilege THEN CREATE TABLE u (a int); END $$",
                "DO $$ BEGIN CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'libc.so.6', 'getpid'; EXCEPTION WHEN OTHERS THEN NULL; END $$",
                "DO LANGUAGE plpgsql $b$ BEGIN BEGIN PERFORM pg_read_file('postgresql.conf'); EXCEPTION WHEN OTHERS THEN NULL; END;"
                        + " IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN CREATE TABLE t (a int); END IF; END $b$",
                "DO $$ BEGIN IF current_setting('is_superuser') = 'on' THEN CREATE TABLE t (a int); END IF; END $$"
            })
    void anyOtherBlockThatWouldGoOnInAnotherWayIsRefused(String script) throws SQLException {
        assertThatThrownBy(() -> loaded(script))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("--dev-url postgres://");
    }

    /** The first function would be taken back with the rest of its block. */
    @Test
    void aBlockWhoseLaterStatementsFailIsNotCutInTwo() throws SQLException {
        String script = UNACCENT + WITH_FALLBACK.formatted(LINKED + "; PERFORM 1 / 0", "OTHERS");
        assertThatThrownBy(() -> loaded(script)).hasMessageContaining("division by zero");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN CREATE TABLE t (a int); EXCEPTION WHEN duplicate_table THEN RAISE NOTICE 'there'; END $$;"
                        + " DO $$ BEGIN CREATE TABLE t (a int); EXCEPTION WHEN duplicate_table THEN RAISE NOTICE 'there'; END $$",
                "DO $$ BEGIN PERFORM 1 / 0; EXCEPTION WHEN division_by_zero THEN CREATE TABLE t (a int); WHEN OTHERS THEN CREATE TABLE u (a int); END $$",
                "BEGIN; DO $$ BEGIN CREATE TABLE t (a int); PERFORM 1 / 0; EXCEPTION WHEN OTHERS THEN CREATE TABLE t (b int); END $$; COMMIT",
                // denied to a superuser, too
                "DO $$ BEGIN CREATE TABLE t (a int); PERFORM 'x'::regclass; EXCEPTION WHEN insufficient_privilege THEN NULL;"
                        + " WHEN OTHERS THEN CREATE TABLE t (c int); END $$"
            })
    void aBlockThatCatchesSomethingElseRunsAsItIs(String script) throws SQLException {
        Catalog made = loaded(script);
        assertThat(made.contains(ObjectRef.of(ObjectKind.TABLE, "public", "t"))).isTrue();
        assertThat(made.contains(ObjectRef.of(ObjectKind.TABLE, "public", "u"))).isFalse();
    }

    /** Of other types, less strict, of a library that is no extension's, with code of the script, in the server's own schema, or in place of what an extension brought. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION f(regdictionary, int) RETURNS text LANGUAGE c STRICT AS '$libdir/unaccent', 'unaccent_dict'",
                "CREATE FUNCTION f(regdictionary, text) RETURNS int LANGUAGE c STRICT AS '$libdir/unaccent', 'unaccent_dict'",
                "CREATE FUNCTION f(regdictionary, text) RETURNS text LANGUAGE c AS '$libdir/unaccent', 'unaccent_dict'",
                "CREATE FUNCTION f(regdictionary, text DEFAULT lower('X')) RETURNS text LANGUAGE c STRICT AS '$libdir/unaccent', 'unaccent_dict'",
                "CREATE FUNCTION f(regdictionary, text) RETURNS text LANGUAGE c STRICT SET work_mem = '1MB' AS '$libdir/unaccent', 'unaccent_dict'",
                "CREATE FUNCTION pg_catalog.f(regdictionary, text) RETURNS text LANGUAGE c STRICT AS '$libdir/unaccent', 'unaccent_dict'",
                "CREATE OR REPLACE FUNCTION unaccent(regdictionary, text) RETURNS text LANGUAGE c STRICT AS '$libdir/unaccent', 'unaccent_dict'",
                "CREATE FUNCTION f(text) RETURNS int LANGUAGE c STRICT AS 'system'",
                "CREATE FUNCTION f(text) RETURNS text LANGUAGE internal STRICT AS 'pg_read_file_all'",
                "CREATE FUNCTION f(text, text) RETURNS boolean LANGUAGE internal STRICT AS 'int4lt'",
                "CREATE FUNCTION f(integer, integer) RETURNS boolean LANGUAGE internal AS 'int4lt'",
                "CREATE FUNCTION f(text) RETURNS text LANGUAGE c STRICT AS '/tmp/unaccent', 'unaccent_dict'",
                "CREATE EXTENSION pg_stat_statements; CREATE FUNCTION f() RETURNS void LANGUAGE c STRICT AS '$libdir/pg_stat_statements', 'pg_stat_statements_reset'",
                "CREATE DOMAIN text2 AS text CHECK (lower(VALUE) = VALUE); CREATE FUNCTION f(regdictionary, text2) RETURNS text LANGUAGE c STRICT"
                        + " AS '$libdir/unaccent', 'unaccent_dict'",
                "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;"
                        + " CREATE FUNCTION f(regdictionary, text) RETURNS text LANGUAGE c STRICT AS '$libdir/unaccent', 'unaccent_dict'"
            })
    void anyOtherFunctionInCIsRefused(String script) throws SQLException {
        assertThatThrownBy(() -> loaded(UNACCENT + script))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("--dev-url postgres://");
    }

    private Catalog loaded(String script) throws SQLException {
        try (ScratchDatabase scratch = server.database().create("denied")) {
            new ScriptRunner(DIALECT)
                    .run(
                            "Loading",
                            SqlScript.parse(
                                    "script.sql", script, DIALECT.scripts().syntax()),
                            scratch,
                            Progress.none());
            try (Connection connection = scratch.open()) {
                return DIALECT.inspector().inspect(connection, Scope.database(), Progress.none());
            }
        }
    }

    private static String definition(Catalog catalog, String function, String arguments) {
        return catalog.find(ObjectRef.of(ObjectKind.FUNCTION, "public", function, arguments), Routine.class)
                .orElseThrow()
                .definition();
    }
}
