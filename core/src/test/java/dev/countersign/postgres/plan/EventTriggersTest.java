package dev.countersign.postgres.plan;

import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.SuperuserEngine;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Event triggers that forbid what a plan does while they are there or on, forth and back. */
@ExtendWith(SuperuserEngine.class)
class EventTriggersTest {
    private static final String FORBIDDING = """
            CREATE FUNCTION no() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
            """;
    private final Migration migration;

    EventTriggersTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(
                        "one that forbids drops comes and goes",
                        "CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a FROM t;",
                        "CREATE TABLE t (a bigint); CREATE VIEW w AS SELECT a FROM t;" + FORBIDDING
                                + "CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION no(); COMMENT ON EVENT TRIGGER e IS 'x';"),
                Arguments.of(
                        "one that forbids every command is switched on and off",
                        "CREATE TABLE t (a int, b int);" + FORBIDDING
                                + "CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION no(); ALTER EVENT TRIGGER e DISABLE;",
                        FORBIDDING + "CREATE TABLE t (a bigint, c int); CREATE TABLE u (a int);"
                                + "CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION no();"),
                Arguments.of(
                        "one that forbids other commands than before",
                        "CREATE TABLE t (a int);" + FORBIDDING
                                + "CREATE EVENT TRIGGER e ON ddl_command_start WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION no();",
                        "CREATE TABLE t (a bigint); CREATE TABLE u (a int);" + FORBIDDING
                                + "CREATE EVENT TRIGGER e ON ddl_command_start WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION no();"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void arrivesForthAndBack(String name, String before, String after) throws Exception {
        migration.arrives(before, after);
        migration.arrives(after, before);
    }
}
