package dev.countersign.postgres.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Uncompared;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.SuperuserEngine;
import dev.countersign.review.Coverage;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What nobody's schema made: the server's own objects, and what it keeps for itself. */
@ExtendWith(SuperuserEngine.class)
class ServersOwnObjectsTest {
    private final PostgresEngine.Server server;

    ServersOwnObjectsTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @Test
    void privilegesOnThemAreNamed() throws SQLException {
        Catalog catalog = server.inspect("""
                GRANT SELECT (rolname) ON pg_catalog.pg_authid TO pg_monitor;
                GRANT EXECUTE ON FUNCTION pg_catalog.pg_reload_conf() TO pg_monitor WITH GRANT OPTION;
                REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(float8) FROM PUBLIC;
                REVOKE USAGE ON SCHEMA pg_catalog FROM PUBLIC;
                GRANT USAGE ON LANGUAGE plpgsql TO pg_monitor""");
        assertThat(catalog.uncompared())
                .filteredOn(seen -> seen.kind().equals("privilege"))
                .extracting(seen -> seen.cause() + " " + seen.name())
                .containsExactlyInAnyOrder(
                        "NOT_ASKED SELECT on pg_catalog.pg_authid.rolname for pg_monitor",
                        "NOT_ASKED EXECUTE with grant option on pg_catalog.pg_reload_conf() for pg_monitor",
                        "NOT_ASKED no EXECUTE on pg_catalog.pg_sleep(double precision) for PUBLIC",
                        "NOT_ASKED no USAGE on pg_catalog for PUBLIC");
    }

    @Test
    void theyHideADifferenceOnlyWhereTheDesiredStateStatesThem() throws SQLException {
        Catalog granted = server.inspect("GRANT SELECT ON pg_catalog.pg_authid TO pg_monitor");
        Catalog plain = server.inspect("SELECT 1");
        Coverage wanted = Coverage.of(plain, granted);
        assertThat(wanted.oneSided())
                .extracting(Uncompared::name)
                .containsExactly("SELECT on pg_catalog.pg_authid for pg_monitor");
        Coverage present = Coverage.of(granted, plain);
        assertThat(present.complete()).isTrue();
        assertThat(present.leftOutSentences())
                .containsExactly("Seen, left out: 1 privilege (SELECT on pg_catalog.pg_authid for pg_monitor):"
                        + " privileges on the server's own objects are not compared.");
        assertThat(Coverage.of(granted, granted).oneSided()).isEmpty();
    }

    @Test
    void theNameOfAnOperatorThatNobodyMadeHidesNothing() throws SQLException {
        Catalog catalog = server.inspect("""
                CREATE FUNCTION alike(boolean, boolean) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2';
                CREATE OPERATOR === (FUNCTION = alike, LEFTARG = boolean, RIGHTARG = boolean, NEGATOR = !==);
                DROP OPERATOR === (boolean, boolean)""");
        assertThat(catalog.uncompared())
                .filteredOn(seen -> seen.kind().equals("operator"))
                .extracting(seen -> seen.cause() + " " + seen.name())
                .containsExactly("LEFT_OUT public.!==(boolean,boolean)");
    }
}
