package dev.countersign.app.cli;

import dev.countersign.engine.DirectoryRequest;
import dev.countersign.engine.LintRequest;
import dev.countersign.engine.ReviewSession;
import dev.countersign.engine.Workspace;
import dev.countersign.lint.LintReport;
import dev.countersign.lint.LintRun;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.report.LintReportText;
import dev.countersign.report.LintTemplate;
import dev.countersign.review.Review;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a migration on the dev database and reports what the analyzers find. */
@Command(
        name = "lint",
        description = "Run a migration on a dev database, statement by statement, and report every risk.",
        footer = {
            "",
            "With --migration it judges SQL files that somebody wrote, starting from --from (or from nothing).",
            "With --dir, --latest or --git-base it judges the new files of a migration directory, starting from what the files before them make;",
            "what these options do not say comes from the environment's migration and lint blocks.",
            "Without, it judges the plan between --from and --to, or between the environment's url and src.",
            "Exit code 1: an error, or a statement that the engine refused.",
            "Exit code 3: nothing of that, but the states hold something that could not be compared; it is named.",
            "Example: countersign lint --from file://schema.sql --migration 0042_add_locale.sql",
            "Example: countersign lint --dir file://migrations --git-base origin/main"
        })
final class LintCommand implements Callable<Integer> {
    @Mixin
    private StateOptions states;

    @Option(
            names = {"-m", "--migration"},
            paramLabel = "FILE",
            description = "SQL file or folder to judge (repeatable, in order)")
    private List<Path> migrations = new ArrayList<>();

    @Option(
            names = "--dir",
            paramLabel = "URL",
            arity = "0..1",
            fallbackValue = "",
            description =
                    "migration directory: file://migrations, file://migrations?format=goose (default: the environment's, else file://migrations)")
    private Optional<String> dir = Optional.empty();

    @Mixin
    private LayoutOption layout;

    @Option(names = "--latest", paramLabel = "N", description = "judge its last N files")
    private Optional<Long> latest = Optional.empty();

    @Option(
            names = "--git-base",
            paramLabel = "BRANCH",
            description = "judge the first file that git does not find in this branch, and all behind it")
    private Optional<String> gitBase = Optional.empty();

    @Option(names = "--git-dir", paramLabel = "DIR", description = "directory of the git work tree (default: .)")
    private Optional<String> gitDir = Optional.empty();

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default), json, or a Go template")
    private String format = "";

    @Mixin
    private OutputOption output;

    private final Workspace workspace;
    private final Terminal terminal;

    LintCommand(Workspace workspace, Terminal terminal) {
        this.workspace = workspace;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        OutputForm form =
                OutputForm.of(format, "migrate.lint", List.of("text", "json"), workspace, states.requestOfCurrent());
        boolean ofPlan = !ofDirectory() && migrations.isEmpty();
        Judged judged = ofPlan ? planned() : new Judged(ofDirectory() ? directory() : written(), true);
        LintReport report = judged.report();
        report.notices().forEach(terminal::error);
        LintReportText texts = new LintReportText();
        output.write(
                terminal,
                form.write(
                        new LintTemplate(report)::write,
                        name -> name.equals("json") ? texts.json(report) : texts.text(report)));
        if (!report.passes()) {
            return ExitCode.FAILED.code();
        }
        return judged.complete() ? 0 : ExitCode.UNSUPPORTED.code();
    }

    /** A report, and whether the states that were compared for it hold nothing that could not be compared. */
    private record Judged(LintReport report, boolean complete) {}

    private boolean ofDirectory() {
        return Stream.of(dir, layout.format(), latest, gitBase, gitDir).anyMatch(Optional::isPresent);
    }

    private LintReport directory() {
        if (states.namesDesired() || states.namesCurrent() || !migrations.isEmpty()) {
            throw new CountersignException(
                    ExitCode.USAGE,
                    "--from, --to and --migration do not go with a migration directory: its older files say where the new ones start");
        }
        return workspace.lint(
                new LintRequest(
                        states.requestOfCurrent(),
                        new DirectoryRequest(dir.filter(d -> !d.isEmpty()), layout.format(), latest, gitBase, gitDir)),
                new TerminalProgress(terminal));
    }

    private LintReport written() {
        if (states.namesDesired()) {
            throw new CountersignException(
                    ExitCode.USAGE, "--to and --migration exclude each other: a migration says itself where it leads");
        }
        return workspace.lint(new LintRequest(states.requestOfCurrent(), migrations), new TerminalProgress(terminal));
    }

    private Judged planned() {
        try (ReviewSession session = states.open(workspace, new TerminalProgress(terminal))) {
            Review review = session.review(Map.of(), new TerminalProgress(terminal));
            List<String> notices = new ArrayList<>(session.notices());
            notices.removeAll(review.notEvaluated());
            review.outcome().gaps().forEach(gap -> notices.add(gap.text()));
            return new Judged(
                    planned(review).withNotices(notices), review.outcome().complete());
        }
    }

    private static LintReport planned(Review review) {
        return new LintReport(
                review.simulation().engine(),
                review.plan().statements().stream()
                        .map(s -> new LintReport.Linted(s.number(), "plan", s.number(), 0, s.sql()))
                        .toList(),
                review.diagnostics(),
                review.simulation().failure(),
                review.simulation().notSimulated().stream()
                        .map(n -> new LintReport.NotRun(n.number(), n.why()))
                        .toList(),
                review.notEvaluated(),
                List.of(),
                new LintRun(
                        review.dialect(),
                        "",
                        "",
                        Map.of(),
                        review.diff().changes().size(),
                        () -> "",
                        () -> ""));
    }
}
