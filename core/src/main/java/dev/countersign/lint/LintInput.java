package dev.countersign.lint;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.lint.preflight.DataFacts;
import dev.countersign.simulate.Simulation.Failure;
import java.util.List;
import java.util.Optional;

/**
 * Everything an analyzer may look at.
 *
 * @param dialect name of the dialect
 * @param steps the statements that ran, in order
 * @param settings what the policy says about linting
 * @param facts answers questions about the rows of the current state
 * @param rowFailure the statement that the rows of a sample made fail
 * @param history where the objects of the steps come from
 */
public record LintInput(
        String dialect,
        List<LintStep> steps,
        LintSettings settings,
        DataFacts facts,
        Optional<Failure> rowFailure,
        History history) {
    public LintInput {
        steps = List.copyOf(steps);
    }

    /** Input whose history is that of its own steps. */
    public static LintInput of(
            String dialect,
            List<LintStep> steps,
            LintSettings settings,
            DataFacts facts,
            Optional<Failure> rowFailure) {
        return new LintInput(dialect, steps, settings, facts, rowFailure, History.of(steps));
    }

    /** The steps before the given one. */
    public List<LintStep> before(LintStep step) {
        return steps.stream().filter(s -> s.number() < step.number()).toList();
    }

    /** The given step and those after it. */
    public List<LintStep> from(LintStep step) {
        return steps.stream().filter(s -> s.number() >= step.number()).toList();
    }

    /** Whether the table (as it is called at that step) already existed before the first statement, so that its rows and its users matter. */
    public boolean existing(ObjectRef table, LintStep step) {
        return history.origin(table, step).isPresent();
    }
}
