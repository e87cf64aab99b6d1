package dev.countersign.app.cli;

import dev.countersign.engine.PatternMatches;
import dev.countersign.engine.PolicyReport;
import dev.countersign.engine.Workspace;
import dev.countersign.explain.Explanation;
import dev.countersign.explain.ExplanationJson;
import dev.countersign.explain.ExplanationText;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Questions about a project file itself. */
@Command(
        name = "policy",
        description =
                "Ask a project file why it decides as it does, whether it is fit for use, and what its patterns mean.",
        footer = {
            "",
            "Examples: countersign policy explain --env prod --object users.legacy_email",
            "          countersign policy check",
            "          countersign policy match --env prod 'public.*[type=view]'",
            "'countersign policy explain --help' says more."
        })
final class PolicyCommand {
    private final Workspace workspace;
    private final Terminal terminal;

    PolicyCommand(Workspace workspace, Terminal terminal) {
        this.workspace = workspace;
        this.terminal = terminal;
    }

    @Command(
            name = "explain",
            mixinStandardHelpOptions = true,
            description = "Say which lines of which file decide about an object, in which order, and why.",
            footer = {
                "",
                "Marks: * decides, - was looked at and changes nothing, ~ may decide (that depends on what was not read), ? is not evaluated.",
                "Where the environment names both states they are compared and reviewed, so that the answer is about what does happen.",
                "Exit codes: 0 explained, 2 nothing has that name, 3 something is not evaluated or a state could not be read.",
                "Example: countersign policy explain --env prod --object users.legacy_email --offline"
            })
    int explain(
            @Mixin StateOptions states,
            @Option(
                            names = "--object",
                            required = true,
                            paramLabel = "NAME",
                            description =
                                    "users, users.legacy_email, shop.users.legacy_email, \"index users_email_key\", or a pattern such as *.*[type=view]")
                    String object,
            @Option(names = "--offline", description = "explain the policy alone; read no state, ask no data source")
                    boolean offline,
            @Mixin FormatOption format,
            @Mixin OutputOption output) {
        boolean json = format.json();
        Explanation explanation = workspace
                .policy()
                .explain(states.request(), object, states::confirm, offline, new TerminalProgress(terminal));
        output.write(terminal, json ? ExplanationJson.of(explanation) : ExplanationText.of(explanation));
        boolean unread = explanation.states().isPresent() && !offline;
        return explanation.notEvaluated().isEmpty() && !unread ? 0 : ExitCode.UNSUPPORTED.code();
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description =
                    "Validate a project file: everything that is wrong, unknown or not evaluated, in all environments.",
            footer = {
                "",
                "Exit codes: 0 everything is evaluated (warnings may remain), 2 the file cannot be used, 3 something is not evaluated,",
                "4 it asks to run a program without consent.",
                "Example: countersign policy check --states"
            })
    int check(
            @Mixin StateOptions options,
            @Option(
                            names = "--states",
                            description =
                                    "read the states of each environment too, to find patterns that match nothing")
                    boolean states,
            @Option(names = "--offline", description = "ask no data source") boolean offline,
            @Mixin FormatOption format,
            @Mixin OutputOption output) {
        boolean json = format.json();
        if (states && offline) {
            throw new CountersignException(
                    ExitCode.USAGE, "--states reads states and --offline reads none; choose one");
        }
        PolicyReport report =
                workspace.policy().check(options.request(), states, offline, new TerminalProgress(terminal));
        output.write(terminal, json ? PolicyAnswers.json(report) : PolicyAnswers.text(report));
        if (!report.of(PolicyReport.Weight.ERROR).isEmpty()) {
            return ExitCode.USAGE.code();
        }
        return !report.of(PolicyReport.Weight.CONSENT).isEmpty()
                ? ExitCode.CONSENT.code()
                : report.complete() ? 0 : ExitCode.UNSUPPORTED.code();
    }

    @Command(
            name = "match",
            mixinStandardHelpOptions = true,
            description = "Show which objects of the current state patterns of exclude and include match.",
            footer = {
                "",
                "Without a pattern, those of the environment. A pattern that matches nothing is named on standard error.",
                "Example: countersign policy match --env prod 'public.*[type=table]' '*.*.legacy_*[type=column]'"
            })
    int match(
            @Mixin StateOptions options,
            @Parameters(paramLabel = "PATTERN", arity = "0..*", description = "patterns as in exclude")
                    List<String> patterns,
            @Mixin FormatOption format,
            @Mixin OutputOption output) {
        boolean json = format.json();
        List<PatternMatches> answers = workspace
                .policy()
                .match(
                        options.requestOfCurrent(),
                        patterns == null ? List.of() : patterns,
                        new TerminalProgress(terminal));
        output.write(terminal, json ? PolicyAnswers.json(answers) : PolicyAnswers.text(answers));
        answers.stream()
                .filter(a -> a.objects().isEmpty())
                .forEach(a -> terminal.error("The pattern \"" + a.pattern() + "\" matches nothing."));
        return 0;
    }
}
