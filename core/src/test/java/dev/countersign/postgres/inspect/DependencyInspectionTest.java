package dev.countersign.postgres.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Dependency;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresEngine.class)
class DependencyInspectionTest {
    private final PostgresEngine.Server server;

    DependencyInspectionTest(PostgresEngine.Server server) {
        this.server = server;
    }

    private static List<String> edges(Catalog catalog) {
        return catalog.dependencies().stream()
                .map(d -> d.dependent() + " -> " + d.referenced())
                .toList();
    }

    @Test
    void theServersGraphIsToldInObjectsAndColumns() throws SQLException {
        Catalog catalog = server.inspect("""
                CREATE SCHEMA s;
                CREATE TYPE s.mood AS ENUM ('a'); CREATE DOMAIN s.d AS int CHECK (VALUE > 0);
                CREATE FUNCTION s.f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
                CREATE TABLE s.t (id serial PRIMARY KEY, m s.mood[], x s.d DEFAULT s.f(1), y int GENERATED ALWAYS AS (s.f(2)) STORED, CHECK (s.f(y) > 0));
                CREATE TABLE s.u (t_id int REFERENCES s.t (id), whole s.t);
                CREATE VIEW s.v AS SELECT id, m FROM s.t; CREATE VIEW s.w AS SELECT id FROM s.v;
                CREATE INDEX i ON s.t (s.f(y));
                CREATE FUNCTION s.g() RETURNS SETOF s.v LANGUAGE sql BEGIN ATOMIC SELECT * FROM s.v; END;
                CREATE POLICY p ON s.u USING (EXISTS (SELECT FROM s.t WHERE t.id = u.t_id));
                CREATE TABLE s.parted (k s.mood) PARTITION BY LIST (k); CREATE TABLE s.part1 PARTITION OF s.parted DEFAULT""");
        assertThat(edges(catalog))
                .contains(
                        "column s.t.id -> sequence s.t_id_seq",
                        "column s.t.m -> enum s.mood",
                        "column s.t.x -> domain s.d",
                        "column s.t.x -> function s.f(integer)",
                        "column s.t.y -> function s.f(integer)",
                        "check constraint s.t.t_y_check -> function s.f(integer)",
                        "check constraint s.t.t_y_check -> column s.t.y",
                        "foreign key s.u.u_t_id_fkey -> primary key s.t.t_pkey",
                        "foreign key s.u.u_t_id_fkey -> column s.t.id",
                        "column s.u.whole -> table s.t",
                        "view s.v -> column s.t.m",
                        "view s.w -> column s.v.id",
                        "index s.i -> function s.f(integer)",
                        "index s.i -> table s.t",
                        "function s.g() -> view s.v",
                        "function s.g() -> column s.v.m",
                        "policy s.u.p -> column s.t.id",
                        "table s.part1 -> table s.parted",
                        "table s.t -> schema s",
                        "sequence s.t_id_seq -> schema s")
                .doesNotContain("sequence s.t_id_seq -> column s.t.id", "column s.t.id -> table s.t");
    }

    @Test
    void bothEndsOfEveryDependencyExist() throws SQLException {
        Catalog catalog = server.inspect("""
                CREATE TABLE p (k int PRIMARY KEY) PARTITION BY RANGE (k); CREATE TABLE p1 PARTITION OF p DEFAULT;
                CREATE TABLE c (k int REFERENCES p); CREATE TABLE d (k int REFERENCES p1 (k));
                CREATE MATERIALIZED VIEW m AS SELECT k FROM p GROUP BY k; CREATE INDEX ON m (k)""");
        assertThat(catalog.dependencies()).allSatisfy(dependency -> {
            assertThat(exists(catalog, dependency.dependent())).isTrue();
            assertThat(exists(catalog, dependency.referenced())).isTrue();
            assertThat(dependency.dependent()).isNotEqualTo(dependency.referenced());
        });
        assertThat(edges(catalog))
                .contains("foreign key public.d.d_k_fkey -> primary key public.p1.p1_pkey")
                .doesNotContain("primary key public.p.p_pkey -> column public.p1.k");
    }

    private static boolean exists(Catalog catalog, ObjectRef ref) {
        if (ref.kind() != ObjectKind.COLUMN) {
            return catalog.contains(ref);
        }
        return catalog.objects().keySet().stream()
                .anyMatch(owner ->
                        owner.path().equals(ref.path().subList(0, ref.path().size() - 1)));
    }

    @Test
    void whatComesFromAnExtensionDependsOnIt() throws SQLException {
        Catalog catalog = server.inspect(
                List.of("CREATE EXTENSION citext", "CREATE TABLE t (a citext, b citext[])", "CREATE INDEX i ON t (a)"),
                "",
                Scope.database());
        assertThat(edges(catalog))
                .contains(
                        "column public.t.a -> extension citext",
                        "column public.t.b -> extension citext",
                        "extension citext -> schema public");
        assertThat(catalog.dependencies()).extracting(Dependency::dependent).doesNotContainNull();
    }
}
