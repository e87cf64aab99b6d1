package dev.countersign.postgres.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresEngine.class)
class DefinedInspectionTest {
    private static final String BASE = """
            CREATE SCHEMA s; CREATE TYPE s.e AS ENUM ('a'); CREATE TABLE s.t (a int PRIMARY KEY, b text, gone int);
            ALTER TABLE s.t DROP COLUMN gone;
            CREATE FUNCTION s.same(s.e, s.e) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
            CREATE FUNCTION s.to_int(s.e) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
            CREATE FUNCTION s.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'""";

    private final PostgresEngine.Server server;

    DefinedInspectionTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @Test
    void theTextOfEveryObjectMakesItAgain() throws SQLException {
        Catalog first = server.inspect(
                List.of(
                        "CREATE COLLATION s.\"Plain C\" FROM \"C\"",
                        "COMMENT ON COLLATION s.\"Plain C\" IS 'bytes'",
                        "CREATE COLLATION s.german (PROVIDER = icu, LOCALE = 'de-u-co-phonebk', DETERMINISTIC = false)",
                        "CREATE OPERATOR s.=== (FUNCTION = s.same, LEFTARG = s.e, RIGHTARG = s.e, COMMUTATOR = OPERATOR(s.===), RESTRICT = eqsel, HASHES)",
                        "COMMENT ON OPERATOR s.=== (s.e, s.e) IS 'it''s equal'",
                        "CREATE CAST (s.e AS int) WITH FUNCTION s.to_int(s.e) AS ASSIGNMENT",
                        "CREATE CAST (s.e AS bytea) WITH INOUT",
                        "CREATE EVENT TRIGGER \"Watch\" ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION s.watch()",
                        "ALTER EVENT TRIGGER \"Watch\" DISABLE",
                        "CREATE PUBLICATION part FOR TABLE s.t (a, b) WHERE (a > 0) WITH (publish = 'insert, delete')",
                        "CREATE PUBLICATION schemas FOR TABLES IN SCHEMA s WITH (publish_via_partition_root = true)",
                        "CREATE PUBLICATION everything FOR ALL TABLES",
                        "COMMENT ON PUBLICATION everything IS 'all'"),
                BASE,
                Scope.database());
        Set<ObjectKind> kinds = Set.of(
                ObjectKind.COLLATION,
                ObjectKind.OPERATOR,
                ObjectKind.CAST,
                ObjectKind.EVENT_TRIGGER,
                ObjectKind.PUBLICATION);
        assertThat(first.all(DefinedObject.class))
                .extracting(o -> o.ref().kind())
                .containsOnlyOnceElementsOf(Set.of(ObjectKind.OPERATOR, ObjectKind.EVENT_TRIGGER))
                .containsAll(kinds);
        assertThat(first.uncompared()).isEmpty();

        List<String> statements = new ArrayList<>();
        for (DefinedObject object : first.all(DefinedObject.class)) {
            statements.addAll(object.statements());
            object.comment()
                    .ifPresent(text -> statements.add("COMMENT ON "
                            + object.drop().replace("DROP ", "") + " IS '" + text.replace("'", "''") + "'"));
        }
        assertThat(server.inspect(statements, BASE, Scope.database())).isEqualTo(first);
    }

    @Test
    void theyDependOnWhatTheyUse() throws SQLException {
        Catalog catalog = server.inspect(
                List.of(
                        "CREATE OPERATOR s.=== (FUNCTION = s.same, LEFTARG = s.e, RIGHTARG = s.e)",
                        "CREATE PUBLICATION part FOR TABLE s.t (a) WHERE (b <> '')",
                        "CREATE VIEW s.v AS SELECT e.e OPERATOR(s.===) e.e AS x FROM (SELECT 'a'::s.e) e"),
                BASE,
                Scope.database());
        ObjectRef operator = ObjectRef.of(ObjectKind.OPERATOR, "s", "===(s.e, s.e)");
        assertThat(catalog.references(operator)).extracting(ObjectRef::display).contains("s.same(s.e, s.e)", "s.e");
        assertThat(catalog.dependents(operator)).extracting(ObjectRef::display).contains("s.v");
        assertThat(catalog.references(ObjectRef.of(ObjectKind.PUBLICATION, "part")))
                .extracting(ObjectRef::display)
                .contains("s.t", "s.t.a", "s.t.b");
    }

    @Test
    void aScopeOfSchemasLeavesTheDatabasesOwnObjectsOut() throws SQLException {
        Catalog catalog = server.inspect(
                List.of("CREATE PUBLICATION everything FOR ALL TABLES", "CREATE COLLATION s.c FROM \"C\""),
                BASE,
                new Scope(List.of("s")));
        assertThat(catalog.all(DefinedObject.class))
                .extracting(o -> o.ref().kind())
                .containsExactly(ObjectKind.COLLATION);
        assertThat(catalog.uncompared()).isEmpty();
    }
}
