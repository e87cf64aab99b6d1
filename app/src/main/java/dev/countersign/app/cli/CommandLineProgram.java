package dev.countersign.app.cli;

import dev.countersign.engine.Workspace;
import java.util.List;
import picocli.CommandLine;

/** The command line as a whole: which commands there are, and what happens when one fails. */
public final class CommandLineProgram {
    private final CommandLine commandLine;
    private final List<String> commands;

    /** Over a workspace that the caller closes. */
    public CommandLineProgram(Workspace workspace, Terminal terminal) {
        commandLine = new CommandLine(new RootCommand())
                .addSubcommand(new InspectCommand(workspace, terminal))
                .addSubcommand(new DiffCommand(workspace, terminal))
                .addSubcommand(new PlanCommand(workspace, terminal))
                .addSubcommand(new LintCommand(workspace, terminal))
                .addSubcommand(new ReviewCommand(workspace, terminal));
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

    /** Runs one command line and returns the exit code. */
    public int run(String... arguments) {
        return commandLine.execute(arguments);
    }
}
