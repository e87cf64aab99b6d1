package dev.countersign.app;

import dev.countersign.app.cli.CommandLineProgram;
import dev.countersign.app.cli.Terminal;
import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.Workspace;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Program entry: no arguments, or a project's folder, open the window; everything else is the command line. */
public final class Countersign {
    private Countersign() {}

    public static void main(String[] args) {
        Terminal terminal = new Terminal(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        int exitCode;
        try (Workspace workspace = DefaultWorkspace.installed()) {
            exitCode = new CommandLineProgram(workspace, terminal).run(args);
        }
        System.exit(exitCode);
    }
}
