package dev.countersign.app;

import dev.countersign.app.cli.CommandLineProgram;
import dev.countersign.app.cli.ConsolePrompts;
import dev.countersign.app.cli.Display;
import dev.countersign.app.cli.EnginePrompts;
import dev.countersign.app.cli.StandardOutput;
import dev.countersign.app.cli.Terminal;
import dev.countersign.app.connect.ActorFile;
import dev.countersign.app.connect.RecentFile;
import dev.countersign.app.secret.SecretDesk;
import dev.countersign.app.shell.Environments;
import dev.countersign.app.shell.WorkbenchApp;
import dev.countersign.app.signoff.KeySealing;
import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.Workspace;
import dev.countersign.folders.UserFolders;
import dev.countersign.signing.ssh.SignerFinder;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Program entry: no arguments, or a project's folder, open the window; everything else is the command line. */
public final class Countersign {
    private Countersign() {}

    public static void main(String[] args) {
        Terminal terminal = new Terminal(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                System.console() != null && System.console().isTerminal(),
                StandardOutput.isRedirected());
        SecretDesk desk = new SecretDesk(new ConsolePrompts());
        EnginePrompts prompts = new EnginePrompts(desk);
        Display display = Display.of(System.getenv(), System.getProperty("os.name"), Path.of(""));
        UserFolders folders = UserFolders.ofThisProcess();
        int exitCode;
        try (Workspace workspace = DefaultWorkspace.ofUser(prompts, folders)) {
            KeySealing sealing = new KeySealing(new SignerFinder(System.getenv(), prompts));
            // made when it is needed: commands must start without loading the window
            Supplier<WorkbenchApp> window = () -> new WorkbenchApp(
                    workspace,
                    sealing,
                    Environments.in(workspace),
                    RecentFile.of(folders),
                    ActorFile.of(folders),
                    desk);
            exitCode = new CommandLineProgram(
                            workspace, sealing, window, terminal, display, prompts, InstantSource.system())
                    .run(args);
        }
        System.exit(exitCode);
    }
}
