package dev.countersign.postgres.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Routine;
import dev.countersign.catalog.View;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresEngine.class)
class RoutineAndViewInspectionTest {
    private final PostgresEngine.Server server;

    RoutineAndViewInspectionTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @Test
    void routinesAreKnownByTheirArgumentTypes() throws SQLException {
        Catalog catalog = server.inspect("""
                CREATE FUNCTION f(a int, b text DEFAULT 'x;y') RETURNS text LANGUAGE sql STABLE AS $$SELECT b || a$$;
                CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a + 1; END;
                CREATE PROCEDURE p(INOUT a int) LANGUAGE plpgsql AS 'BEGIN a := 1; END'; COMMENT ON FUNCTION f(int) IS 'one'""");
        Routine two = catalog.find(ObjectRef.of(ObjectKind.FUNCTION, "public", "f", "integer, text"), Routine.class)
                .orElseThrow();
        assertThat(two.arguments()).isEqualTo("a integer, b text DEFAULT 'x;y'::text");
        assertThat(two.returns()).isEqualTo("text");
        assertThat(two.language()).isEqualTo("sql");
        assertThat(two.definition())
                .startsWith("CREATE OR REPLACE FUNCTION public.f(")
                .endsWith("$function$");
        assertThat(catalog.find(ObjectRef.of(ObjectKind.FUNCTION, "public", "f", "integer")))
                .hasValueSatisfying(one -> assertThat(one.comment()).contains("one"));
        assertThat(catalog.find(ObjectRef.of(ObjectKind.PROCEDURE, "public", "p", "integer"), Routine.class))
                .hasValueSatisfying(p -> assertThat(p.returns()).isEmpty());
    }

    @Test
    void aggregatesCanBeMadeAgainFromTheirText() throws SQLException {
        Catalog catalog = server.inspect("""
                CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0', COMBINEFUNC = int4pl, PARALLEL = SAFE);
                CREATE AGGREGATE counting(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');
                CREATE AGGREGATE least_of(int) (SFUNC = int4smaller, STYPE = int, SORTOP = <)""");
        assertThat(catalog.all(Routine.class))
                .extracting(r -> r.ref().path().get(2))
                .containsExactlyInAnyOrder("integer", "*", "integer");
        StringBuilder script = new StringBuilder();
        catalog.all(Routine.class).forEach(r -> script.append(r.definition()).append(";\n"));
        assertThat(server.inspect(script.toString())).isEqualTo(catalog);
    }

    @Test
    void viewsCarryColumnsOptionsAndDefaults() throws SQLException {
        Catalog catalog = server.inspect("""
                CREATE TABLE t (a int, b text);
                CREATE VIEW v WITH (security_barrier, check_option = local) AS SELECT a, b AS name FROM t WHERE a > 0;
                ALTER VIEW v ALTER COLUMN a SET DEFAULT 5; COMMENT ON COLUMN v.name IS 'named'; COMMENT ON VIEW v IS 'view';
                CREATE MATERIALIZED VIEW m WITH (fillfactor = 70) AS SELECT count(*) AS n FROM v""");
        View view = catalog.find(ObjectRef.of(ObjectKind.VIEW, "public", "v"), View.class)
                .orElseThrow();
        assertThat(view.columns())
                .containsExactly(
                        new View.ViewColumn("a", "integer", Optional.of("5"), Optional.empty()),
                        new View.ViewColumn("name", "text", Optional.empty(), Optional.of("named")));
        assertThat(view.query()).startsWith("SELECT a").endsWith("(a > 0)").contains("FROM public.t");
        assertThat(view.attributes())
                .containsExactlyInAnyOrderEntriesOf(Map.of("security_barrier", "true", "check_option", "local"));
        assertThat(view.comment()).contains("view");
        View stored = catalog.find(ObjectRef.of(ObjectKind.MATERIALIZED_VIEW, "public", "m"), View.class)
                .orElseThrow();
        assertThat(stored.materialized()).isTrue();
        assertThat(stored.attributes()).containsOnly(Map.entry("storage.fillfactor", "70"));
    }
}
