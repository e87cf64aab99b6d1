package dev.countersign.app.cli;

import dev.countersign.engine.Workspace;
import dev.countersign.policy.TestKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs tests that need a database. */
@Command(
        name = "test",
        description =
                "Run *.test.hcl files: tests of schemas, migrations, plans and scripts, each on a database of its own.",
        footer = {
            "",
            "test \"schema\" \"names are unique\" {       # starts from the desired schema",
            "  exec {",
            "    sql = \"INSERT INTO users (name) VALUES ('ann')\"",
            "  }",
            "  catch {",
            "    sql   = \"INSERT INTO users (name) VALUES ('ann')\"",
            "    error = \"duplicate key\"",
            "  }",
            "}",
            "",
            "'schema test', 'migrate test', 'schema plan test' and 'script test' run the tests of one kind; 'rule test' those of rules.",
            "Exit codes: 0 everything that was chosen ran and passed, 1 a test failed, 3 something was not run or not evaluated,",
            "4 a test asks to run a program without consent.",
            "Example: countersign test --env dev --run '^orders'"
        })
final class TestCommand implements Callable<Integer> {
    @Mixin
    private TestOptions options;

    @Option(
            names = "--kind",
            split = ",",
            paramLabel = "KIND",
            description = "schema, migrate, plan or script (several with commas; default: all)")
    private List<TestKind> kinds = List.of();

    private final Workspace workspace;
    private final Terminal terminal;

    TestCommand(Workspace workspace, Terminal terminal) {
        this.workspace = workspace;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return options.run(workspace, terminal, kinds.isEmpty() ? EnumSet.allOf(TestKind.class) : Set.copyOf(kinds));
    }
}
