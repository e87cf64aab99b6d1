package dev.countersign.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.lint.preflight.DataFacts;
import dev.countersign.lint.preflight.RowProbe;
import dev.countersign.progress.Progress;
import dev.countersign.simulate.ScratchStage;
import dev.countersign.simulate.Stage;
import dev.countersign.source.LoadedState;
import dev.countersign.source.ScriptRunner;
import dev.countersign.source.SqlScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Lints migrations on the built-in engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LintOnEngine {
    private final Dialect dialect =
            ServiceLoader.load(Dialect.class).findFirst().orElseThrow();
    private final Linter linter = new Linter(ServiceLoader.load(Analyzer.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
    private DevDatabase engine;

    @BeforeAll
    void start() {
        engine = DevDatabases.installed().open("embedded://postgres/18", Progress.none());
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    List<Diagnostic> lint(String current, String migration) {
        return lint(current, migration, LintSettings.defaults());
    }

    List<Diagnostic> lint(String current, String migration, LintSettings settings) {
        return report(current, migration, settings).diagnostics();
    }

    LintReport report(String current, String migration, LintSettings settings) {
        SqlScript script =
                SqlScript.parse("current.sql", current, dialect.scripts().syntax());
        try (ScratchDatabase rows = engine.create("rows")) {
            new ScriptRunner(dialect, Duration.ofMinutes(1)).run(script, rows, Progress.none());
            Catalog catalog;
            try (Connection connection = rows.open()) {
                catalog = dialect.inspector().inspect(connection, Scope.database(), Progress.none());
            }
            LoadedState state = new LoadedState(
                    catalog,
                    List.of(),
                    "current.sql",
                    "SQL files",
                    "PostgreSQL",
                    Instant.EPOCH,
                    Optional.of(script),
                    Optional.empty(),
                    Optional.empty(),
                    () -> {});
            DataFacts facts = new RowProbe(
                    rows::open, Diagnostic.Evidence.DEV_DATABASE, Duration.ofSeconds(10), Clock.systemUTC());
            try (Stage stage = ScratchStage.of(engine, dialect, state, Scope.database(), Progress.none())) {
                LintReport report = new MigrationLinter(dialect, linter)
                        .lint(
                                stage,
                                SqlScript.parse(
                                        "1.sql", migration, dialect.scripts().syntax()),
                                settings,
                                List.of(),
                                facts,
                                (found, input) -> found,
                                Progress.none());
                if (report.failure().isPresent()) {
                    throw new AssertionError("the migration fails: " + report.failure());
                }
                return report;
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The one finding of this code. */
    static Diagnostic only(List<Diagnostic> found, String code) {
        List<Diagnostic> matching =
                found.stream().filter(d -> d.code().equals(code)).toList();
        assertThat(matching).as("findings %s of %s", code, found).hasSize(1);
        return matching.getFirst();
    }

    static List<String> codes(List<Diagnostic> found) {
        return found.stream().map(Diagnostic::code).toList();
    }
}
