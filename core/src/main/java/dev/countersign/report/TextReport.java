package dev.countersign.report;

import dev.countersign.catalog.Uncompared;
import dev.countersign.dialect.StatementTraits;
import dev.countersign.diff.Change;
import dev.countersign.diff.RenameDetector;
import dev.countersign.diff.RenameSuggestion;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Fix;
import dev.countersign.lint.Severity;
import dev.countersign.plan.Batch;
import dev.countersign.plan.KeptOut;
import dev.countersign.plan.Statement;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import dev.countersign.review.StateInfo;
import dev.countersign.review.VariableValue;
import dev.countersign.simulate.Simulation;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The review for a terminal: what differs, the plan with findings under the statement that carries them, what stands in the way. */
final class TextReport implements ReviewReport {
    private static final int UNCOMPARED_NAMES = 5;
    private final ChangeWords words = new ChangeWords();

    @Override
    public String format() {
        return "text";
    }

    @Override
    public String render(Review review, DefinitionSource definitions) {
        StringBuilder out = new StringBuilder();
        header(out, review);
        differences(out, review);
        plan(out, review);
        outcome(out, review);
        return out.toString();
    }

    private static void header(StringBuilder out, Review review) {
        line(
                out,
                "Change " + review.currentInfo().label() + " to match "
                        + review.desiredInfo().label() + ": "
                        + count(review.diff().changes().size(), "difference") + ", "
                        + count(review.diff().equalObjects(), "object") + " equal");
        line(out, "  current  " + state(review.currentInfo()));
        line(out, "  desired  " + state(review.desiredInfo()));
        review.policyFile()
                .ifPresentOrElse(
                        file -> line(
                                out,
                                "  policy   " + file.path()
                                        + (review.environment().isEmpty()
                                                ? ""
                                                : ", environment " + review.environment())
                                        + ", review = " + review.mode()),
                        () -> line(out, "  policy   none, review = " + review.mode()));
        for (VariableValue variable : review.variables()) {
            line(out, "  variable " + variable.name() + " = " + variable.value() + " (" + variable.setBy() + ")");
        }
        line(out, "");
    }

    private void differences(StringBuilder out, Review review) {
        if (!review.diff().changes().isEmpty()) {
            line(out, "Differences");
            for (Change change : review.diff().changes()) {
                line(out, "  " + words.glyph(change) + " " + words.sentence(change));
            }
            line(out, "");
        }
        List<RenameSuggestion> suggestions = new RenameDetector().suggest(review.diff());
        if (!suggestions.isEmpty()) {
            line(out, "Looks like a rename");
            suggestions.forEach(s -> line(out, "  > " + words.suggestion(s)));
            line(out, "");
        }
        List<KeptOut> keptOut = review.plan().keptOut();
        if (!keptOut.isEmpty()) {
            line(out, "Kept out of the plan");
            for (KeptOut kept : keptOut) {
                line(out, "  x " + words.sentence(kept.change()) + ": " + kept.reason());
            }
            line(out, "");
        }
        if (!review.rows().isEmpty()) {
            line(out, "Rows");
            review.rows().forEach(rows -> line(out, "  " + rows.sentence()));
            line(out, "");
        }
        uncompared(out, "current", review.current().uncompared());
        uncompared(out, "desired", review.desired().uncompared());
    }

    private static void uncompared(StringBuilder out, String side, List<Uncompared> seen) {
        Map<Boolean, List<Uncompared>> byChoice =
                seen.stream().collect(Collectors.partitioningBy(u -> u.cause() == Uncompared.Cause.LEFT_OUT));
        named(out, "Seen in the " + side + " state, not compared", byChoice.get(false));
        named(out, "Seen in the " + side + " state, left out", byChoice.get(true));
    }

    private static void named(StringBuilder out, String title, List<Uncompared> uncompared) {
        if (uncompared.isEmpty()) {
            return;
        }
        line(out, title);
        Map<String, List<Uncompared>> byKind =
                uncompared.stream().collect(Collectors.groupingBy(Uncompared::kind, TreeMap::new, Collectors.toList()));
        byKind.forEach((kind, objects) -> {
            String names = objects.stream()
                    .limit(UNCOMPARED_NAMES)
                    .map(Uncompared::name)
                    .collect(Collectors.joining(", "));
            int more = objects.size() - UNCOMPARED_NAMES;
            line(out, "  ? " + count(objects.size(), kind) + ": " + names + (more > 0 ? " and " + more + " more" : ""));
        });
        line(out, "");
    }

    private static void plan(StringBuilder out, Review review) {
        if (review.plan().isEmpty()) {
            line(out, "Plan: nothing to do");
            line(out, "");
            return;
        }
        int batchNumber = 0;
        line(
                out,
                "Plan: " + count(review.plan().statements().size(), "statement") + " in "
                        + count(review.plan().batches().size(), "batch"));
        for (Batch batch : review.plan().batches()) {
            batchNumber++;
            line(
                    out,
                    "  -- batch " + batchNumber
                            + (batch.transactional() ? ", one transaction" : ", outside a transaction"));
            for (Statement statement : batch.statements()) {
                statement(out, review, statement);
            }
        }
        review.diagnosticsOf(0).forEach(d -> diagnostic(out, d));
        line(out, "");
    }

