package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.SuperuserEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Privileges that roles have passed on change and go, with what came from them and without it. */
@ExtendWith(SuperuserEngine.class)
class PassedOnTest {
    private static final String TABLE = "CREATE TABLE t (a int, b text);";
    private static final String CHAIN = """
            GRANT SELECT, INSERT ON t TO first WITH GRANT OPTION; GRANT UPDATE ON t TO third; SET ROLE first;
            GRANT SELECT, INSERT ON t TO "sec""ond" WITH GRANT OPTION; GRANT INSERT ON t TO third; SET ROLE "sec""ond";
            GRANT SELECT ON t TO third; RESET ROLE;
            """;

    private final Migration migration;

    PassedOnTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @BeforeAll
    static void roles(PostgresEngine.Server server) throws SQLException {
        try (ScratchDatabase scratch = server.database().create("roles")) {
            for (String role : List.of("first", "sec\"ond", "third")) {
                scratch.ensureRole(role);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            nothing left                  | SELECT 1
            all from the owner            | GRANT SELECT, INSERT ON t TO first, "sec""ond" WITH GRANT OPTION; GRANT SELECT, INSERT, UPDATE ON t TO third
            the last of the chain alone   | GRANT SELECT ON t TO third
            all but the last              | GRANT SELECT, INSERT ON t TO first, "sec""ond" WITH GRANT OPTION
            without the options           | GRANT SELECT, INSERT ON t TO first, "sec""ond"; GRANT SELECT, INSERT, UPDATE ON t TO third
            without one in the middle     | GRANT SELECT, INSERT ON t TO first WITH GRANT OPTION; GRANT SELECT, INSERT, UPDATE ON t TO third
            one privilege less            | GRANT SELECT, INSERT ON t TO first WITH GRANT OPTION; GRANT INSERT ON t TO "sec""ond" WITH GRANT OPTION; GRANT SELECT, INSERT, UPDATE ON t TO third
            """)
    void chainsArrive(String name, String wanted) throws SQLException {
        migration.arrives(TABLE + CHAIN, TABLE + wanted);
        migration.arrives(TABLE + wanted, TABLE + CHAIN);
    }

    @Test
    void twoThatGaveOneAnotherSomething() throws SQLException {
        String circle = """
                GRANT SELECT ON t TO first WITH GRANT OPTION; GRANT INSERT ON t TO third WITH GRANT OPTION; SET ROLE first; GRANT SELECT ON t TO third;
                SET ROLE third; GRANT INSERT ON t TO first; RESET ROLE;
                """;
        migration.arrives(TABLE + circle, TABLE);
        migration.arrives(TABLE + circle, TABLE + "GRANT SELECT, INSERT ON t TO first; GRANT SELECT ON t TO third;");
    }

    @Test
    void onOtherObjects() throws SQLException {
        migration.arrives("""
                CREATE SCHEMA s; CREATE TYPE e AS ENUM ('a'); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE c (x int);
                GRANT USAGE ON SCHEMA s TO first WITH GRANT OPTION; GRANT USAGE ON TYPE e TO first WITH GRANT OPTION; GRANT EXECUTE ON FUNCTION f TO first WITH GRANT OPTION;
                GRANT SELECT (x) ON c TO first WITH GRANT OPTION;
                SET ROLE first; GRANT USAGE ON SCHEMA s TO third; GRANT USAGE ON TYPE e TO third; GRANT EXECUTE ON FUNCTION f TO third; GRANT SELECT (x) ON c TO third; RESET ROLE;
                """, """
                CREATE SCHEMA s; CREATE TYPE e AS ENUM ('a'); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE c (x int);
                GRANT USAGE ON SCHEMA s TO third; GRANT USAGE ON TYPE e TO first; GRANT EXECUTE ON FUNCTION f TO first WITH GRANT OPTION;
                """);
    }

    @Test
    void whatStaysIsNotTouched() throws SQLException {
        assertThat(migration
                        .arrives(TABLE + CHAIN, TABLE + CHAIN + "GRANT DELETE ON t TO \"sec\"\"ond\";")
                        .script())
                .contains("GRANT DELETE ON TABLE public.t")
                .doesNotContain("REVOKE", "GRANT SELECT");
    }
}
