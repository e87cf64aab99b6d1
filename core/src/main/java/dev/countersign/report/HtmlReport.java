package dev.countersign.report;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Uncompared;
import dev.countersign.dialect.StatementTraits;
import dev.countersign.diff.Change;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Severity;
import dev.countersign.plan.Batch;
import dev.countersign.plan.KeptOut;
import dev.countersign.plan.Statement;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import dev.countersign.review.StateInfo;
import dev.countersign.review.VariableValue;
import dev.countersign.simulate.Simulation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The review as one HTML file: no script, nothing loaded from elsewhere, readable on paper in black and white. */
final class HtmlReport implements ReviewReport {
    private final ChangeWords words = new ChangeWords();
    private final SideBySide sideBySide = new SideBySide();

    @Override
    public String format() {
        return "html";
    }

    @Override
    public String render(Review review, DefinitionSource definitions) {
        Html html = new Html();
        html.markup("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .markup(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .element("title", "", "Review: " + title(review))
                .markup("<style>\n" + styleSheet() + "</style></head><body>\n");
        cover(html, review);
        outcome(html, review);
        findings(html, review);
        plan(html, review);
        keptOut(html, review);
        definitions(html, review, definitions);
        notCompared(html, review);
        return html.markup("</body></html>\n").toString();
    }

    private static String title(Review review) {
        return review.currentInfo().label() + " to " + review.desiredInfo().label();
    }

    private static void cover(Html html, Review review) {
        html.element(
                "h1",
                "",
                "Change " + review.currentInfo().label() + " to match "
                        + review.desiredInfo().label());
        html.element(
                "p",
                "lead",
                TextReport.count(review.diff().changes().size(), "difference") + ", "
                        + TextReport.count(review.diff().equalObjects(), "object") + " equal, "
                        + TextReport.count(review.plan().statements().size(), "statement") + " planned, "
                        + review.plan().keptOut().size() + " kept out by policy");
        html.markup("<table class=\"facts\">\n");
        fact(html, "Current", state(review.currentInfo()));
        fact(html, "Desired", state(review.desiredInfo()));
        review.policyFile().ifPresent(file -> fact(html, "Policy", file.path() + " (sha256 " + file.sha256() + ")"));
        if (!review.environment().isEmpty()) {
            fact(html, "Environment", review.environment());
        }
        fact(html, "Review policy", review.mode().name());
        for (VariableValue variable : review.variables()) {
            fact(html, "Variable " + variable.name(), variable.value() + " (" + variable.setBy() + ")");
        }
        review.rows().forEach(rows -> fact(html, "Rows", rows.sentence()));
        html.markup("</table>\n");
    }

    private static void fact(Html html, String name, String value) {
        html.markup("<tr>").element("th", "", name).element("td", "", value).markup("</tr>\n");
    }

    private static String state(StateInfo info) {
        return info.label() + ", " + info.kind() + ", " + info.server() + ", "
                + TextReport.count(info.objects(), "object") + ", read "
                + info.readAt().truncatedTo(ChronoUnit.SECONDS) + ", " + info.fingerprint();
    }

    private void outcome(Html html, Review review) {
        Outcome outcome = review.outcome();
        html.element("h2", "", "Outcome");
        html.element(
                "p",
                "verdict " + outcome.verdict().name().toLowerCase(Locale.ROOT),
                TextReport.verdict(outcome.verdict()));
        html.markup("<ul class=\"marked\">\n");
        for (Outcome.Reason reason : outcome.reasons()) {
            html.element("li", "", (reason.blocking() ? "\u2297 " : "\u25cb ") + reason.text());
        }
        Simulation simulation = review.simulation();
        html.element(
                "li",
                "",
                simulation.arrives()
                        ? "\u2713 The plan ran on " + simulation.engine() + " and arrived at " + TextReport.goal(review)
                                + "."
                        : "\u2297 The plan ran on " + simulation.engine()
                                + " and did not arrive at the desired state.");
        simulation
                .failure()
                .ifPresent(f -> html.element(
                        "li",
                        "",
                        "\u2297 Statement " + f.number() + " failed: " + f.message() + " (" + f.sqlState() + ")"));
        simulation
                .rowFailure()
                .ifPresent(f -> html.element(
                        "li",
                        "",
                        "\u2297 On the rows of the current state it stops at statement " + f.number() + ": "
                                + f.message()));
        simulation.remaining().forEach(c -> html.element("li", "", "\u2297 Still differs: " + words.sentence(c)));
        simulation.otherRows().forEach(rows -> html.element("li", "", "\u2297 Rows differ: " + rows));
        simulation.notSimulated().forEach(n -> html.element("li", "", "\u2297 Not simulated: " + n.why()));
        html.markup("</ul>\n");
    }

    private static void findings(Html html, Review review) {
        html.element("h2", "", "Findings");
        if (review.diagnostics().isEmpty()) {
            html.element("p", "", "None.");
            return;
        }
        html.markup("<table class=\"grid\"><tr><th>Severity</th><th>Code</th><th>Statement</th><th>Finding</th>"
                + "<th>Known from</th></tr>\n");
        for (Diagnostic diagnostic : review.diagnostics()) {
            html.markup("<tr>")
                    .element("td", "", severity(diagnostic))
                    .element("td", "", diagnostic.code())
                    .element("td", "", diagnostic.statement() == 0 ? "plan" : String.valueOf(diagnostic.statement()))
                    .element("td", "", diagnostic.message() + suppressed(diagnostic))
                    .element("td", "", diagnostic.evidence().label())
                    .markup("</tr>\n");
        }
        html.markup("</table>\n");
    }

    private static String severity(Diagnostic diagnostic) {
        if (!diagnostic.active()) {
            return "\u2298 suppressed";
        }
        return switch (diagnostic.severity()) {
            case ERROR -> "\u2297 error";
            case WARNING -> "\u26a0 warning";
            case INFO -> "\u24d8 info";
        };
    }

    private static String suppressed(Diagnostic diagnostic) {
        return diagnostic
                .suppression()
                .map(s -> " (suppressed by " + s.by() + ": " + s.detail() + ")")
                .orElse("");
    }

    private static void plan(Html html, Review review) {
        html.element("h2", "", "Plan");
        if (review.plan().isEmpty()) {
            html.element("p", "", "Nothing to do.");
            return;
        }
        int number = 0;
        for (Batch batch : review.plan().batches()) {
            number++;
            html.element(
                    "p",
                    "batch",
                    "Batch " + number + (batch.transactional() ? ", one transaction" : ", outside a transaction"));
            for (Statement statement : batch.statements()) {
                statement(html, review, statement);
            }
        }
    }

    private static void statement(Html html, Review review, Statement statement) {
        html.markup(statement.destructive() ? "<div class=\"statement destructive\">" : "<div class=\"statement\">");
        html.element("span", "number", String.valueOf(statement.number()));
        html.element("pre", "", statement.sql());
        StatementTraits traits = review.traits().get(statement.number());
        String note = (statement.destructive() ? "loses data. " : "")
                + (traits == null || traits.lock().equals("none")
                        ? ""
                        : traits.lock()
                                + (traits.rewrite() ? ", rewrites the table" : "")
                                + (traits.scan() ? ", reads the whole table" : ""));
        html.element("span", "note", note);
        for (Diagnostic diagnostic : review.diagnosticsOf(statement.number())) {
            String css = diagnostic.active() ? diagnostic.severity().name().toLowerCase(Locale.ROOT) : "suppressed";
            html.element(
                    "p",
                    "finding " + css,
                    severity(diagnostic) + " " + diagnostic.code() + ": " + diagnostic.message()
                            + suppressed(diagnostic));
        }
        html.markup("</div>\n");
    }

    private void keptOut(Html html, Review review) {
        if (review.plan().keptOut().isEmpty()) {
            return;
        }
        html.element("h2", "", "Kept out of the plan");
        html.markup("<ul class=\"marked\">\n");
        for (KeptOut kept : review.plan().keptOut()) {
            html.element("li", "", "\u2298 " + words.sentence(kept.change()) + ": " + kept.reason());
        }
        html.markup("</ul>\n");
    }

    private void definitions(Html html, Review review, DefinitionSource definitions) {
        html.element("h2", "", "Definitions");
        Set<ObjectRef> shown = new LinkedHashSet<>();
        for (Change change : review.diff().changes()) {
            shown.add(words.shownUnder(change));
        }
        for (ObjectRef ref : shown) {
            html.element("h3", "", ref.toString());
            html.markup("<table class=\"diff\"><tr><th>current</th><th>desired</th></tr>\n");
            for (SideBySide.Row row : sideBySide.rows(definitions.current(ref), definitions.desired(ref))) {
                diffRow(html, row);
            }
            html.markup("</table>\n");
        }
    }

    private static void diffRow(Html html, SideBySide.Row row) {
        if (row.kind() == SideBySide.Row.Kind.FOLD) {
            html.markup("<tr><td colspan=\"2\" class=\"fold\">")
                    .text(TextReport.count(row.folded(), "unchanged line"))
                    .markup("</td></tr>\n");
            return;
        }
        boolean left = row.kind() == SideBySide.Row.Kind.CHANGED || row.kind() == SideBySide.Row.Kind.REMOVED;
        boolean right = row.kind() == SideBySide.Row.Kind.CHANGED || row.kind() == SideBySide.Row.Kind.ADDED;
        html.markup("<tr>")
                .element("td", left ? "removed" : "", (left ? "\u2212 " : "  ") + row.left())
                .element("td", right ? "added" : "", (right ? "+ " : "  ") + row.right())
                .markup("</tr>\n");
    }

    private static void notCompared(Html html, Review review) {
        html.element("h2", "", "Seen, not compared");
        uncompared(html, "Current", review.current().uncompared());
        uncompared(html, "Desired", review.desired().uncompared());
        if (!review.notEvaluated().isEmpty()) {
            html.element("h2", "", "Policy not evaluated");
            html.markup("<ul>\n");
            review.notEvaluated().forEach(text -> html.element("li", "", text));
            html.markup("</ul>\n");
        }
        html.element(
                "p",
                "note",
                review.count(Severity.ERROR) + " errors, " + review.count(Severity.WARNING)
                        + " warnings in this review.");
    }

    private static void uncompared(Html html, String side, List<Uncompared> objects) {
        html.element("h3", "", side + ": " + TextReport.count(objects.size(), "object"));
        html.markup("<ul>\n");
        objects.forEach(o -> html.element("li", "", o.kind() + " " + o.name() + ": " + o.reason()));
        html.markup("</ul>\n");
    }

    private static String styleSheet() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
