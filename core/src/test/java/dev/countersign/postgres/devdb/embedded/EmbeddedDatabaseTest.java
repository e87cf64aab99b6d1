package dev.countersign.postgres.devdb.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.postgres.inspect.RoleReader;
import dev.countersign.progress.CancelledException;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedDatabaseTest {
    private static DevDatabase database;

    @BeforeAll
    static void start() {
        database = DevDatabases.installed().open("embedded://postgres/18", Progress.none());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : "";
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void givesSeveralEmptyDatabasesThatDoNotSeeEachOther() throws SQLException {
        assertThat(database.serverVersion()).startsWith("18.");
        try (ScratchDatabase current = database.create("current");
                ScratchDatabase desired = database.create("desired");
                Connection a = current.open();
                Connection b = desired.openForScripts()) {
            run(a, "CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)");
            run(b, "CREATE TABLE t (x text); INSERT INTO t VALUES ('a;b'); CREATE INDEX ON t (x)");
            assertThat(ask(a, "SELECT count(*) FROM t")).isEqualTo("0");
            assertThat(ask(b, "SELECT count(*) FROM t")).isEqualTo("1");
            assertThat(current.name()).isNotEqualTo(desired.name());
        }
    }

    @Test
    void roleThatSeveralMakeAtOnceIsMadeOnceAndIsNoneOfTheServers() throws Exception {
        try (ScratchDatabase one = database.create("one");
                ScratchDatabase two = database.create("two");
                ExecutorService makers = Executors.newFixedThreadPool(2);
                Connection reader = one.openPrivileged().orElseThrow()) {
            reader.setAutoCommit(false);
            for (int i = 0; i < 30; i++) {
                String role = "at_once_" + i;
                CyclicBarrier together = new CyclicBarrier(3);
                List<Future<Boolean>> made = Stream.of(one, two)
                        .map(scratch -> makers.submit(() -> {
                            together.await();
                            return scratch.ensureRole(role);
                        }))
                        .toList();
                together.await();
                do {
                    assertThat(RoleReader.roles(reader))
                            .noneMatch(r -> r.ref().name().startsWith("at_once_"));
                } while (!made.stream().allMatch(Future::isDone));
                for (Future<Boolean> answer : made) {
                    assertThat(answer.get()).as(role).isTrue();
                }
            }
        }
    }

    @Test
    void aCopyHoldsEverythingAndLivesByItself() throws SQLException {
        assertThat(database.copies()).isTrue();
        try (ScratchDatabase original = database.create("original")) {
            try (Connection a = original.open()) {
                run(a, "CREATE SCHEMA s; CREATE TABLE s.t (i int PRIMARY KEY); INSERT INTO s.t VALUES (1), (2)");
            }
            try (ScratchDatabase copy = database.copy(original, "copy").orElseThrow();
                    Connection b = copy.openForScripts();
                    Connection a = original.open()) {
                run(b, "DELETE FROM s.t WHERE i = 1; ALTER TABLE s.t ADD COLUMN added int");
                assertThat(ask(b, "SELECT string_agg(t::text, ' ') FROM s.t t")).isEqualTo("(2,)");
                assertThat(ask(a, "SELECT string_agg(t::text, ' ') FROM s.t t")).isEqualTo("(1) (2)");
                assertThat(database.copy(original, "busy")).isEmpty();
            }
        }
    }

    @Test
    void aClosedScratchDatabaseIsGone() throws SQLException {
        ScratchDatabase first = database.create("gone");
        String name = first.name();
        first.close();
        try (ScratchDatabase second = database.create("look");
                Connection connection = second.open()) {
            assertThat(ask(connection, "SELECT count(*) FROM pg_database WHERE datname = '" + name + "'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void untrustedSqlIsNoSuperuser() throws SQLException {
        try (ScratchDatabase scratch = database.create("untrusted");
                Connection connection = scratch.open()) {
            assertThat(ask(connection, "SHOW is_superuser")).isEqualTo("off");
            for (String sql : List.of(
                    "COPY (SELECT 1) TO PROGRAM 'cat'",
                    "COPY (SELECT 1) TO '/tmp/countersign-should-not-exist'",
                    "SELECT pg_read_file('/etc/passwd')",
                    "ALTER SYSTEM SET log_min_messages = debug5",
                    "SET temp_file_limit = -1",
                    "CREATE EXTENSION dblink",
                    "SET ROLE " + EngineFiles.BOOTSTRAP_ROLE)) {
                assertThatThrownBy(() -> run(connection, sql))
                        .as(sql)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("ermission denied");
            }
        }
    }

    @Test
    void installsHarmlessExtensionsAndNoOthers() throws SQLException {
        try (ScratchDatabase scratch = database.create("extensions");
                Connection connection = scratch.open()) {
            assertThat(scratch.ensureExtension("pg_visibility", Optional.empty(), Optional.empty()))
                    .isTrue();
            assertThat(scratch.ensureExtension("earthdistance", Optional.empty(), Optional.empty()))
                    .isTrue();
            assertThat(scratch.ensureExtension("plperlu", Optional.empty(), Optional.empty()))
                    .isFalse();
            assertThat(scratch.ensureExtension("postgis", Optional.empty(), Optional.empty()))
                    .isFalse();
            run(connection, "COMMENT ON EXTENSION pg_visibility IS 'ours'");
            run(connection, "DROP EXTENSION pg_visibility");
        }
    }

    @Test
    void makesRolesThatTheDevRoleMayUse() throws SQLException {
        try (ScratchDatabase scratch = database.create("roles");
                Connection connection = scratch.open()) {
            assertThat(scratch.ensureRole("App \"writer\"")).isTrue();
            assertThat(scratch.ensureRole("App \"writer\"")).isTrue();
            assertThat(scratch.ensureRole(EngineFiles.BOOTSTRAP_ROLE)).isFalse();
            run(connection, "CREATE SCHEMA s AUTHORIZATION \"App \"\"writer\"\"\"");
            run(connection, "CREATE TABLE s.t (i int); GRANT SELECT ON s.t TO \"App \"\"writer\"\"\"");
        }
    }

    @Test
    void installsOurEventTriggers() throws SQLException {
        try (ScratchDatabase scratch = database.create("events");
                Connection connection = scratch.open()) {
            assertThat(scratch.runPrivileged(List.of(
                            "CREATE FUNCTION public.note() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'seen'; END $$",
                            "CREATE EVENT TRIGGER note ON ddl_command_end EXECUTE FUNCTION public.note()")))
                    .isTrue();
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (i int)");
                assertThat(statement.getWarnings().getMessage()).isEqualTo("seen");
            }
        }
    }

    @Test
    void sqlCannotLiftTheTimeLimit() throws SQLException {
        try (ScratchDatabase scratch = database.create("loop");
                Connection connection = scratch.open()) {
            String stubborn = """
                    DO $$ BEGIN
                      PERFORM set_config('statement_timeout', '0', false);
                      LOOP
                        BEGIN PERFORM pg_sleep(60); EXCEPTION WHEN query_canceled THEN NULL; END;
                      END LOOP;
                    END $$
                    """;
            assertThatThrownBy(() -> scratch.within(Duration.ofMillis(300), connection, Progress.none(), () -> {
                        run(connection, stubborn);
                        return "never";
                    }))
                    .isInstanceOf(DevDatabaseException.class)
                    .hasMessageContaining("longer than");
        }
        try (ScratchDatabase next = database.create("afterwards");
                Connection connection = next.open()) {
            assertThat(next.within(
                            Duration.ofSeconds(10), connection, Progress.none(), () -> ask(connection, "SELECT 1")))
                    .isEqualTo("1");
        }
    }

    @Test
    void sqlCannotTakeTheMachinesMemory() throws SQLException {
        try (ScratchDatabase scratch = database.create("memory");
                Connection connection = scratch.open()) {
            run(connection, "SET work_mem = '64GB'");
            assertThatThrownBy(() -> scratch.within(Duration.ofSeconds(60), connection, Progress.none(), () -> {
                        run(
                                connection,
                                "SELECT length(string_agg(repeat('x', 100000000), '')) FROM generate_series(1, 100)");
                        return 0;
                    }))
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(out of memory|enlarge string buffer|memory alloc).*");
            assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aCancelledUserStopsTheStatement() throws SQLException {
        try (ScratchDatabase scratch = database.create("cancel");
                Connection connection = scratch.open()) {
            Progress cancelling = new Progress() {
                private volatile Runnable action = () -> {};

                @Override
                public void phase(String phase, long done, long total) {
                    action.run();
                }

                @Override
                public boolean cancelled() {
                    return false;
                }

                @Override
                public void onCancel(Runnable stop) {
                    action = stop;
                }
            };
            assertThatThrownBy(() -> scratch.within(Duration.ofMinutes(5), connection, cancelling, () -> {
                        cancelling.phase("stop now", 0, 1);
                        run(connection, "SELECT pg_sleep(200)");
                        return 0;
                    }))
                    .isInstanceOf(CancelledException.class);
            assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void onlyTheSocketInAPrivateFolderListens() throws SQLException {
        try (ScratchDatabase scratch = database.create("listen");
                Connection connection = scratch.open()) {
            assertThat(ask(connection, "SHOW listen_addresses")).isEmpty();
            assertThat(ask(connection, "SELECT inet_server_addr() IS NULL")).isEqualTo("t");
        }
    }
}
