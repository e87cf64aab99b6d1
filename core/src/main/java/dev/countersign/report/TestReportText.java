package dev.countersign.report;

import dev.countersign.testing.CaseResult;
import dev.countersign.testing.CaseResult.Failure;
import dev.countersign.testing.CaseResult.Logged;
import dev.countersign.testing.CaseResult.Outcome;
import dev.countersign.testing.TestReport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What came of tests, as text for a terminal and as JSON. */
public final class TestReportText {
    private static final String INDENT = "    ";

    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** A line for each case, below it what it logged and why it failed; then the counts and one word. */
    public String text(TestReport report) {
        StringBuilder out = new StringBuilder();
        for (CaseResult result : report.results()) {
            out.append("-- ")
                    .append(word(result.outcome()))
                    .append(": ")
                    .append(result.test().name());
            if (ran(result.outcome())) {
                out.append(" (").append(took(result.took())).append(')');
            }
            out.append('\n');
            for (Logged line : result.log()) {
                indented(out, line.at().file() + ":" + line.at().line() + ": " + line.message());
            }
            switch (result.outcome()) {
                case Outcome.Passed ignored -> {
                    // nothing more to say
                }
                case Outcome.Skipped ignored -> {
                    // nothing more to say
                }
                case Outcome.Failed failed -> failed.failures().forEach(failure -> failure(out, failure));
                case Outcome.NotRun notRun -> notRun.reasons().forEach(reason -> indented(out, reason));
            }
        }
        report.open().forEach(text -> out.append("not evaluated: ").append(text).append('\n'));
        out.append(TextReport.count(report.results().size(), "test"))
                .append(" on ")
                .append(report.engine())
                .append(": ")
                .append(report.count(Outcome.Passed.class))
                .append(" passed, ")
                .append(report.count(Outcome.Failed.class))
                .append(" failed, ")
                .append(report.count(Outcome.Skipped.class))
                .append(" skipped, ")
                .append(report.count(Outcome.NotRun.class))
                .append(" not run\n");
        out.append(last(report)).append('\n');
        return out.toString();
    }

    private static String last(TestReport report) {
        if (report.exitCode() == 0) {
            return "PASS";
        }
        return report.count(Outcome.Failed.class) > 0 ? "FAIL" : "NOT EVALUATED";
    }

    private static void failure(StringBuilder out, Failure failure) {
        indented(out, failure.at() + ": " + failure.command() + ": " + failure.message());
        indented(out, failure.at().excerpt());
        failure.expected().ifPresent(text -> lines(out, "expected", text));
        failure.actual().ifPresent(text -> lines(out, "actual", text));
    }

    private static void lines(StringBuilder out, String title, String text) {
        if (text.indexOf('\n') < 0) {
            indented(out, title + ": " + (text.isEmpty() ? "(nothing)" : text));
        } else {
            indented(out, title + ":");
            text.lines().forEach(line -> indented(out, "  " + line));
        }
    }

    private static void indented(StringBuilder out, String text) {
        text.lines().forEach(line -> out.append(INDENT).append(line).append('\n'));
    }

    private static boolean ran(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Passed ignored -> true;
            case Outcome.Failed ignored -> true;
            case Outcome.Skipped ignored -> false;
            case Outcome.NotRun ignored -> false;
        };
    }

    private static String took(Duration duration) {
        return duration.toMillis() > 0 ? duration.toMillis() + "ms" : duration.toNanos() / 1000 + "µs";
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Passed ignored -> "PASS";
            case Outcome.Failed ignored -> "FAIL";
            case Outcome.Skipped ignored -> "SKIP";
            case Outcome.NotRun ignored -> "NOT RUN";
        };
    }

    /** The same as data. */
    public String json(TestReport report) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("engine", report.engine());
        root.put("result", last(report));
        root.put("passed", report.count(Outcome.Passed.class));
        root.put("failed", report.count(Outcome.Failed.class));
        root.put("skipped", report.count(Outcome.Skipped.class));
        root.put("notRun", report.count(Outcome.NotRun.class));
        root.put("tests", report.results().stream().map(TestReportText::data).toList());
        root.put("notEvaluated", report.open());
        root.put("notices", report.notices());
        return mapper.writeValueAsString(root) + "\n";
    }

    private static Map<String, Object> data(CaseResult result) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", result.test().kind().word());
        data.put("name", result.test().name());
        data.put("file", result.test().at().file());
        data.put("line", result.test().at().line());
        data.put("result", word(result.outcome()));
        data.put("microseconds", result.took().toNanos() / 1000);
        data.put(
                "log",
                result.log().stream()
                        .map(l -> Map.of("line", l.at().line(), "message", l.message()))
                        .toList());
        data.put(
                "failures",
                result.outcome() instanceof Outcome.Failed(List<Failure> failures)
                        ? failures.stream().map(TestReportText::data).toList()
                        : List.of());
        data.put(
                "reasons",
                result.outcome() instanceof Outcome.NotRun(List<String> reasons, boolean ignored)
                        ? reasons
                        : List.of());
        return data;
    }

    private static Map<String, Object> data(Failure failure) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("command", failure.command());
        data.put("file", failure.at().file());
        data.put("line", failure.at().line());
        data.put("column", failure.at().column());
        data.put("message", failure.message());
        failure.expected().ifPresent(text -> data.put("expected", text));
        failure.actual().ifPresent(text -> data.put("actual", text));
        return data;
    }
}
