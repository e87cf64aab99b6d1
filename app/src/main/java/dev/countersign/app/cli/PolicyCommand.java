package dev.countersign.app.cli;

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

/** Questions about a project file itself. */
@Command(
        name = "policy",
        description = "Ask a project file why it decides as it does.",
        footer = {
            "",
            "Example: countersign policy explain --env prod --object users.legacy_email",
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
            @Option(
                            names = "--format",
                            paramLabel = "FORMAT",
                            defaultValue = "text",
                            description = "text (default) or json")
                    String format,
            @Mixin OutputOption output) {
        boolean json = json(format);
        Explanation explanation =
                workspace.policy().explain(states.request(), object, offline, new TerminalProgress(terminal));
        output.write(terminal, json ? ExplanationJson.of(explanation) : ExplanationText.of(explanation));
        boolean unread = explanation.states().isPresent() && !offline;
        return explanation.notEvaluated().isEmpty() && !unread ? 0 : ExitCode.UNSUPPORTED.code();
    }

    private static boolean json(String format) {
        String name = Formats.name(format);
        if (!List.of("text", "json").contains(name)) {
            throw new CountersignException(ExitCode.USAGE, "--format " + format + " is not one of text, json");
        }
        return name.equals("json");
    }
}
