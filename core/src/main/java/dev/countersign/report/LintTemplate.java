package dev.countersign.report;

import dev.countersign.gotemplate.TemplateFunction;
import dev.countersign.hcl.HclValue;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Fix;
import dev.countersign.lint.LintReport;
import dev.countersign.lint.LintReport.Linted;
import dev.countersign.lint.NonLinear;
import dev.countersign.lint.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A lint report for templates, under the names that Atlas's has: {@code Files} with {@code Reports} of {@code Diagnostics}, {@code Steps}, and
 * {@code DiagnosticsCount}. Like there, what is empty is left out of files and reports only where a template can ask for it all the same, so every field is
 * there. Findings that something hides are not in it.
 */
public final class LintTemplate implements OutputTemplate.Subject {
    private static final Map<String, String> HEADINGS = Map.of(
            "destructive", "destructive changes detected",
            "data_depend", "data dependent changes detected",
            "condrop", "constraint deletion detected",
            "incompatible", "backward incompatible changes detected",
            "naming", "naming violations detected",
            "concurrent_index", "concurrent index violations detected");

    private final LintReport report;

    /** @param report what was found */
    public LintTemplate(LintReport report) {
        this.report = report;
    }

    /**
     * What the template writes of it.
     *
     * @throws dev.countersign.hcl.HclException when it asks for what is not there, with the place in the template
     */
    public String write(OutputTemplate template) {
        return template.write(this);
    }

    @Override
    public Map<String, TemplateFunction> functions() {
        return Map.of(".Line", this::line);
    }

