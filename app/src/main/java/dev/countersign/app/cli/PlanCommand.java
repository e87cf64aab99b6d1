package dev.countersign.app.cli;

import dev.countersign.engine.ReviewSession;
import dev.countersign.engine.Workspace;
import dev.countersign.plan.Plan;
import dev.countersign.plan.ReversePlan;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.report.ChangeWords;
import dev.countersign.report.ReversePlanJson;
import dev.countersign.report.StateTemplate;
import dev.countersign.review.Coverage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the migration and nothing else: an empty file when there is nothing to do. */
@Command(
        name = "plan",
        description = "Write the migration that leads from the current to the desired state.",
        footer = {
            "",
            "Writes only SQL, and nothing at all when the states are equal. The plan is not simulated: 'review' does that.",
            "What was seen and could not be compared is named on the error output and in comments at the head of the SQL;",
            "on the error output also what policy keeps out of the plan, and what a project file says without effect.",
            "Rows of a live database that are certain to make it fail are counted first; then nothing is written (exit 3).",
            "Where only one of the states has such a thing, no plan is complete: it is written, and the exit code is 3.",
            "Example: countersign plan --from postgres://me@localhost/shop --to file://desired.sql --out migration.sql"
        })
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private StateOptions states;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--reverse",
            description = "write the way back instead; each statement says whether it brings data back")
    private boolean reverse;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "sql (default) or a Go template; with --reverse sql or json")
    private String format = "sql";

    @Option(
            names = "--despite-rows",
            description = "write the plan even though the rows of the current database are certain to make it fail")
    private boolean despiteRows;

    private final Workspace workspace;
    private final Terminal terminal;

    PlanCommand(Workspace workspace, Terminal terminal) {
        this.workspace = workspace;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        OutputForm form = OutputForm.of(format, reverse ? List.of("sql", "json") : List.of("sql"));
        if (reverse && form.template().isPresent()) {
            throw new CountersignException(ExitCode.USAGE, "--format: the way back is written as sql or json");
        }
        try (ReviewSession session = states.open(workspace, Progress.none())) {
            Coverage coverage =
                    Coverage.of(session.diff().current(), session.diff().desired());
            Stream.of(session.notices(), session.gaps(), coverage.leftOutSentences())
                    .flatMap(List::stream)
                    .distinct()
                    .forEach(terminal::error);
            output.write(terminal, reverse ? reverse(session) : forward(session, form));
            return session.planComplete() ? 0 : ExitCode.UNSUPPORTED.code();
        }
    }

    private String forward(ReviewSession session, OutputForm form) {
        Plan plan = session.plan(Map.of());
        List<String> failing = despiteRows ? List.of() : session.failingRows(plan);
        if (!failing.isEmpty()) {
            throw new CountersignException(
                    ExitCode.UNSUPPORTED,
                    "No plan can arrive with the rows that "
                            + session.currentInfo().label() + " holds now: "
                            + String.join(" ", failing)
                            + " Correct the rows or give defaults, or write the plan all the same with --despite-rows.");
        }
        absent(plan).forEach(terminal::error);
        return form.write(
                template -> StateTemplate.of(session.diff(), plan).write(template),
                name -> plan.script(session.gaps()));
    }

    /** What the plan would do if no policy kept it out. */
    private static List<String> absent(Plan plan) {
        ChangeWords words = new ChangeWords();
        return plan.keptOut().stream()
                .map(kept -> "Kept out of the plan: " + words.sentence(kept.change()) + ": " + kept.reason() + ".")
                .toList();
    }

    private String reverse(ReviewSession session) {
        ReversePlan way = session.reverse(Map.of());
        return format.equals("json") ? new ReversePlanJson().render(way) : way.script(session.gaps());
    }
}
