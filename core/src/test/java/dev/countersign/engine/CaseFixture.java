package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.TestKind;
import dev.countersign.progress.Progress;
import dev.countersign.testing.CaseResult;
import dev.countersign.testing.CaseResult.Outcome;
import dev.countersign.testing.TestReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes test files beside a project and runs them. */
abstract class CaseFixture extends DirectoryFixture {
    final List<String> allowed = new ArrayList<>();
    final Map<String, List<String>> variables = new java.util.TreeMap<>();
    Optional<String> run = Optional.empty();

    TestReport test(TestKind kind, String dev, String tests) throws IOException {
        file("cases.test.hcl", tests);
        return test(Set.of(kind), dev, List.of(Path.of("cases.test.hcl")));
    }

    TestReport test(Set<TestKind> kinds, String dev, List<Path> files) {
        ReviewRequest request = new ReviewRequest(
                Optional.empty(),
                folder,
                Optional.empty(),
                variables,
                Optional.empty(),
                folder.resolve("schema.sql").toFile().exists() ? List.of("file://schema.sql") : List.of(),
                Optional.of(dev),
                List.of(),
                Selection.everything(),
                Optional.empty(),
                allowed);
        return workspace.test(new TestRequest(request, kinds, files, run, Optional.empty()), Progress.none());
    }

    /** The only case of a report. */
    static CaseResult only(TestReport report) {
        assertThat(report.results()).hasSize(1);
        return report.results().getFirst();
    }

    static CaseResult.Failure failure(TestReport report) {
        assertThat(only(report).outcome()).isInstanceOf(Outcome.Failed.class);
        List<CaseResult.Failure> failures = ((Outcome.Failed) only(report).outcome()).failures();
        assertThat(failures).hasSize(1);
        return failures.getFirst();
    }

    static String reasons(TestReport report) {
        assertThat(only(report).outcome()).isInstanceOf(Outcome.NotRun.class);
        return String.join("\n", ((Outcome.NotRun) only(report).outcome()).reasons());
    }

    static void assertPassed(TestReport report) {
        assertThat(report.results())
                .allSatisfy(r -> assertThat(r.outcome())
                        .as(r.test().name() + ": " + r.outcome())
                        .isInstanceOf(Outcome.Passed.class));
        assertThat(report.open()).isEmpty();
        assertThat(report.exitCode()).isZero();
    }
}
