package dev.countersign.report;

import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Fix;
import dev.countersign.lint.LintReport;
import dev.countersign.lint.LintReport.Linted;
import dev.countersign.lint.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the analyzers found, as text for a terminal and as JSON. */
public final class LintReportText {
    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** One line a finding, with file and line; then the counts. */
    public String text(LintReport report) {
        StringBuilder out = new StringBuilder();
        for (Diagnostic diagnostic : report.diagnostics()) {
            out.append(place(report, diagnostic.statement())).append(": ");
            out.append(diagnostic.active() ? word(diagnostic.severity()) : "suppressed")
                    .append(' ');
            out.append(diagnostic.code()).append(": ").append(diagnostic.message());
            out.append(" [").append(diagnostic.evidence().label()).append("]\n");
            diagnostic
                    .suppression()
                    .ifPresent(s -> out.append("    by ")
                            .append(s.by())
                            .append(": ")
                            .append(s.detail())
                            .append('\n'));
            for (Fix fix : diagnostic.fixes()) {
                out.append("    fix: ").append(fix.title()).append('\n');
                fix.replacement()
                        .ifPresent(sql -> sql.lines()
                                .forEach(l -> out.append("      ").append(l).append('\n')));
            }
        }
        report.notRun()
                .forEach(n -> out.append(place(report, n.number()))
                        .append(": not run: ")
                        .append(n.why())
                        .append('\n'));
        report.failure()
                .ifPresent(f -> out.append(place(report, f.number()))
                        .append(": failed: ")
                        .append(f.message())
                        .append(" (")
                        .append(f.sqlState())
                        .append(")\n"));
        report.notEvaluated()
                .forEach(text -> out.append("policy: ").append(text).append('\n'));
        out.append(TextReport.count(report.statements().size(), "statement"))
                .append(" on ")
                .append(report.engine())
                .append(": ")
                .append(TextReport.count(report.count(Severity.ERROR), "error"))
                .append(", ")
                .append(TextReport.count(report.count(Severity.WARNING), "warning"))
                .append(", ")
                .append(report.diagnostics().stream().filter(d -> !d.active()).count())
                .append(" suppressed")
                .append(report.failure().isPresent() ? ", stopped at a failed statement" : "")
                .append(
                        report.notRun().isEmpty()
                                ? ""
                                : ", " + TextReport.count(report.notRun().size(), "statement") + " not run")
                .append(report.notEvaluated().isEmpty() ? "" : ", blocked: policy not evaluated")
                .append('\n');
        return out.toString();
    }

    /** The same as data. */
    public String json(LintReport report) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("engine", report.engine());
        root.put("passes", report.passes());
        root.put("statements", report.statements());
        root.put(
                "diagnostics",
                report.diagnostics().stream().map(DiagnosticJson::of).toList());
        report.failure().ifPresent(failure -> root.put("failure", failure));
        root.put("notRun", report.notRun());
        root.put("notEvaluated", report.notEvaluated());
        root.put("notices", report.notices());
        return mapper.writeValueAsString(root) + "\n";
    }

    private static String place(LintReport report, int number) {
        List<Linted> found =
                report.statements().stream().filter(s -> s.number() == number).toList();
        if (found.isEmpty()) {
            return "migration";
        }
        Linted statement = found.getFirst();
        return statement.file().equals("plan") ? "statement " + number : statement.file() + ":" + statement.line();
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
