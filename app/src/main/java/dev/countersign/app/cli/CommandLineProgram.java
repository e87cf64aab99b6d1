package dev.countersign.app.cli;

import dev.countersign.app.shell.WorkbenchApp;
import dev.countersign.app.signoff.Sealing;
import dev.countersign.engine.Workspace;
import dev.countersign.policy.TestKind;
import dev.countersign.signing.ssh.PassphraseSource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The command line as a whole: which commands there are, and what happens when one fails. */
public final class CommandLineProgram {
    private static final Set<String> ROOT_OPTIONS = Set.of("-h", "--help", "-V", "--version");

    private final Terminal terminal;
    private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

    /**
     * @param workspace opens reviews; closed by the caller
     * @param sealing makes signed plans for the window
     * @param window made when it has to be shown
     * @param display whether a window can be shown
     * @param passphrases asked for protected key files
     * @param clock what now is, for decisions and verification
     */
    public CommandLineProgram(
            Workspace workspace,
            Sealing sealing,
            Supplier<WorkbenchApp> window,
            Terminal terminal,
            Display display,
            PassphraseSource passphrases,
            InstantSource clock) {
        this.terminal = terminal;
        commands.put("open", () -> new OpenCommand(workspace, sealing, window, terminal, display));
        commands.put("inspect", () -> new InspectCommand(workspace, terminal));
        commands.put("diff", () -> new DiffCommand(workspace, terminal));
        commands.put("plan", () -> new PlanCommand(workspace, terminal));
        commands.put("lint", () -> new LintCommand(workspace, terminal));
        commands.put("review", () -> new ReviewCommand(workspace, terminal));
        commands.put("drift", () -> new DriftCommand(workspace, terminal));
        commands.put("deprecations", () -> new DeprecationsCommand(workspace, terminal));
        commands.put("rule", () -> new RuleCommand(workspace, terminal));
        commands.put("test", () -> new TestCommand(workspace, terminal));
        commands.put("schema", () -> KindTestCommand.ofSchemas(workspace, terminal));
        commands.put("migrate", () -> KindTestCommand.of(TestKind.MIGRATE, workspace, terminal));
        commands.put("script", () -> KindTestCommand.of(TestKind.SCRIPT, workspace, terminal));
        commands.put("policy", () -> new PolicyCommand(workspace, terminal));
        commands.put("sign", () -> new SignCommand(workspace, terminal, passphrases));
        commands.put("decide", () -> new DecideCommand(terminal, passphrases, clock));
        commands.put("trust", () -> new TrustCommand(workspace, terminal));
        commands.put("verify", () -> new VerifyCommand(workspace, terminal, clock));
    }

    /** The names of all commands. */
    public List<String> commands() {
        return List.copyOf(commands.keySet());
    }

    /** Runs one command line and returns the exit code. What begins with no command and no option is a folder to open. */
    public int run(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        boolean aboutTheProgram = !line.isEmpty() && ROOT_OPTIONS.contains(line.getFirst());
        if (!aboutTheProgram && (line.isEmpty() || !commands.containsKey(line.getFirst()))) {
            line.addFirst("open");
        }
        return commandLine(aboutTheProgram ? commands.keySet() : List.of(line.getFirst()))
                .execute(line.toArray(String[]::new));
    }

    /** Knows only the commands that are asked for: reading the description of one takes longer than many a command does. */
    private CommandLine commandLine(Collection<String> names) {
        CommandLine commandLine = new CommandLine(new RootCommand());
        names.forEach(name -> commandLine.addSubcommand(name, commands.get(name).get()));
        // after the commands are known: words of options are written in lower case
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
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
        return commandLine;
    }
}
