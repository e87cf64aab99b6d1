package dev.countersign.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a text may cost: size, depth, steps and time, each with an error of its own. */
class BudgetTest {

    private static HclExpression expression(String text) {
        return HclFile.parse(new HclSource("b.hcl", "x = " + text + "\n"))
                .orThrow()
                .body()
                .attributes()
                .getFirst()
                .value();
    }

    private static HclValue evaluate(String text, Budget budget, Scope scope) {
        return new Evaluator(Functions.standard(), budget).evaluate(expression(text), scope);
    }

    @Test
    void sizeIsLimited() {
        byte[] big = "x".repeat(HclSource.MAX_BYTES + 1).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> HclSource.decode("b.hcl", big))
                .isInstanceOf(HclException.class)
                .hasMessageContaining("at most " + HclSource.MAX_BYTES + " are read");
    }

    @Test
    void depthOfTheTextIsLimited() {
        HclFile file = HclFile.parse(new HclSource("b.hcl", "x = " + "[".repeat(65) + "]".repeat(65) + "\n"));
        assertThat(file.problems())
                .extracting(HclProblem::message)
                .containsExactly("this is nested more than 64 levels deep");
    }

    @Test
    void stepsAreLimited() {
        assertThatThrownBy(() -> evaluate(
                        "[for a in range(100) : [for b in range(100) : a]]", new Budget(1000), Scope.of(Map.of())))
                .isInstanceOf(HclBudgetException.class)
                .hasMessageContaining("evaluating this takes too many steps");
    }

    @Test
    void timeIsLimited() {
        AtomicLong clock = new AtomicLong();
        // a clock that goes on by a millisecond whenever it is asked
        Budget budget = new Budget(1_000_000, Duration.ofMillis(50), () -> clock.addAndGet(1_000_000));
        assertThatThrownBy(() ->
                        evaluate("[for a in range(1000) : [for b in range(100) : a]]", budget, Scope.of(Map.of())))
                .isInstanceOf(HclBudgetException.class)
                .hasMessageContaining("evaluating this takes more than 50 ms");
    }

    @Test
    void waitingForSomethingOutsideCostsNoTime() {
        AtomicLong clock = new AtomicLong();
        Budget budget = new Budget(1_000_000, Duration.ofMillis(50), clock::get);
        Evaluator evaluator = new Evaluator(
                Functions.standard()
                        .with("ask", call -> HclValue.of(budget.waiting(() -> clock.addAndGet(1_000_000_000L)))),
                budget);
        assertThat(evaluator.evaluate(expression("[ask(), length(range(5000))][1]"), Scope.of(Map.of())))
                .isEqualTo(HclValue.of(5000));
    }

    @Test
    void oneBudgetIsSpentOverAllEvaluations() {
        Budget budget = new Budget(100);
        Evaluator evaluator = new Evaluator(Functions.standard(), budget);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        evaluator.evaluate(expression("1 + 1"), Scope.of(Map.of()));
                    }
                })
                .isInstanceOf(HclBudgetException.class);
    }

    @Test
    void valuesThatShareTheirPartsAreNotWalkedForEver() {
        HclValue value = HclValue.of("x");
        HclValue twin = HclValue.of("x");
        for (int i = 0; i < 60; i++) {
            value = HclValue.of(List.of(value, value));
            twin = HclValue.of(List.of(twin, twin));
        }
        Scope scope = Scope.of(Map.of("a", value, "b", twin));
        for (String text :
                List.of("a == b", "jsonencode(a)", "contains([a], b)", "distinct([a, b])", "format(\"%v\", a)")) {
            assertThatThrownBy(() -> evaluate(text, new Budget(Budget.DEFAULT_STEPS), scope))
                    .as(text)
                    .isInstanceOf(HclBudgetException.class)
                    .hasMessageContaining("too many steps");
        }
    }

    @Test
    void depthOfValuesIsLimited() {
        HclValue value = HclValue.of("x");
        for (int i = 0; i < 100_000; i++) {
            value = HclValue.of(List.of(value));
        }
        Scope scope = Scope.of(Map.of("a", value));
        for (String text : List.of("a == a", "jsonencode(a)", "yamlencode(a)", "toset(a)", "flatten(a)")) {
            assertThatThrownBy(() -> evaluate(text, new Budget(Budget.DEFAULT_STEPS), scope))
                    .as(text)
                    .isInstanceOf(HclBudgetException.class)
                    .hasMessageContaining("nested more than 400 levels deep");
        }
    }
}
