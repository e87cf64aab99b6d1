package dev.countersign.app.cli;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.engine.ReviewSession;
import dev.countersign.engine.Workspace;
import dev.countersign.lint.Severity;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.report.DefinitionSource;
import dev.countersign.report.ReviewReport;
import dev.countersign.report.ReviewReports;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plans, simulates, lints and says what policy makes of it. */
@Command(
        name = "review",
        description =
                "Compare two states, plan, run the plan on a dev database, lint, and say what policy makes of it.",
        footer = {
            "",
            "Exit code 1: an error, a plan that does not arrive, or policy that could not be evaluated.",
            "Exit code 3: nothing of that, but something was seen and could not be compared.",
            "Example: countersign review -c countersign.hcl --env prod --format html --out review.html"
        })
final class ReviewCommand implements Callable<Integer> {
    @Mixin
    private StateOptions states;

    @Mixin
    private OutputOption output;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default), json, html or sql")
    private String format = "text";

    private final Workspace workspace;
    private final Terminal terminal;

    ReviewCommand(Workspace workspace, Terminal terminal) {
        this.workspace = workspace;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReviewReport report = report(format);
        try (ReviewSession session = states.open(workspace, new TerminalProgress(terminal))) {
            Review review = session.review(Map.of(), new TerminalProgress(terminal));
            output.write(terminal, report.render(review, definitions(session)));
            return exitCode(review);
        }
    }

    static ReviewReport report(String format) {
        ReviewReports reports = new ReviewReports();
        String name = Formats.name(format);
        return reports.find(name)
                .orElseThrow(() -> new CountersignException(
                        ExitCode.USAGE,
                        "--format " + format + " is not one of " + String.join(", ", reports.formats())));
    }

    /** Definitions as the session knows them. */
    static DefinitionSource definitions(ReviewSession session) {
        return new DefinitionSource() {
            @Override
            public String current(ObjectRef ref) {
                return session.currentDefinition(ref);
            }

            @Override
            public String desired(ObjectRef ref) {
                return session.desiredDefinition(ref);
            }
        };
    }

    /** 0 when nothing speaks against it, 1 when policy says no, 3 when something was not compared. */
    static int exitCode(Review review) {
        boolean no = review.outcome().verdict() == Outcome.Verdict.BLOCKED || review.count(Severity.ERROR) > 0;
        if (no) {
            return ExitCode.FAILED.code();
        }
        return review.outcome().complete() ? 0 : ExitCode.UNSUPPORTED.code();
    }
}
