package dev.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Uncompared;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Diagnostic.Evidence;
import dev.countersign.lint.Diagnostic.Suppression;
import dev.countersign.lint.Severity;
import dev.countersign.lint.TextRange;
import dev.countersign.plan.Batch;
import dev.countersign.plan.Plan;
import dev.countersign.plan.Statement;
import dev.countersign.review.Outcome.Verdict;
import dev.countersign.simulate.Simulation;
import dev.countersign.simulate.Simulation.Failure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The verdict under every review mode. */
class OutcomeRulesTest {
    private static final Plan ONE = new Plan(
            List.of(new Batch(
                    true,
                    List.of(new Statement(1, "SELECT 1;", List.of(), List.of(), "test", false, Optional.empty())))),
            List.of());

    @Test
    void modesAskForAPersonAtTheirOwnLevel() {
        assertThat(verdict(ReviewMode.ERROR)).isEqualTo(Verdict.CLEAR);
        assertThat(verdict(ReviewMode.WARNING)).isEqualTo(Verdict.CLEAR);
        assertThat(verdict(ReviewMode.ALWAYS)).isEqualTo(Verdict.SIGN_OFF_REQUIRED);
        assertThat(verdict(ReviewMode.ERROR, finding(Severity.WARNING, false))).isEqualTo(Verdict.CLEAR);
        assertThat(verdict(ReviewMode.WARNING, finding(Severity.WARNING, false)))
                .isEqualTo(Verdict.SIGN_OFF_REQUIRED);
        assertThat(verdict(ReviewMode.ERROR, finding(Severity.ERROR, false))).isEqualTo(Verdict.SIGN_OFF_REQUIRED);
    }

    @Test
    void suppressedFindingsDoNotCount() {
        assertThat(verdict(ReviewMode.ERROR, finding(Severity.ERROR, true))).isEqualTo(Verdict.CLEAR);
    }

    @Test
    void whatFailsOrWasNotEvaluatedBlocks() {
        Failure failure = new Failure(1, "42P01", "relation \"x\" does not exist");
        assertThat(decide(ReviewMode.ERROR, Optional.of(failure), List.of(), List.of())
                        .verdict())
                .isEqualTo(Verdict.BLOCKED);
        assertThat(decide(ReviewMode.ERROR, Optional.empty(), List.of("hook is not evaluated"), List.of())
                        .verdict())
                .isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void uncomparedObjectsAreNamedAndNothingIsClearOverAGap() {
        List<Uncompared> policies =
                List.of(new Uncompared("policy", "s.a", "test"), new Uncompared("policy", "s.b", "test"));

        Outcome gap = decide(ReviewMode.ERROR, Optional.empty(), List.of(), policies);
        assertThat(gap.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(gap.complete()).isFalse();
        assertThat(gap.reasons())
                .singleElement()
                .satisfies(reason ->
                        assertThat(reason.text()).isEqualTo("Seen, not compared: 2 policies (s.a, s.b): test."));
        assertThat(decide(ReviewMode.ALWAYS, Optional.empty(), List.of(), policies)
                        .complete())
                .isFalse();

        Outcome wanted = decide(
                ReviewMode.ERROR,
                Optional.empty(),
                List.of(),
                List.of(Uncompared.leftOut("policy", "s.a", "excluded by s.*")));
        assertThat(wanted.verdict()).isEqualTo(Verdict.CLEAR);
        assertThat(wanted.reasons())
                .singleElement()
                .satisfies(reason ->
                        assertThat(reason.text()).isEqualTo("Seen, left out: 1 policy (s.a): excluded by s.*."));
    }

    private static Verdict verdict(ReviewMode mode, Diagnostic... findings) {
        return OutcomeRules.decide(
                        mode, ONE, simulation(Optional.empty()), List.of(findings), List.of(), coverage(List.of()))
                .verdict();
    }

    private static Outcome decide(
            ReviewMode mode, Optional<Failure> failure, List<String> notEvaluated, List<Uncompared> uncompared) {
        return OutcomeRules.decide(mode, ONE, simulation(failure), List.of(), notEvaluated, coverage(uncompared));
    }

    private static Coverage coverage(List<Uncompared> seen) {
        return Coverage.of(
                new Catalog("postgres", "18", List.of(), List.of(), List.of()),
                new Catalog("postgres", "18", List.of(), List.of(), seen));
    }

    private static Simulation simulation(Optional<Failure> failure) {
        return new Simulation("test", List.of(), failure, Optional.empty(), List.of(), List.of(), 0);
    }

    private static Diagnostic finding(Severity severity, boolean suppressed) {
        return new Diagnostic(
                "DS102",
                "destructive",
                severity,
                1,
                new TextRange(0, 1),
                "test",
                Optional.empty(),
                Evidence.DEV_DATABASE,
                List.of(),
                suppressed ? Optional.of(new Suppression("nolint", "line 1")) : Optional.empty());
    }
}
