package dev.countersign.postgres.script;

import static dev.countersign.postgres.script.LentRightsTest.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.source.SourceException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Privileges on what the server or an extension brought, given and taken by scripts of a role that is no superuser. */
@ExtendWith(PostgresEngine.class)
class LentPrivilegesTest {
    private final PostgresEngine.Server server;

    LentPrivilegesTest(PostgresEngine.Server server) {
        this.server = server;
    }

    /** The server only warns that it did nothing, and a plan would take away what the script says to give. */
    @Test
    void privilegesOnWhatAnExtensionBroughtAreGivenAndTaken() throws SQLException {
        String script = "CREATE SCHEMA s; CREATE EXTENSION hstore SCHEMA s; SET search_path = s;"
                + " REVOKE EXECUTE ON FUNCTION hstore(text, text) FROM PUBLIC;"
                + " GRANT EXECUTE ON FUNCTION hstore(text, text) TO pg_monitor;"
                + " REVOKE ALL ON LANGUAGE plpgsql FROM PUBLIC; GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC;"
                + " REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(float8) FROM PUBLIC;";
        try (ScratchDatabase scratch = server.database().create("members")) {
            load(script, scratch);
            try (Connection connection = scratch.open();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT has_function_privilege('pg_monitor', 's.hstore(text, text)', 'EXECUTE'),"
                                    + " (SELECT count(*) FROM aclexplode((SELECT proacl FROM pg_proc WHERE oid = 's.hstore(text, text)'::regprocedure)) WHERE grantee = 0),"
                                    + " (SELECT proowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user) FROM pg_proc WHERE oid = 's.hstore(text, text)'::regprocedure)")) {
                row.next();
                assertThat(row.getBoolean(1)).as("given").isTrue();
                assertThat(row.getInt(2)).as("left to everybody").isZero();
                assertThat(row.getBoolean(3)).as("of another owner").isTrue();
            }
        }
    }

    /** Monitoring is set up so. */
    @Test
    void whatEverybodyMayReadOrCallOfTheServerCanBeGrantedToSomebody() throws SQLException {
        try (ScratchDatabase scratch = server.database().create("monitored")) {
            load("""
                    GRANT SELECT ON pg_stat_database, pg_catalog.pg_class TO pg_monitor;
                    GRANT EXECUTE ON FUNCTION pg_catalog.pg_backend_pid() TO pg_monitor;""", scratch);
            try (Connection connection = scratch.open();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("""
                            SELECT (SELECT count(*) FROM pg_class c, aclexplode(c.relacl) a WHERE a.grantee = 'pg_monitor'::regrole
                                AND c.oid IN ('pg_stat_database'::regclass, 'pg_class'::regclass))
                              + (SELECT count(*) FROM pg_proc p, aclexplode(p.proacl) a WHERE a.grantee = 'pg_monitor'::regrole
                                AND p.oid = 'pg_backend_pid()'::regprocedure)""")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(3);
            }
        }
    }

    /** Whoever may call such a function reads files of the server. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO PUBLIC",
                "CREATE EXTENSION pg_stat_statements; GRANT EXECUTE ON FUNCTION pg_stat_statements_reset TO PUBLIC",
                "GRANT SELECT ON pg_catalog.pg_authid TO PUBLIC",
                "GRANT UPDATE ON pg_catalog.pg_settings TO pg_monitor",
                "GRANT INSERT (datname) ON pg_catalog.pg_stat_database TO PUBLIC",
                "GRANT USAGE ON LANGUAGE c TO PUBLIC"
            })
    void privilegesThatNotEverybodyHasAreNotGiven(String script) throws SQLException {
        try (ScratchDatabase scratch = server.database().create("members")) {
            assertThatThrownBy(() -> load(script, scratch))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("GRANT");
        }
    }
}
