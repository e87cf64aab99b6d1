package dev.countersign.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code countersign} is when no command is named. */
@Command(
        name = "countersign",
        description =
                "Review a schema change the way you review code: see both schemas, the SQL between them and every risk; decide; sign.",
        footer = {
            "",
            "Without a command, 'countersign [FOLDER]' opens the workbench on the project in that folder.",
            "",
            "Exit codes: 0 fine, 1 policy says no, 2 usage, 3 not supported or not compared (with what and where),",
            "4 the project asks to run a program without consent (see 'countersign trust'),",
            "10 damaged plan file, 11 text or signature changed, 12 key not trusted, 13 approvals missing, 14 not in its time window,",
            "19 policy changed since signing.",
            "",
            "State URLs: postgres://user@host:port/database, sqlite://shop.db, file://schema.sql, file://schema.hcl, file://folder (with atlas.sum or ?format=: a migration directory), env://url of the project file.",
            "Dev database URLs: embedded://postgres/18 (default), postgres://... (an empty database), docker://postgres/17/dev,"
                    + " sqlite://dev?mode=memory."
        })
final class RootCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "show the version")
    private boolean version;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}