    /** The line of a place in a file: the method {@code Line} of files, which Atlas's templates call with the {@code Pos} of a finding. */
    private HclValue line(List<HclValue> arguments) {
        if (arguments.size() == 2
                && arguments.getFirst() instanceof HclValue.Fields file
                && file.values().get("Name") instanceof HclValue.Text(String name)
                && arguments.getLast() instanceof HclValue.Number(var pos)) {
            return report.statements().stream()
                    .filter(s -> s.file().equals(name) && pos.intValue() == s.offset())
                    .findFirst()
                    .map(s -> HclValue.of(s.line()))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "is asked for a place at which no statement of " + name + " stands: " + pos));
        }
        throw new IllegalArgumentException("is a method of a file and takes the Pos of one of its findings");
    }

    @Override
    public HclValue data() {
        Map<String, List<Diagnostic>> byFile = new LinkedHashMap<>();
        report.statements().forEach(s -> byFile.computeIfAbsent(s.file(), f -> new ArrayList<>()));
        List<Diagnostic> active =
                report.diagnostics().stream().filter(Diagnostic::active).toList();
        active.forEach(d ->
                statement(d.statement()).ifPresent(s -> byFile.get(s.file()).add(d)));
        List<HclValue> files = new ArrayList<>();
        byFile.forEach((name, found) -> files.add(file(name, found)));
        return fields(
                "Files", HclValue.of(files),
                "Steps", HclValue.of(steps()),
                "DiagnosticsCount", HclValue.of(active.size()),
                "URL", HclValue.of(""),
                "Env",
                        fields(
                                "Driver", HclValue.of(report.run().driver()),
                                "URL", HclValue.of(report.run().dev()),
                                "Dir", HclValue.of(report.run().dir())),
                "Schema",
                        fields(
                                "Current",
                                HclValue.of(report.run().current().get()),
                                "Desired",
                                HclValue.of(report.run().desired().get())),
                "TotalChanges", HclValue.of(report.run().changes()),
                "VersionStatuses", HclValue.of(statuses(byFile)),
                "Engine", HclValue.of(report.engine()),
                "NotEvaluated", texts(report.notEvaluated()),
                "Notices", texts(report.notices()));
    }

    /** How many files are fine, as Atlas's last lines say it: {@code 1 version ok, 1 with warnings, 1 with errors}. */
    private String statuses(Map<String, List<Diagnostic>> byFile) {
        long errors = byFile.entrySet().stream()
                .filter(e -> !error(e.getKey(), e.getValue()).isEmpty())
                .count();
        long warnings = byFile.entrySet().stream()
                .filter(e -> error(e.getKey(), e.getValue()).isEmpty()
                        && !e.getValue().isEmpty())
                .count();
        List<String> parts = new ArrayList<>();
        status(parts, byFile.size() - warnings - errors, "ok");
        status(parts, warnings, "with warnings");
        status(parts, errors, "with errors");
        return String.join(", ", parts);
    }

    private static void status(List<String> parts, long count, String how) {
        if (count > 0) {
            parts.add(count + (parts.isEmpty() ? count == 1 ? " version " : " versions " : " ") + how);
        }
    }

    /** What has no place in a file. */
    private List<HclValue> steps() {
        List<HclValue> steps = new ArrayList<>();
        List<Diagnostic> nonLinear = report.diagnostics().stream()
                .filter(d -> d.active() && d.analyzer().equals(NonLinear.ANALYZER))
                .toList();
        if (!nonLinear.isEmpty()) {
            boolean error = nonLinear.stream().anyMatch(d -> d.severity() == Severity.ERROR);
            String title = "Detected " + nonLinear.size() + " non-additive change" + (nonLinear.size() == 1 ? "" : "s");
            steps.add(step(
                    title,
                    nonLinear.stream().map(Diagnostic::message).collect(Collectors.joining("\n")),
                    error ? title : ""));
        }
        report.notEvaluated().forEach(text -> steps.add(step("Policy", text, text)));
        report.diagnostics().stream()
                .filter(d -> d.active()
                        && !nonLinear.contains(d)
                        && statement(d.statement()).isEmpty())
                .forEach(d -> steps.add(step(
                        "Analyze", d.message(), d.severity() == Severity.ERROR ? d.code() + ": " + d.message() : "")));
        report.failure()
                .ifPresent(f -> steps.add(step(
                        "Replay Migration Files",
                        "Statement " + f.number() + " failed",
                        "executing statement " + f.number() + ": " + f.message())));
        return steps;
    }

    private static HclValue step(String name, String text, String error) {
        return fields(
                "Name", HclValue.of(name),
                "Text", HclValue.of(text),
                "Error", HclValue.of(error),
                "Result", HclValue.Null.NULL);
    }

    private HclValue file(String name, List<Diagnostic> found) {
        Map<String, List<Diagnostic>> byAnalyzer = new TreeMap<>();
        found.forEach(d ->
                byAnalyzer.computeIfAbsent(d.analyzer(), a -> new ArrayList<>()).add(d));
        List<HclValue> reports = new ArrayList<>();
        byAnalyzer.forEach((analyzer, all) -> reports.add(fields(
                "Text",
                HclValue.of(HEADINGS.getOrDefault(analyzer, analyzer + " findings")),
                "Desc",
                HclValue.of(""),
                "Diagnostics",
                HclValue.of(all.stream().map(this::diagnostic).toList()),
                "SuggestedFixes",
                HclValue.of(List.of()))));
        return fields(
                "Name", HclValue.of(name),
                "Text", HclValue.of(report.run().texts().getOrDefault(name, "")),
                "Reports", HclValue.of(reports),
                "Error", HclValue.of(error(name, found)));
    }

    private String error(String file, List<Diagnostic> found) {
        Optional<String> failure = report.failure()
                .filter(f ->
                        statement(f.number()).filter(s -> s.file().equals(file)).isPresent())
                .map(f -> "executing statement " + f.number() + ": " + f.message());
        return failure.orElseGet(() -> found.stream()
                .filter(d -> d.severity() == Severity.ERROR)
                .map(d -> HEADINGS.getOrDefault(d.analyzer(), d.analyzer() + " findings"))
                .findFirst()
                .orElse(""));
    }

    private HclValue diagnostic(Diagnostic diagnostic) {
        Linted at = statement(diagnostic.statement()).orElseThrow();
        return fields(
                "Pos", HclValue.of(at.offset()),
                "Line", HclValue.of(at.line()),
                "Code", HclValue.of(diagnostic.code()),
                "Text", HclValue.of(diagnostic.message()),
                "Error", HclValue.of(diagnostic.severity() == Severity.ERROR),
                "SuggestedFixes",
                        HclValue.of(diagnostic.fixes().stream()
                                .map(fix -> fix(fix, at))
                                .toList()));
    }

    private static HclValue fix(Fix fix, Linted at) {
        HclValue message = HclValue.of(fix.title());
        return fix.replacement()
                .map(sql -> fields(
                        "Message",
                        message,
                        "TextEdit",
                        fields(
                                "Line", HclValue.of(at.line()),
                                "End",
                                        HclValue.of(at.line()
                                                + (int) at.sql().lines().count()
                                                - 1),
                                "NewText", HclValue.of(sql))))
                .orElseGet(() -> fields("Message", message));
    }

    private Optional<Linted> statement(int number) {
        return report.statements().stream().filter(s -> s.number() == number).findFirst();
    }

    private static HclValue texts(List<String> texts) {
        return HclValue.of(texts.stream().map(text -> HclValue.of(text)).toList());
    }

    private static HclValue fields(Object... namesAndValues) {
        Map<String, HclValue> fields = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], (HclValue) namesAndValues[i + 1]);
        }
        return HclValue.of(fields);
    }
}
