package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.plan.UnplannableException;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Values of a composite type that is made anew are not mixed up, and NULL stays NULL. */
@ExtendWith(PostgresEngine.class)
class CompositeValuesTest {
    private final Migration migration;

    CompositeValuesTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void valuesGoOverByTheNamesOfTheirAttributes() throws SQLException {
        migration.arrives(
                "CREATE TYPE p AS (a int, b int); CREATE TABLE t (x p);"
                        + " INSERT INTO t VALUES (ROW(1, 2)), (NULL), (ROW(NULL, NULL))",
                "CREATE TYPE p AS (b int, c text, a bigint); CREATE TABLE t (x p)",
                List.of(),
                "SELECT string_agg(x::text, ' ' ORDER BY x::text COLLATE \"C\") || ' '"
                        + " || count(*) FILTER (WHERE x IS NOT DISTINCT FROM NULL) FROM t",
                "(,,) (2,,1) 1");
    }

    @Test
    void anAttributeThatOnlyHasAnotherNameKeepsItsValue() throws SQLException {
        migration.arrives(
                "CREATE TYPE p AS (street text, zip text); CREATE TABLE t (x p); INSERT INTO t VALUES (ROW('s', 'z'))",
                "CREATE TYPE p AS (street varchar(9), postcode text); CREATE TABLE t (x p)",
                List.of(),
                "SELECT x::text FROM t",
                "(s,z)");
    }

    @Test
    void arraysThatWouldBeMixedUpAreRefused() {
        assertThatThrownBy(() -> migration.arrives(
                        "CREATE TYPE p AS (a int, b int); CREATE TABLE t (x p[])",
                        "CREATE TYPE p AS (b int, a int); CREATE TABLE t (x p[])"))
                .isInstanceOf(UnplannableException.class)
                .hasMessageContaining("change places");
    }
}
