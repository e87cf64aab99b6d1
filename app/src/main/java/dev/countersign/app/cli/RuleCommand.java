package dev.countersign.app.cli;

import dev.countersign.engine.Workspace;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.rule.RuleTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Rules of a project's own. */
@Command(
        name = "rule",
        description = "Test rules of your own (*.rule.hcl).",
        footer = {"", "Example: countersign rule test rules/"})
final class RuleCommand {
    private final Workspace workspace;
    private final Terminal terminal;

    RuleCommand(Workspace workspace, Terminal terminal) {
        this.workspace = workspace;
        this.terminal = terminal;
    }

    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Run *.test.hcl files: a schema or migration, and the findings that the rules must have.",
            footer = {
                "",
                "test \"rule\" \"orders have no key\" {",
                "  rules     = [\"schema.rule.hcl\"]",
                "  schema    = \"CREATE TABLE orders (id int);\"",
                "  migration = \"ALTER TABLE orders ADD COLUMN note text;\"   # optional",
                "  dialect   = \"sqlite\"                                     # optional, default postgres",
                "  vars      = { limit = 10 }                               # optional",
                "  expect {",
                "    rule    = \"require-primary-key\"",
                "    object  = \"public.orders\"                              # optional",
                "    message = \"must have\"                                  # optional, part of it",
                "  }",
                "}",
                "",
                "Exit code 1: a finding too many or too few, or something that was not evaluated."
            })
    int test(
            @Parameters(
                            paramLabel = "FILE",
                            arity = "0..*",
                            description = "test files and folders of them (default: here)")
                    List<Path> files) {
        List<Path> chosen = files == null ? new ArrayList<>() : files;
        RuleTest.Run run =
                workspace.testRules(chosen.isEmpty() ? List.of(Path.of("")) : chosen, new TerminalProgress(terminal));
        List<RuleTest.Result> results = run.results();
        for (RuleTest.Result result : results) {
            terminal.line((result.passed() ? "ok    " : "FAIL  ") + result.name() + " (" + result.where() + ")");
            result.differences().forEach(line -> terminal.line("      " + line));
        }
        long failed = results.stream().filter(r -> !r.passed()).count();
        terminal.line(results.size() + (results.size() == 1 ? " test, " : " tests, ") + failed + " failed");
        if (run.others() > 0) {
            terminal.error(run.others() + (run.others() == 1 ? " test" : " tests")
                    + " of other kinds not run; see 'countersign test'.");
        }
        return failed == 0 ? 0 : ExitCode.FAILED.code();
    }
}
