package dev.countersign.app.cli;

import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.TestRequest;
import dev.countersign.engine.Workspace;
import dev.countersign.policy.TestKind;
import dev.countersign.report.TestReportText;
import dev.countersign.testing.TestReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command that runs tests takes, and how it answers. */
final class TestOptions {
    @Mixin
    private ProjectOptions project;

    @Option(
            names = {"-u", "--url", "--to"},
            paramLabel = "URL",
            description = "the tested schema (repeatable; default: the environment's src)")
    private List<String> schema = new ArrayList<>();

    @Option(
            names = "--dir",
            paramLabel = "URL",
            description = "migration directory (default: the environment's, else file://migrations)")
    private Optional<String> dir = Optional.empty();

    @Option(
            names = "--run",
            paramLabel = "REGEX",
            description = "only tests whose name matches, searched anywhere in it")
    private Optional<String> run = Optional.empty();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "test files and folders of them (default: those of the environment)")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private FormatOption format;

    @Mixin
    private OutputOption output;

    int run(Workspace workspace, Terminal terminal, Set<TestKind> kinds) {
        boolean json = format.json();
        ReviewRequest request = project.request("", schema);
        TestReport report =
                workspace.test(new TestRequest(request, kinds, files, run, dir), new TerminalProgress(terminal));
        report.notices().forEach(terminal::error);
        TestReportText texts = new TestReportText();
        output.write(terminal, json ? texts.json(report) : texts.text(report));
        return report.exitCode();
    }
}
