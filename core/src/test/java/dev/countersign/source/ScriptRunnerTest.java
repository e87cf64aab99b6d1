package dev.countersign.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.postgres.PostgresDialect;
import dev.countersign.progress.CancelledException;
import dev.countersign.progress.Progress;
import dev.countersign.sqlite.SqliteDialect;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptRunnerTest {
    /** Engines, and something on each that takes longer than anybody waits. */
    enum Engine {
        POSTGRES(new PostgresDialect(), "embedded://postgres/18", "SELECT pg_sleep(600);"),
        SQLITE(
                new SqliteDialect(),
                "sqlite://dev?mode=memory",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;");

        private final Dialect dialect;
        private final String url;
        private final String endless;

        Engine(Dialect dialect, String url, String endless) {
            this.dialect = dialect;
            this.url = url;
            this.endless = endless;
        }

        private void run(Duration limit, String sql, Progress progress) throws SQLException {
            try (DevDatabase database = DevDatabases.installed().open(url, Progress.none());
                    ScratchDatabase scratch = database.create("script")) {
                SqlScript script =
                        SqlScript.parse("script.sql", sql, dialect.scripts().syntax());
                new ScriptRunner(dialect, limit).run("Loading", script, scratch, progress);
            }
        }
    }

    /** Keeps what it is told and asks to stop as soon as a phase has begun. */
    private static final class Impatient implements Progress {
        private final List<Runnable> actions = new ArrayList<>();
        private volatile boolean cancelled;

        @Override
        public synchronized void phase(String phase, long done, long total) {
            cancelled = true;
            actions.forEach(Runnable::run);
        }

        @Override
        public boolean cancelled() {
            return cancelled;
        }

        @Override
        public synchronized void onCancel(Runnable action) {
            actions.add(action);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aScriptThatTakesTooLongIsStoppedAndSaysSo(Engine engine) {
        assertThatThrownBy(() -> engine.run(Duration.ofMillis(200), engine.endless, Progress.none()))
                .isInstanceOf(DevDatabaseException.class)
                .hasMessageContaining("The SQL ran longer than");
    }

    @ParameterizedTest
    @EnumSource
    void aScriptThatSomebodyStopsIsNoFailure(Engine engine) {
        assertThatThrownBy(() -> engine.run(Duration.ofMinutes(5), engine.endless, new Impatient()))
                .isInstanceOf(CancelledException.class);
    }

    @ParameterizedTest
    @EnumSource
    void itTellsHowFarItIs(Engine engine) throws SQLException {
        List<String> told = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void phase(String phase, long done, long total) {
                told.add(phase + " " + done + " of " + total);
            }

            @Override
            public boolean cancelled() {
                return false;
            }

            @Override
            public void onCancel(Runnable action) {
                // nobody stops it
            }
        };
        engine.run(Duration.ofMinutes(5), "SELECT 1;\n".repeat(130), progress);
        assertThat(told).containsExactly("Loading 0 of 130", "Loading 64 of 130", "Loading 128 of 130");
    }
}
