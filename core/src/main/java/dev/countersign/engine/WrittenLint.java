package dev.countersign.engine;

import dev.countersign.deprecation.Deprecations;
import dev.countersign.deprecation.DropGate;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintReport;
import dev.countersign.lint.LintRun;
import dev.countersign.lint.LintSettings;
import dev.countersign.lint.Linter;
import dev.countersign.lint.MigrationLinter;
import dev.countersign.lint.NonLinear;
import dev.countersign.lint.preflight.DataFacts;
import dev.countersign.progress.Progress;
import dev.countersign.simulate.ScratchStage;
import dev.countersign.simulate.Stage;
import dev.countersign.source.LoadedState;
import dev.countersign.source.Source;
import dev.countersign.source.Sources;
import dev.countersign.source.SqlScript;
import dev.countersign.sql.Syntax;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Lints migrations that somebody wrote: given files from the current state, or the new files of a directory from what the files before them make. */
final class WrittenLint {
    private final Setups setups;
    private final DevDatabases devDatabases;
    private final SourcesOf sources;
    private final Linter linter;
    private final Clock clock;

    /** Makes what reads the states of a project. */
    @FunctionalInterface
    interface SourcesOf {
        Sources of(Project project, Setup setup, Optional<DevDatabase> devDatabase);
    }

    WrittenLint(Setups setups, DevDatabases devDatabases, SourcesOf sources, Linter linter, Clock clock) {
        this.setups = setups;
        this.devDatabases = devDatabases;
        this.sources = sources;
        this.linter = linter;
        this.clock = clock;
    }

    /** What is run, and from where. */
    private record Task(SqlScript migration, Source start, MigrationLinter linter, boolean knowsRows) {}

    LintReport lint(Project project, LintRequest request, UnaryOperator<LintSettings> adjusted, Progress progress) {
        Optional<NewMigrations> directory = request.directory().map(d -> NewMigrations.of(project, d));
        List<String> from =
                directory.isPresent() ? List.of() : project.statedFrom().orElse(List.of());
        Setup setup = setups.of(project, from, List.of());
        return lint(project.inScopeOf(setup.oneSchema()), setup, from, directory, request, adjusted, progress);
    }

    private LintReport lint(
            Project project,
            Setup setup,
            List<String> from,
            Optional<NewMigrations> directory,
            LintRequest request,
            UnaryOperator<LintSettings> adjusted,
            Progress progress) {
        List<Diagnostic> nonLinear = directory
                .map(d -> NonLinear.findings(
                        d.nonAdditive(), adjusted.apply(project.policy().lint())))
                .orElse(List.of());
        if (directory.filter(NewMigrations::isEmpty).isPresent()) {
            return nothing(project, directory.get()).withFindings(nonLinear);
        }
        Optional<SqlScript> given = directory.isPresent() ? Optional.empty() : Optional.of(files(request, setup));
        try (DevDatabase devDatabase = devDatabases.open(setup.devUrl(), progress)) {
            Sources read = sources.of(project, setup, Optional.of(devDatabase));
            Task task = directory
                    .map(d -> ofDirectory(d, read, setup))
                    .orElseGet(() -> new Task(
                            given.orElseThrow(),
                            read.of(from, true),
                            new MigrationLinter(setup.dialect(), linter),
                            true));
            try (LoadedState current = task.start().load(setup.scope(), progress);
                    Stage stage = ScratchStage.of(
                            devDatabase, setup.dialect(), setup.beyond(), current, setup.scope(), progress)) {
                DataFacts facts = States.probe(current, clock)
                        .filter(probe -> task.knowsRows())
                        .map(DataFacts.class::cast)
                        .orElseGet(DataFacts::none);
                Optional<Deprecations> waiting = project.policy()
                        .deprecation()
                        .map(new DeprecationClock(setup.dialect(), current, project.directory(), clock)::judge);
                PlanChecks checks = PlanChecks.of(project.policy().checks(), task.migration());
                LintReport report = task.linter()
                        .from(current.catalog())
                        .lint(
                                stage,
                                task.migration(),
                                adjusted.apply(project.policy().lint()),
                                notEvaluated(project, current, checks, directory),
                                waiting.map(w -> DeprecationClock.sparing(facts, w.terms()))
                                        .orElse(facts),
                                waiting.<MigrationLinter.Judge>map(w -> new DropGate(w)::judge)
                                        .orElse((found, input) -> found),
                                progress);
                List<Diagnostic> ofCheckpoints = directory
                        .map(d -> new CheckpointProof(setup, read)
                                .findings(d, adjusted.apply(project.policy().lint()), progress))
                        .orElse(List.of());
                return report.withFindings(checks.findings())
                        .withFindings(ofCheckpoints)
                        .withFindings(nonLinear)
                        .withNotices(Stream.of(
                                        setup.filter().idle().stream(),
                                        directory.stream().flatMap(d -> d.notices().stream()),
                                        checks.notices().stream(),
                                        project.policy().notices().stream())
                                .flatMap(texts -> texts)
                                .toList())
                        .of(
                                setup.devUrl(),
                                directory
                                        .map(d -> d.directory().path().toString())
                                        .orElse(""),
                                directory.map(NewMigrations::texts).orElse(Map.of()));
            }
        }
    }

    private static SqlScript files(LintRequest request, Setup setup) {
        List<Path> files = request.migrations().stream()
                .map(path -> request.project().directory().resolve(path))
                .toList();
        return Sources.script(files, setup.dialect());
    }

    /** Each file is judged by itself: what an earlier one made is there for a later one. */
    private Task ofDirectory(NewMigrations migrations, Sources read, Setup setup) {
        Syntax syntax = setup.dialect().scripts().syntax();
        SqlScript base = migrations.directory().script(migrations.base(), syntax);
        String label = migrations.base().isEmpty()
                ? "an empty database"
                : "version " + migrations.directory().version(migrations.base().getLast());
        SqlScript fresh = migrations.directory().script(migrations.fresh(), syntax);
        return new Task(
                migrations.transactions().equals(Optional.of("NONE")) ? fresh.unlessSaid("txmode", "none") : fresh,
                read.of(label, base),
                new MigrationLinter(setup.dialect(), linter).ofDirectory(),
                false);
    }

    private static LintReport nothing(Project project, NewMigrations migrations) {
        return new LintReport(
                "no database",
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                Stream.concat(policyNotEvaluated(project).stream(), migrations.notEvaluated().stream())
                        .toList(),
                Stream.concat(migrations.notices().stream(), project.policy().notices().stream())
                        .toList(),
                LintRun.none());
    }

    private static List<String> policyNotEvaluated(Project project) {
        return project.policy().notEvaluated(project.inputsTaken());
    }

    private static List<String> notEvaluated(
            Project project, LoadedState current, PlanChecks checks, Optional<NewMigrations> directory) {
        return Stream.of(
                        checks.notEvaluated().stream(),
                        policyNotEvaluated(project).stream(),
                        current.notEvaluated().stream(),
                        directory.stream().flatMap(d -> d.notEvaluated().stream()))
                .flatMap(texts -> texts)
                .distinct()
                .toList();
    }
}
