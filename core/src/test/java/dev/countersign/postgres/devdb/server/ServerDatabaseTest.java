package dev.countersign.postgres.devdb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.postgres.devdb.embedded.LoopbackServer;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerDatabaseTest {
    private static LoopbackServer server;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = new LoopbackServer("host all all 127.0.0.1/32 trust\n");
        admin("postgres", "CREATE ROLE maker LOGIN CREATEDB CREATEROLE; CREATE ROLE plain LOGIN");
        admin("postgres", "CREATE DATABASE plain OWNER plain");
        admin("postgres", "CREATE DATABASE used OWNER plain");
        admin("used", "CREATE TABLE public.precious (i int)");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void admin(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.port(), database),
                        "countersign_engine",
                        "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.port(), database),
                        "countersign_engine",
                        "");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static DevDatabase open(String user, String database) {
        return DevDatabases.installed()
                .open("postgres://%s@127.0.0.1:%d/%s".formatted(user, server.port(), database), Progress.none());
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aRoleThatMayCreateDatabasesGetsSiblingsThatVanish() throws SQLException {
        try (DevDatabase database = open("maker", "postgres")) {
            try (ScratchDatabase one = database.create("one");
                    ScratchDatabase two = database.create("two");
                    Connection a = one.open();
                    Connection b = two.openForScripts()) {
                run(a, "CREATE TABLE t (i int)");
                run(b, "CREATE TABLE t (i int); CREATE INDEX ON t (i)");
                assertThat(one.name()).startsWith("countersign_scratch_").isNotEqualTo(two.name());
                assertThat(one.ensureRole("some_app")).isTrue();
                assertThat(one.runPrivileged(List.of("SELECT 1"))).isFalse();
                run(a, "CREATE SCHEMA s AUTHORIZATION some_app");
            }
            assertThat(ask("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE 'countersign_scratch%'"))
                    .isEqualTo("0");
        }
        assertThat(ask("postgres", "SELECT count(*) FROM pg_roles WHERE rolname = 'some_app'"))
                .isEqualTo("0");
    }

    @Test
    void aRoleThatMayCreateDatabasesCopiesItsOwn() throws SQLException {
        try (DevDatabase database = open("maker", "postgres");
                ScratchDatabase original = database.create("original")) {
            try (Connection a = original.open()) {
                run(a, "CREATE TABLE t (i int); INSERT INTO t VALUES (7)");
            }
            try (ScratchDatabase copy = database.copy(original, "copy").orElseThrow();
                    Connection b = copy.open()) {
                run(b, "DROP TABLE t");
            }
            try (Connection a = original.open();
                    Statement statement = a.createStatement();
                    ResultSet row = statement.executeQuery("SELECT i FROM t")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(7);
            }
        }
        try (DevDatabase database = open("plain", "plain")) {
            assertThat(database.copies()).isFalse();
        }
    }

    @Test
    void aSuperuserCanInstallWhatOursCan() throws SQLException {
        try (DevDatabase database = open("countersign_engine", "postgres");
                ScratchDatabase scratch = database.create("super")) {
            assertThat(scratch.runPrivileged(List.of("CREATE SCHEMA s", "CREATE TABLE s.t (i int)")))
                    .isTrue();
            assertThat(scratch.ensureExtension("pg_trgm", Optional.empty(), Optional.empty()))
                    .isTrue();
            assertThat(scratch.ensureExtension("no_such", Optional.empty(), Optional.empty()))
                    .isFalse();
        }
    }

    @Test
    void aPlainRoleUsesTheGivenEmptyDatabaseOneAtATimeAndCleansIt() throws SQLException {
        try (DevDatabase database = open("plain", "plain")) {
            for (int round = 0; round < 2; round++) {
                try (ScratchDatabase scratch = database.create("given");
                        Connection connection = scratch.open()) {
                    run(
                            connection,
                            "CREATE TYPE mood AS ENUM ('a'); CREATE DOMAIN d AS int; CREATE TABLE t (i int PRIMARY KEY, m mood);"
                                    + " CREATE VIEW v AS SELECT * FROM t; CREATE SCHEMA app; CREATE TABLE app.x (i int);"
                                    + " CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE SEQUENCE s;"
                                    + " CREATE EXTENSION pg_trgm");
                    assertThatThrownBy(() -> database.create("second"))
                            .isInstanceOf(DevDatabaseException.class)
                            .hasMessageContaining("ALTER ROLE plain CREATEDB");
                }
            }
        }
        assertThat(ask("plain", "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "maker"})
    void aDatabaseWithContentIsRefusedEvenWhereSiblingsCouldBeMade(String user) throws SQLException {
        assertThatThrownBy(() -> open(user, "used"))
                .isInstanceOf(DevDatabaseException.class)
                .hasMessageContaining("not empty: it holds table")
                .hasMessageContaining("precious");
        assertThat(ask("used", "SELECT count(*) FROM precious")).isEqualTo("0");
    }

    @Test
    void theTimeLimitEndsTheSession() throws SQLException {
        try (DevDatabase database = open("maker", "postgres");
                ScratchDatabase scratch = database.create("limit");
                Connection connection = scratch.open()) {
            assertThatThrownBy(() -> scratch.within(Duration.ofMillis(200), connection, Progress.none(), () -> {
                        run(connection, "SELECT pg_sleep(60)");
                        return 0;
                    }))
                    .isInstanceOf(DevDatabaseException.class);
        }
    }

    /** A schema of thousands of statements would otherwise wait for the disk thousands of times. */
    @Test
    void scriptsDoNotWaitForTheDisk() throws SQLException {
        try (DevDatabase database = open("maker", "postgres");
                ScratchDatabase scratch = database.create("script");
                Connection connection = scratch.openForScripts();
                Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery("SHOW synchronous_commit")) {
            setting.next();
            assertThat(setting.getString(1)).isEqualTo("off");
        }
    }
}
