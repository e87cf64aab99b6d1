package dev.countersign.app.cli;

import dev.countersign.app.signoff.Sealing;
import dev.countersign.engine.Workspace;
import dev.countersign.signing.ssh.PassphraseSource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The command line as a whole: which commands there are, and what happens when one fails. */
public final class CommandLineProgram {
    private final CommandLine commandLine;
    private final List<String> commands;

    /**
     * @param workspace opens reviews; closed by the caller
     * @param sealing makes signed plans for the window
     * @param display whether a window can be shown
     * @param passphrases asked for protected key files
     * @param clock what now is, for decisions and verification
     */
    public CommandLineProgram(
            Workspace workspace,
            Sealing sealing,
            Terminal terminal,
            Display display,
            PassphraseSource passphrases,
            InstantSource clock) {
        commandLine = new CommandLine(new RootCommand())
                .addSubcommand(new OpenCommand(workspace, sealing, terminal, display))
                .addSubcommand(new InspectCommand(workspace, terminal))
                .addSubcommand(new DiffCommand(workspace, terminal))
                .addSubcommand(new PlanCommand(workspace, terminal))
                .addSubcommand(new LintCommand(workspace, terminal))
                .addSubcommand(new ReviewCommand(workspace, terminal))
                .addSubcommand(new SignCommand(workspace, terminal, passphrases))
                .addSubcommand(new DecideCommand(terminal, passphrases, clock))
                .addSubcommand(new VerifyCommand(terminal, clock));
        commands = List.copyOf(commandLine.getSubcommands().keySet());
        ErrorMessages errors = new ErrorMessages(terminal);
        commandLine
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setUsageHelpAutoWidth(true)
                .setOut(terminal.out())
                .setErr(terminal.err());
        commandLine
                .getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
        commandLine.getCommandSpec().versionProvider(new ProductVersion());
    }

    /** The names of all commands. */
    public List<String> commands() {
        return commands;
    }

    /** Runs one command line and returns the exit code. What begins with no command and no option is a folder to open. */
    public int run(String... arguments) {
        boolean command = arguments.length > 0
                && (commands.contains(arguments[0])
                        || arguments[0].equals("-h")
                        || arguments[0].equals("--help")
                        || arguments[0].equals("-V")
                        || arguments[0].equals("--version"));
        if (command) {
            return commandLine.execute(arguments);
        }
        List<String> open = new ArrayList<>(List.of("open"));
        open.addAll(List.of(arguments));
        return commandLine.execute(open.toArray(String[]::new));
    }
}
