package dev.countersign.engine;

import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclSource;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintReport;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.rule.RuleReport;
import dev.countersign.rule.RuleSet;
import dev.countersign.rule.RuleTest;
import dev.countersign.rule.RuleTestFile;
import dev.countersign.rule.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Runs tests of rules: the schema is loaded as any other, the migration linted as any other, with the rules under test alone. */
final class RuleTests {
    /** Lints a migration with rules. */
    @FunctionalInterface
    interface Lint {
        LintReport lint(LintRequest request, List<RuleSet> rules, Progress progress);
    }

    private final BiFunction<ReviewRequest, Progress, Inspection> inspect;
    private final Lint lint;

    RuleTests(BiFunction<ReviewRequest, Progress, Inspection> inspect, Lint lint) {
        this.inspect = inspect;
        this.lint = lint;
    }

    RuleTest.Run run(List<Path> paths, Progress progress) {
        List<RuleTest> tests = new ArrayList<>();
        int others = 0;
        for (Path file : TestFileNames.in(paths)) {
            RuleTestFile.Content content = read(file);
            tests.addAll(content.tests());
            others += content.others();
        }
        List<RuleTest.Result> results = new ArrayList<>();
        for (RuleTest test : tests) {
            progress.phase("Testing rules", results.size() + 1, tests.size());
            progress.checkCancelled();
            results.add(run(test, progress));
        }
        return new RuleTest.Run(results, others);
    }

    private RuleTest.Result run(RuleTest test, Progress progress) {
        List<String> missing = new ArrayList<>();
        List<HclSource> sources = new ArrayList<>();
        for (String rule : test.rules()) {
            try {
                sources.add(HclSource.decode(
                        rule, Files.readAllBytes(test.directory().resolve(rule))));
            } catch (IOException e) {
                missing.add("the rule file " + rule + " cannot be read; paths start from the test file's directory");
            } catch (HclException e) {
                missing.add("the rule file " + rule + " cannot be used: "
                        + e.problems().getFirst().message());
            }
        }
        RuleSet set = RuleSet.read("test", sources, test.vars(), new HclSource(test.where(), "").range(0, 0));
        try {
            Path folder = Files.createTempDirectory("countersign-rules");
            try {
                return test.migration().isPresent()
                        ? migration(test, set, missing, folder, progress)
                        : schema(test, set, missing, folder, progress);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new CountersignException(
                    ExitCode.FAILED,
                    "The test \"" + test.name() + "\" could not be prepared: " + e.getMessage() + ".",
                    e);
        } catch (CountersignException e) {
            return new RuleTest.Result(test.name(), test.where(), List.of("! " + e.getMessage()));
        }
    }

    private RuleTest.Result schema(RuleTest test, RuleSet set, List<String> missing, Path folder, Progress progress)
            throws IOException {
        RuleReport report =
                set.run().report(inspect.apply(request(test, folder), progress).catalog());
        List<String> open = new ArrayList<>(missing);
        open.addAll(report.notEvaluated());
        return test.judge(report.violations(), open);
    }

    private RuleTest.Result migration(RuleTest test, RuleSet set, List<String> missing, Path folder, Progress progress)
            throws IOException {
        Path file = folder.resolve("migration.sql");
        Files.writeString(file, test.migration().orElseThrow());
        LintReport report = lint.lint(new LintRequest(request(test, folder), List.of(file)), List.of(set), progress);
        List<String> open = new ArrayList<>(missing);
        open.addAll(set.notEvaluated());
        open.addAll(report.notEvaluated());
        report.failure().ifPresent(f -> open.add("statement " + f.number() + " fails: " + f.message()));
        List<Violation> found = report.diagnostics().stream()
                .filter(d -> d.analyzer().equals("rule/" + set.name()))
                .filter(Diagnostic::active)
                .map(d -> new Violation(d.code(), "", d.object().orElseThrow(), d.message()))
                .toList();
        return test.judge(found, open);
    }

    private static ReviewRequest request(RuleTest test, Path folder) throws IOException {
        Path schema = folder.resolve("schema.sql");
        Files.writeString(schema, test.schema());
        return new ReviewRequest(
                Optional.empty(),
                folder,
                Optional.empty(),
                Map.of(),
                Optional.of("file://" + schema),
                List.of(),
                Optional.empty(),
                List.of(),
                new Selection(List.of(), List.of(), test.dialect(), Set.of()));
    }

    static RuleTestFile.Content read(Path file) {
        try {
            HclSource source = HclSource.decode(file.toString(), Files.readAllBytes(file));
            return RuleTestFile.read(
                    source,
                    Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file));
        } catch (IOException e) {
            throw new CountersignException(ExitCode.USAGE, "The test file " + file + " cannot be read.", e);
        } catch (HclException e) {
            throw new CountersignException(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
