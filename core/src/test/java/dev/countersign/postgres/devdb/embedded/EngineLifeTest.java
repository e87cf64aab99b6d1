package dev.countersign.postgres.devdb.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.progress.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class EngineLifeTest {
    /** Runs in a process of its own: starts an engine, says where, and waits to be killed. */
    public static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws SQLException, IOException {
            try (DevDatabase database = DevDatabases.installed().open("embedded://postgres/18", Progress.none());
                    ScratchDatabase scratch = database.create("child");
                    Connection connection = scratch.open()) {
                System.out.println("engine " + postmaster(connection));
                System.in.read();
            }
        }
    }

    private static long postmaster(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_backend_pid()")) {
            result.next();
            return ProcessHandle.of(result.getLong(1))
                    .orElseThrow()
                    .parent()
                    .orElseThrow()
                    .pid();
        }
    }

    @Test
    void theEngineEndsWhenItsProcessIsKilled() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process child = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Child.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = child.inputReader()) {
            String line = said.readLine();
            while (line != null && !line.startsWith("engine ")) {
                line = said.readLine();
            }
            assertThat(line).isNotNull();
            ProcessHandle engine =
                    ProcessHandle.of(Long.parseLong(line.split(" ")[1])).orElseThrow();
            assertThat(engine.isAlive()).isTrue();

            child.destroyForcibly().waitFor();

            engine.onExit().get(60, TimeUnit.SECONDS);
            assertThat(engine.isAlive()).isFalse();
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void closingLeavesNothingBehind() throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(EmbeddedDatabase.Limits.standard(), Progress.none());
        ProcessHandle engine;
        try (ScratchDatabase scratch = database.create("close");
                Connection connection = scratch.open()) {
            engine = ProcessHandle.of(postmaster(connection)).orElseThrow();
        }
        Path folder = database.folder();
        assertThat(folder).exists();
        database.close();
        engine.onExit().get(60, TimeUnit.SECONDS);
        assertThat(folder).doesNotExist();
        database.close();
    }

    @Test
    void sqlThatFillsTheDiskIsStopped() throws Exception {
        EmbeddedDatabase.Limits small = new EmbeddedDatabase.Limits(120L << 20, 4L << 20);
        EmbeddedDatabase database = EmbeddedDatabase.start(small, Progress.none());
        try (database;
                ScratchDatabase scratch = database.create("fill");
                Connection connection = scratch.open()) {
            assertThatThrownBy(() -> scratch.within(Duration.ofMinutes(1), connection, Progress.none(), () -> {
                        try (Statement statement = connection.createStatement()) {
                            return statement.execute(
                                    "CREATE UNLOGGED TABLE t AS SELECT repeat('x', 1000) FROM generate_series(1, 100000000)");
                        }
                    }))
                    .isInstanceOf(DevDatabaseException.class)
                    .hasMessageContaining("120 MiB");
        }
        assertThat(database.folder()).doesNotExist();
    }

    @Test
    void severalFirstStartsDoNotDisturbEachOther(@TempDir Path cache) throws Exception {
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
        EngineUser user = EngineUser.choose(cache);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Callable<EngineFiles>> starts = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                starts.add(() -> EngineFiles.prepare(Platform.current(), cache, user, Progress.none()));
            }
            List<Future<EngineFiles>> done = threads.invokeAll(starts);
            EngineFiles first = done.getFirst().get();
            for (Future<EngineFiles> each : done) {
                assertThat(each.get()).isEqualTo(first);
            }
            assertThat(first.template().resolve("PG_VERSION")).hasContent("18");
            try (var left = Files.list(cache)) {
                assertThat(left).hasSize(1);
            }
        }
    }

    @Test
    void otherVersionsAreRefusedWithTheWayOut() {
        assertThatThrownBy(() -> DevDatabases.installed().open("embedded://postgres/15", Progress.none()))
                .isInstanceOf(DevDatabaseException.class)
                .hasMessageContaining("docker://postgres/15/dev");
        assertThatThrownBy(() -> DevDatabases.installed().open("oracle://u:secret@h/d", Progress.none()))
                .isInstanceOf(DevDatabaseException.class)
                .hasMessageContaining("embedded://postgres/18")
                .hasMessageNotContaining("secret");
    }
}