    private static void statement(StringBuilder out, Review review, Statement statement) {
        String number = String.format("%4d  ", statement.number());
        String[] lines = statement.sql().split("\n", -1);
        StatementTraits traits = review.traits().get(statement.number());
        for (int i = 0; i < lines.length; i++) {
            line(out, (i == 0 ? number : "      ") + lines[i]);
        }
        if (traits != null && !traits.lock().equals("none")) {
            line(
                    out,
                    "        lock: " + traits.lock() + (traits.rewrite() ? ", rewrites the table" : "")
                            + (traits.scan() ? ", reads the whole table" : ""));
        }
        review.diagnosticsOf(statement.number()).forEach(d -> diagnostic(out, d));
    }

    private static void diagnostic(StringBuilder out, Diagnostic diagnostic) {
        String mark = diagnostic.active() ? diagnostic.severity().name().toLowerCase(Locale.ROOT) : "suppressed";
        line(
                out,
                "      ! " + mark + " " + diagnostic.code() + ": " + diagnostic.message() + " ["
                        + diagnostic.evidence().label() + "]");
        diagnostic
                .suppression()
                .ifPresent(suppression -> line(out, "        by " + suppression.by() + ": " + suppression.detail()));
        for (Fix fix : diagnostic.fixes()) {
            line(out, "        fix: " + fix.title());
        }
    }

    /** Where the plan leads: what is kept out of it still differs afterwards. */
    static String goal(Review review) {
        int kept = review.plan().keptOut().size();
        boolean rows =
                review.plan().statements().stream().anyMatch(s -> s.rows().isPresent());
        return "the desired state" + (kept == 0 ? "" : ", but for " + count(kept, "difference") + " kept out")
                + (rows ? ", and rows are as promised" : "");
    }

    private static void outcome(StringBuilder out, Review review) {
        Simulation simulation = review.simulation();
        line(
                out,
                "Simulation on " + simulation.engine() + ": "
                        + (simulation.arrives()
                                ? "every statement ran and the result equals " + goal(review)
                                : "does not arrive"));
        simulation
                .failure()
                .ifPresent(f ->
                        line(out, "  statement " + f.number() + " failed: " + f.message() + " (" + f.sqlState() + ")"));
        simulation
                .rowFailure()
                .ifPresent(f -> line(
                        out,
                        "  on the rows of the current state it stops at statement " + f.number() + ": " + f.message()));
        ChangeWords changeWords = new ChangeWords();
        simulation.remaining().forEach(c -> line(out, "  still differs: " + changeWords.sentence(c)));
        simulation.otherRows().forEach(rows -> line(out, "  rows differ: " + rows));
        simulation
                .notSimulated()
                .forEach(n -> line(
                        out,
                        "  not simulated" + (n.number() == 0 ? "" : ", statement " + n.number()) + ": " + n.why()));
        line(
                out,
                "Findings: " + count(review.count(Severity.ERROR), "error") + ", "
                        + count(review.count(Severity.WARNING), "warning") + ", "
                        + review.diagnostics().stream().filter(d -> !d.active()).count() + " suppressed");
        line(out, "Outcome: " + verdict(review.outcome().verdict()));
        for (Outcome.Reason reason : review.outcome().reasons()) {
            line(out, (reason.blocking() ? "  x " : "  - ") + reason.text());
        }
    }

    /** The verdict in words. */
    static String verdict(Outcome.Verdict verdict) {
        return switch (verdict) {
            case CLEAR -> "clear, no sign-off needed";
            case INCOMPLETE -> "nothing speaks against what was compared, but not everything was";
            case SIGN_OFF_REQUIRED -> "a person has to sign off";
            case BLOCKED -> "blocked";
        };
    }

    private static String state(StateInfo info) {
        return info.label() + " (" + info.kind() + ", " + info.server() + "), "
                + count(info.objects(), "object") + ", read "
                + info.readAt().truncatedTo(ChronoUnit.SECONDS)
                + ", " + info.fingerprint().abbreviated();
    }

    /** {@code 1 error}, {@code 2 errors}, {@code 3 batches}. */
    static String count(long number, String noun) {
        if (number == 1) {
            return number + " " + noun;
        }
        if (noun.endsWith("ch") || noun.endsWith("s") || noun.endsWith("x")) {
            return number + " " + noun + "es";
        }
        if (noun.endsWith("y")) {
            return number + " " + noun.substring(0, noun.length() - 1) + "ies";
        }
        return number + " " + noun + "s";
    }

    private static void line(StringBuilder out, String text) {
        out.append(text).append('\n');
    }
}
