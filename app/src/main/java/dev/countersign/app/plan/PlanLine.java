package dev.countersign.app.plan;

import dev.countersign.app.review.RenameCase;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Severity;
import dev.countersign.plan.Statement;
import dev.countersign.simulate.Simulation;
import java.util.List;
import java.util.Optional;

/** A row of the plan as people read it. */
public sealed interface PlanLine {

    /** Statements that run together begin here. */
    record BatchStart(int number, boolean transactional, int statements) implements PlanLine {}

    /**
     * A line of a statement.
     *
     * @param index the line's number in the statement, from 0
     * @param text the line
     * @param underlines pieces of the line that findings are about
     * @param worst the weightiest finding of the statement that counts
     * @param lock what running it means for others, in words; only on the first line
     */
    record Sql(
            Statement statement,
            int index,
            String text,
            List<Underline> underlines,
            Optional<Severity> worst,
            String lock,
            boolean appeared)
            implements PlanLine {
        public Sql {
            underlines = List.copyOf(underlines);
        }
    }

    /** A finding, under its statement. */
    record Finding(Diagnostic diagnostic) implements PlanLine {}

    /** A drop or creation that may be half of a rename, under its statement. */
    record Rename(int statement, RenameCase aCase) implements PlanLine {}

    /**
     * The engine's refusal, under the statement that was refused.
     *
     * @param rowsOnly whether only the rows of the sample make it fail
     */
    record Refusal(Simulation.Failure failure, boolean rowsOnly) implements PlanLine {}

    /** A piece of a line from {@code start} up to {@code end}. */
    record Underline(int start, int end, Severity severity) {}
}
