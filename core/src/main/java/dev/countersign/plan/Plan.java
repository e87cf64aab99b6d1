package dev.countersign.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The ordered, dependency-correct statements that lead from the current to the desired state. The same input always gives the same bytes.
 *
 * @param keptOut differences that policy or the reviewer left out
 * @param begin how a script opens the transaction of a transactional batch, where running statement by statement would not be safe; empty when a script
 *     leaves transactions to whoever runs it
 */
public record Plan(List<Batch> batches, List<KeptOut> keptOut, Optional<String> begin) {
    /** A plan whose script leaves transactions to whoever runs it. */
    public Plan(List<Batch> batches, List<KeptOut> keptOut) {
        this(batches, keptOut, Optional.empty());
    }

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

    /** The migration as a script: one statement after the other, nothing else but {@link #begin}; empty when there is nothing to do. */
    public String script() {
        return batches.stream().map(this::script).collect(Collectors.joining());
    }

    /**
     * The same with something to know in front of it, as comments; what is empty stays empty only when there is nothing to know.
     *
     * @param remarks sentences, whose line breaks are not kept
     */
    public String script(List<String> remarks) {
        return Comments.above(remarks, script());
    }

    private String script(Batch batch) {
        String text = batch.statements().stream().map(s -> s.sql() + "\n").collect(Collectors.joining());
        return begin.isPresent() && batch.transactional() && !text.isEmpty()
                ? begin.get() + "\n" + text + "COMMIT;\n"
                : text;
    }
}
