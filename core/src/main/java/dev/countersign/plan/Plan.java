package dev.countersign.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The ordered, dependency-correct statements that lead from the current to the desired state. The same input always gives the same bytes.
 *
 * @param keptOut differences that policy or the reviewer left out
 */
public record Plan(List<Batch> batches, List<KeptOut> keptOut) {
    public Plan {
        batches = List.copyOf(batches);
        keptOut = List.copyOf(keptOut);
    }

    /** All statements in order. */
    public List<Statement> statements() {
        return batches.stream().flatMap(b -> b.statements().stream()).toList();
    }

    public boolean isEmpty() {
        return batches.stream().allMatch(b -> b.statements().isEmpty());
    }

    /** The migration as a script: one statement after the other, nothing else; empty when there is nothing to do. */
    public String script() {
        return statements().stream().map(s -> s.sql() + "\n").collect(Collectors.joining());
    }
}
