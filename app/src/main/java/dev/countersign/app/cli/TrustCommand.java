package dev.countersign.app.cli;

import dev.countersign.engine.Workspace;
import dev.countersign.policy.ProgramCall;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import java.io.Console;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows which programs a project file asks to run, and notes the user's consent. */
@Command(
        name = "trust",
        description = {
            "Show the programs that the project file and its test files ask to run, and consent to them.",
            "A consent is about one exact command line in one directory and is kept in your own settings, never in the project."
        },
        footer = {"", "Example: countersign trust --env prod"})
final class TrustCommand implements Callable<Integer> {
    @Mixin
    private ProjectOptions project;

    @Option(names = "--yes", description = "consent without being asked")
    private boolean yes;

    @Option(names = "--list", description = "only show them; nothing is noted")
    private boolean list;

    @Option(names = "--withdraw", description = "take consent back")
    private boolean withdraw;

    private final Workspace workspace;
    private final Terminal terminal;

    TrustCommand(Workspace workspace, Terminal terminal) {
        this.workspace = workspace;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<ProgramCall> programs = workspace.programs(project.request("", List.of()));
        if (programs.isEmpty()) {
            terminal.line("The project asks for no program here.");
            return 0;
        }
        terminal.line("The project asks to run:");
        programs.forEach(program -> terminal.line("  " + program.line() + "\n    in " + program.directory()));
        if (list) {
            return 0;
        }
        if (withdraw) {
            programs.forEach(workspace::withdraw);
            terminal.line("Consent taken back.");
            return 0;
        }
        if (!yes && !agreed()) {
            return ExitCode.CONSENT.code();
        }
        programs.forEach(workspace::consent);
        terminal.line("Consent noted.");
        return 0;
    }

    private static boolean agreed() {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new CountersignException(
                    ExitCode.CONSENT, "Nobody can be asked here; look at the programs above and add --yes to consent.");
        }
        String answer = console.readLine("Let projects run %s? [y/N] ", "exactly that");
        return answer != null
                && (answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes"));
    }
}
