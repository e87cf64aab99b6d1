package dev.countersign.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.lint.LintSettings.ConcurrentIndex;
import dev.countersign.lint.LintSettings.NameRule;
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
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Lints migrations on a built-in engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LintOnEngine {
    private final String devUrl;
    private final Dialect dialect;
    private final Linter linter = new Linter(ServiceLoader.load(Analyzer.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
    private DevDatabase engine;
    private Optional<Prepared> prepared = Optional.empty();

    /** On PostgreSQL. */
    LintOnEngine() {
        this("postgres", "embedded://postgres/18");
    }

    LintOnEngine(String dialect, String devUrl) {
        this.devUrl = devUrl;
        this.dialect = ServiceLoader.load(Dialect.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(d -> d.name().equals(dialect))
                .findFirst()
                .orElseThrow();
    }

    /** The same rule for the name of everything that can have one. */
    static LintSettings naming(NameRule rule) {
        return new LintSettings(
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(
                        ObjectKind.SCHEMA, rule,
                        ObjectKind.TABLE, rule,
                        ObjectKind.COLUMN, rule,
                        ObjectKind.INDEX, rule,
                        ObjectKind.FOREIGN_KEY, rule,
                        ObjectKind.CHECK, rule),
                new ConcurrentIndex(true, true, true));
    }

    @BeforeAll
    void start() {
        engine = DevDatabases.installed().open(devUrl, Progress.none());
    }

    final DevDatabase engine() {
        return engine;
    }

    @AfterAll
    void stop() {
        prepared.ifPresent(Prepared::close);
        engine.close();
    }

    List<Diagnostic> lint(String current, String migration) {
        return lint(current, migration, LintSettings.defaults());
    }

    List<Diagnostic> lint(String current, String migration, LintSettings settings) {
        return report(current, migration, settings).diagnostics();
    }

    LintReport report(String current, String migration, LintSettings settings) {
        return report(current, migration, settings, (found, input) -> found);
    }

    /** The findings on what was observed before, when the migration has other comments. */
    List<Diagnostic> again(LintInput observed, String migration) {
        SqlScript script = SqlScript.parse("1.sql", migration, dialect.scripts().syntax());
        List<LintStep> steps = observed.steps().stream()
                .map(step -> new LintStep(
                        step.number(),
                        step.sql(),
                        step.transaction(),
                        step.before(),
                        step.after(),
                        step.changes(),
                        MigrationLinter.nolint(script.statements().get(step.number() - 1))))
                .toList();
        return linter.lint(
                LintInput.of(dialect.name(), steps, observed.settings(), observed.facts(), Optional.empty()));
    }

    LintReport report(String current, String migration, LintSettings settings, MigrationLinter.Judge judge) {
        Prepared state = prepared(current);
        LintReport report = new MigrationLinter(dialect, linter)
                .lint(
                        state.stage(),
                        SqlScript.parse("1.sql", migration, dialect.scripts().syntax()),
                        settings,
                        List.of(),
                        state.facts(),
                        judge,
                        Progress.none());
        if (report.failure().isPresent()) {
            throw new AssertionError("the migration fails: " + report.failure());
        }
        return report;
    }

    /** A state with its rows; every migration starts from a copy of its own. */
    private record Prepared(String text, ScratchDatabase rows, Stage stage, DataFacts facts) {
        void close() {
            stage.close();
            rows.close();
        }
    }

    /** Tests that begin at the same state one after the other share it. */
    private Prepared prepared(String current) {
        if (prepared.filter(p -> p.text().equals(current)).isEmpty()) {
            prepared.ifPresent(Prepared::close);
            prepared = Optional.empty();
            prepared = Optional.of(prepare(current));
        }
        return prepared.orElseThrow();
    }

    private Prepared prepare(String current) {
        SqlScript script =
                SqlScript.parse("current.sql", current, dialect.scripts().syntax());
        ScratchDatabase rows = engine.create("rows");
        Catalog catalog;
        try (Connection connection = rows.open()) {
            new ScriptRunner(dialect).run("Loading", script, rows, Progress.none());
            catalog = dialect.inspector().inspect(connection, Scope.database(), Progress.none());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        LoadedState state = new LoadedState(
                catalog,
                List.of(),
                "current.sql",
                "SQL files",
                dialect.product(),
                Instant.EPOCH,
                Optional.of(script),
                Optional.empty(),
                Optional.empty(),
                () -> {});
        DataFacts facts =
                new RowProbe(rows::open, Diagnostic.Evidence.DEV_DATABASE, Duration.ofSeconds(10), Clock.systemUTC());
        return new Prepared(
                current, rows, ScratchStage.of(engine, dialect, state, Scope.database(), Progress.none()), facts);
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
