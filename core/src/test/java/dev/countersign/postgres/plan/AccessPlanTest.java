package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.Ownership;
import dev.countersign.catalog.Privileges;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scope;
import dev.countersign.plan.Plan;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Owners, privileges and default privileges arrive, with everything that happens to the objects they are about. */
@ExtendWith(PostgresEngine.class)
class AccessPlanTest {
    private static final List<String> ROLES = List.of("reader", "app", "We\"ird; DROP", "select");

    private final PostgresEngine.Server server;
    private final Migration migration;

    AccessPlanTest(PostgresEngine.Server server) {
        this.server = server;
        this.migration = new Migration(server);
    }

    @BeforeEach
    void roles() throws SQLException {
        try (ScratchDatabase scratch = server.database().create("roles")) {
            for (String role : ROLES) {
                scratch.ensureRole(role);
            }
        }
    }

    private static final String TABLE = "CREATE TABLE t (a int, b text);";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GRANT SELECT ON t TO reader | GRANT SELECT, INSERT ON t TO reader
            GRANT SELECT ON t TO reader |
                                        | GRANT SELECT ON t TO "We""ird; DROP"
                                        | GRANT ALL ON t TO "select" WITH GRANT OPTION
            GRANT SELECT ON t TO reader WITH GRANT OPTION | GRANT SELECT ON t TO reader
            GRANT SELECT ON t TO reader | GRANT SELECT (a), UPDATE (b) ON t TO reader
            GRANT SELECT, UPDATE ON t TO reader; GRANT SELECT (a) ON t TO reader | GRANT UPDATE ON t TO reader; GRANT SELECT (a) ON t TO reader
            GRANT SELECT ON t TO PUBLIC | REVOKE UPDATE ON t FROM CURRENT_USER
                                        | REVOKE ALL ON t FROM CURRENT_USER
                                        | GRANT USAGE ON SCHEMA public TO reader; REVOKE USAGE ON SCHEMA public FROM PUBLIC
            CREATE FUNCTION f(int, VARIADIC text[]) RETURNS int LANGUAGE sql AS 'SELECT 1' | CREATE FUNCTION f(int, VARIADIC text[]) RETURNS int LANGUAGE sql AS 'SELECT 1'; REVOKE EXECUTE ON FUNCTION f FROM PUBLIC
                                        | CREATE TYPE e AS ENUM ('x'); REVOKE USAGE ON TYPE e FROM PUBLIC; GRANT USAGE ON TYPE e TO reader
            CREATE SEQUENCE s           | CREATE SEQUENCE s; GRANT USAGE ON SEQUENCE s TO reader
                                        | CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int); GRANT EXECUTE ON FUNCTION total(int) TO reader
                                        | CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'; REVOKE ALL ON PROCEDURE p FROM PUBLIC
                                        | CREATE TABLE i (n int GENERATED ALWAYS AS IDENTITY); GRANT USAGE ON SEQUENCE i_n_seq TO reader
            """)
    void privilegesArrive(String old, String wanted) throws SQLException {
        migration.arrives(TABLE + (old == null ? "" : old), TABLE + (wanted == null ? "" : wanted));
        migration.arrives(TABLE + (wanted == null ? "" : wanted), TABLE + (old == null ? "" : old));
        migration.arrives("", TABLE + (wanted == null ? "" : wanted));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader | ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader
            ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader WITH GRANT OPTION | ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader
            ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC |
            ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA public GRANT ALL ON SEQUENCES TO "We""ird; DROP" |
            ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader | ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader; CREATE TABLE n (a int)
            ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader | CREATE TABLE n (a int)
            ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader | CREATE TABLE n (a int); ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader
                                        | CREATE TABLE n (a int); ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader
            ALTER DEFAULT PRIVILEGES REVOKE ALL ON TABLES FROM CURRENT_USER | CREATE TABLE n (a int)
            ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC | CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'
            """)
    void defaultPrivilegesArriveAndDoNotLeakIntoNewObjects(String old, String wanted) throws SQLException {
        migration.arrives(old == null ? "" : old, wanted == null ? "" : wanted);
        migration.arrives(wanted == null ? "" : wanted, old == null ? "" : old);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE TABLE t (a serial)   | ALTER TABLE t OWNER TO app
            CREATE VIEW t AS SELECT 1 AS a | ALTER VIEW t OWNER TO app
            CREATE SEQUENCE t           | ALTER SEQUENCE t OWNER TO app
            CREATE TYPE t AS ENUM ('a') | ALTER TYPE t OWNER TO app
            CREATE TYPE t AS (a int)    | ALTER TYPE t OWNER TO app
            CREATE DOMAIN t AS int      | ALTER DOMAIN t OWNER TO app
            CREATE FUNCTION t(int) RETURNS int LANGUAGE sql AS 'SELECT 1' | ALTER FUNCTION t OWNER TO app
            CREATE AGGREGATE t(int) (SFUNC = int4pl, STYPE = int) | ALTER AGGREGATE t(int) OWNER TO app
            CREATE COLLATION t FROM "C" | ALTER COLLATION t OWNER TO app
            CREATE SCHEMA t             | ALTER SCHEMA t OWNER TO app
            CREATE TABLE u (a int, b int); CREATE STATISTICS t ON a, b FROM u | ALTER STATISTICS t OWNER TO app
            CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq) | ALTER OPERATOR === (int, int) OWNER TO app
            """)
    void ownersArrive(String make, String give) throws SQLException {
        String rights = "GRANT CREATE ON SCHEMA public TO app;";
        migration.arrives(rights + make, rights + make + ";" + give);
        migration.arrives(rights + make + ";" + give, rights + make);
        migration.arrives("", rights + make + ";" + give);
    }

    /** The server ties a sequence only to a table of the same owner. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALTER TABLE t OWNER TO app  | ALTER TABLE t ADD c serial; ALTER TABLE t OWNER TO app
            CREATE SEQUENCE s; ALTER TABLE t OWNER TO app | CREATE SEQUENCE s OWNED BY t.a; ALTER TABLE t OWNER TO app
            CREATE SEQUENCE s; ALTER SEQUENCE s OWNER TO app | CREATE SEQUENCE s OWNED BY t.a; ALTER TABLE t OWNER TO app
            CREATE SEQUENCE s; ALTER SEQUENCE s OWNER TO app; ALTER TABLE t OWNER TO app | CREATE SEQUENCE s OWNED BY t.a
            """)
    void aSequenceThatIsTiedToAColumnBelongsToTheTablesOwner(String old, String wanted) throws SQLException {
        String rights = "GRANT CREATE ON SCHEMA public TO app;" + TABLE;
        migration.arrives(rights + old, rights + wanted);
        migration.arrives(rights + wanted, rights + old);
    }

    @Test
    void aViewThatGivesWayKeepsOwnerPrivilegesAndComments() throws SQLException {
        String make = "GRANT CREATE ON SCHEMA public TO app; CREATE TABLE t (a %s); CREATE VIEW v AS SELECT a FROM t;"
                + "COMMENT ON VIEW v IS 'kept'; COMMENT ON COLUMN v.a IS 'kept too';"
                + "GRANT SELECT ON t TO app; GRANT SELECT ON v TO reader WITH GRANT OPTION; GRANT UPDATE (a) ON v TO reader;"
                + "ALTER VIEW v OWNER TO app";
        Plan plan = migration.arrives(make.formatted("int"), make.formatted("bigint"));
        assertThat(plan.script())
                .contains("DROP VIEW", "OWNER TO app", "GRANT SELECT ON TABLE public.v TO reader WITH GRANT");
    }

    @Test
    void aFunctionMadeAgainHasNoMoreRightsThanBefore() throws SQLException {
        String make = "CREATE FUNCTION f() RETURNS %s LANGUAGE sql AS 'SELECT 1';"
                + "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO reader";
        Plan plan = migration.arrives(make.formatted("int"), make.formatted("bigint"));
        assertThat(plan.script()).contains("REVOKE EXECUTE ON FUNCTION public.f() FROM reader");
    }

    @Test
    void grantsOnWhatIsDroppedNeedNoStatement() throws SQLException {
        Plan plan = migration.arrives(
                "CREATE TABLE t (a int); GRANT SELECT ON t TO reader; GRANT UPDATE (a) ON t TO reader", "SELECT 1");
        assertThat(plan.statements()).hasSize(1);
    }

    @Test
    void membersOfExtensionsKeepTheirRights() throws SQLException {
        Catalog catalog = server.inspect(
                List.of(
                        "CREATE EXTENSION citext",
                        "REVOKE EXECUTE ON FUNCTION citext_hash(citext) FROM PUBLIC",
                        "GRANT EXECUTE ON FUNCTION citext_hash(citext) TO reader"),
                "SELECT 1",
                Scope.database());
        assertThat(catalog.all(Privileges.class))
                .extracting(p -> p.ref().display())
                .containsExactlyInAnyOrder(
                        "of PUBLIC on function public.citext_hash(public.citext)",
                        "of reader on function public.citext_hash(public.citext)");
    }

    @Test
    void untouchedObjectsHaveNoRules() throws SQLException {
        Catalog catalog = server.inspect(
                "CREATE TABLE t (a serial); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
                        + "CREATE TYPE e AS ENUM ('a'); GRANT SELECT ON t TO reader; REVOKE SELECT ON t FROM reader; CREATE SCHEMA s");
        assertThat(catalog.objects().keySet())
                .extracting(r -> r.kind())
                .doesNotContain(
                        ObjectKind.OWNER, ObjectKind.PRIVILEGES, ObjectKind.DEFAULT_PRIVILEGES, ObjectKind.ROLE);
        assertThat(catalog.all(Ownership.class)).isEmpty();
        assertThat(catalog.objects().values()).extracting(SchemaObject::ref).isNotEmpty();
    }
}
