package dev.countersign.hcl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A value with everything inside it. What compares or writes a whole value asks here first: locals that use each other
 * make values that are small in memory and endless to walk, and one unknown item makes the answer unknown.
 */
final class WholeValue {

    /** How deep lists and objects may lie in each other, so that walking them recursively is safe. */
    static final int MAX_DEPTH = 400;

    private record Level(HclValue value, int depth) {}

    private WholeValue() {}

    /**
     * The first unknown value inside, if any; each visited value costs a step.
     *
     * @throws HclBudgetException when the value is too big or too deep
     */
    static Optional<HclValue.Unknown> unknownIn(HclValue value, Budget budget, SourceRange at) {
        Deque<Level> open = new ArrayDeque<>(List.of(new Level(value, 0)));
        while (!open.isEmpty()) {
            Level level = open.pop();
            budget.spend(1, at);
            if (level.depth() > MAX_DEPTH) {
                throw new HclBudgetException(
                        HclProblem.at(at, "this value is nested more than " + MAX_DEPTH + " levels deep"));
            }
            int inside = level.depth() + 1;
            switch (level.value()) {
                case HclValue.Items items -> items.values().forEach(item -> open.push(new Level(item, inside)));
                case HclValue.Fields fields ->
                    fields.values().forEach((name, item) -> {
                        budget.spendText(name.length(), at);
                        open.push(new Level(item, inside));
                    });
                case HclValue.Text(String text) -> budget.spendText(text.length(), at);
                case HclValue.Number ignored -> {}
                case HclValue.Bool ignored -> {}
                case HclValue.Null ignored -> {}
                case HclValue.Unknown unknown -> {
                    return Optional.of(unknown);
                }
            }
        }
        return Optional.empty();
    }
}
