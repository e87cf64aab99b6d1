package dev.countersign.app.cli;

import dev.countersign.engine.Workspace;
import dev.countersign.policy.TestKind;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The words by which users of Atlas know the commands that run tests of one kind: {@code schema test} and its like. */
@Command(
        description = "Run tests of this kind, as 'countersign test --kind' does.",
        footer = {"", "'countersign test --help' says more."})
final class KindTestCommand {
    private final Workspace workspace;
    private final Terminal terminal;
    private final TestKind kind;

    private KindTestCommand(Workspace workspace, Terminal terminal, TestKind kind) {
        this.workspace = workspace;
        this.terminal = terminal;
        this.kind = kind;
    }

    /** {@code schema}, with {@code schema plan} below it. */
    static CommandLine ofSchemas(Workspace workspace, Terminal terminal) {
        return new CommandLine(new KindTestCommand(workspace, terminal, TestKind.SCHEMA))
                .addSubcommand("plan", new KindTestCommand(workspace, terminal, TestKind.PLAN));
    }

    /** The command of another kind. */
    static CommandLine of(TestKind kind, Workspace workspace, Terminal terminal) {
        return new CommandLine(new KindTestCommand(workspace, terminal, kind));
    }

    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Run *.test.hcl files.",
            footer = {"", "'countersign test --help' says more."})
    int test(@Mixin TestOptions options) {
        return options.run(workspace, terminal, Set.of(kind));
    }
}
