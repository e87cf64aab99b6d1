package dev.countersign.review;

import dev.countersign.diff.Change;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Severity;
import dev.countersign.plan.Plan;
import dev.countersign.review.Outcome.Reason;
import dev.countersign.review.Outcome.Reason.Kind;
import dev.countersign.review.Outcome.Verdict;
import dev.countersign.simulate.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Decides what a plan needs. A simulation that does not arrive and policy that was not evaluated block. Errors need a person under every review mode,
 * warnings under {@code WARNING}, anything at all under {@code ALWAYS}. What was seen and not compared is always named, and keeps the verdict from being
 * clear unless somebody wants it to be left out.
 */
public final class OutcomeRules {
    private OutcomeRules() {}

    public static Outcome decide(
            ReviewMode mode,
            Plan plan,
            Simulation simulation,
            List<Diagnostic> diagnostics,
            List<String> notEvaluated,
            Coverage coverage) {
        List<Reason> reasons = new ArrayList<>();
        simulation(simulation, reasons);
        notEvaluated.forEach(text -> reasons.add(new Reason(Kind.POLICY_NOT_EVALUATED, true, text)));
        boolean blocked = !reasons.isEmpty();

        long errors = active(diagnostics, Severity.ERROR);
        long warnings = active(diagnostics, Severity.WARNING);
        if (errors > 0) {
            reasons.add(new Reason(
                    Kind.ERRORS,
                    false,
                    Words.counted(errors, "error") + " " + (errors == 1 ? "needs" : "need") + " a decision: "
                            + codes(diagnostics, Severity.ERROR) + "."));
        }
        if (warnings > 0) {
            reasons.add(new Reason(
                    Kind.WARNINGS,
                    false,
                    Words.counted(warnings, "warning") + ": " + codes(diagnostics, Severity.WARNING) + "."));
        }
        boolean person = errors > 0
                || mode == ReviewMode.WARNING && warnings > 0
                || mode == ReviewMode.ALWAYS && !plan.isEmpty();
        if (person) {
            reasons.add(new Reason(Kind.REVIEW_MODE, false, modeText(mode, errors)));
        }
        if (!plan.keptOut().isEmpty()) {
            reasons.add(new Reason(Kind.KEPT_OUT, false, keptOut(plan)));
        }
        coverage.gapSentences().forEach(text -> reasons.add(new Reason(Kind.NOT_COMPARED, false, text)));
        coverage.leftOutSentences().forEach(text -> reasons.add(new Reason(Kind.COMPARISON, false, text)));
        return new Outcome(verdict(blocked, person, coverage), reasons);
    }

    private static Verdict verdict(boolean blocked, boolean person, Coverage coverage) {
        if (blocked) {
            return Verdict.BLOCKED;
        }
        if (person) {
            return Verdict.SIGN_OFF_REQUIRED;
        }
        return coverage.complete() ? Verdict.CLEAR : Verdict.INCOMPLETE;
    }

    /** A reason may be a sentence of its own, such as what a source says. */
    private static String sentenceEnd(String reason) {
        return reason.endsWith(".") ? reason : reason + ".";
    }

    private static void simulation(Simulation simulation, List<Reason> reasons) {
        simulation
                .failure()
                .ifPresent(failure -> reasons.add(new Reason(
                        Kind.SIMULATION,
                        true,
                        "Statement " + failure.number() + " fails on the dev database: " + failure.message()
                                + " (SQLSTATE " + failure.sqlState() + ").")));
        simulation
                .notSimulated()
                .forEach(not -> reasons.add(new Reason(
                        Kind.SIMULATION,
                        true,
                        not.number() == 0
                                ? "The plan was not simulated: " + sentenceEnd(not.why())
                                : "Statement " + not.number() + " was not simulated: " + sentenceEnd(not.why()))));
        simulation
                .otherRows()
                .forEach(rows -> reasons.add(new Reason(
                        Kind.SIMULATION,
                        true,
                        "The plan does not bring about the rows that it promises: " + rows + ".")));
        if (!simulation.remaining().isEmpty()) {
            reasons.add(new Reason(
                    Kind.SIMULATION,
                    true,
                    "The plan does not arrive at the desired state; "
                            + Words.counted(simulation.remaining().size(), "object")
                            + (simulation.remaining().size() == 1 ? " still differs: " : " still differ: ")
                            + Words.named(simulation.remaining().stream()
                                    .map(Change::ref)
                                    .map(Object::toString)
                                    .toList())
                            + "."));
        }
    }

    private static String keptOut(Plan plan) {
        return Words.counted(plan.keptOut().size(), "difference") + " kept out of the plan: "
                + Words.named(plan.keptOut().stream()
                        .map(k -> k.change().ref().toString())
                        .toList())
                + ".";
    }

    private static String modeText(ReviewMode mode, long errors) {
        return switch (mode) {
            case ALWAYS -> "The policy asks for a person's sign-off on every change (review = ALWAYS).";
            case WARNING -> "The policy asks for a person's sign-off when there is any finding (review = WARNING).";
            case ERROR ->
                "The policy asks for a person's sign-off because of " + Words.counted(errors, "error")
                        + " (review = ERROR).";
        };
    }

    private static long active(List<Diagnostic> diagnostics, Severity severity) {
        return diagnostics.stream()
                .filter(d -> d.active() && d.severity() == severity)
                .count();
    }

    private static String codes(List<Diagnostic> diagnostics, Severity severity) {
        return diagnostics.stream()
                .filter(d -> d.active() && d.severity() == severity)
                .map(Diagnostic::code)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
