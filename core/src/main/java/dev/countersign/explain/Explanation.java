package dev.countersign.explain;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An answer to "why": what a project file means for the objects of a name.
 *
 * @param asked the name as it was asked for
 * @param file the project file, as it was named
 * @param environment the chosen environment; empty for none
 * @param states whether both states were read; else why not, one sentence
 * @param objects what the name stands for; where no state was read, everything that it can mean
 * @param notEvaluated what of the policy is not evaluated, one sentence each, whether it is about these objects or not
 */
public record Explanation(
        String asked,
        String file,
        String environment,
        Optional<String> states,
        List<ObjectExplanation> objects,
        List<String> notEvaluated) {
    public Explanation {
        objects = List.copyOf(objects);
        notEvaluated = List.copyOf(notEvaluated);
    }

    /** The same answer in other words, wherever it says more than what was asked. */
    public Explanation worded(UnaryOperator<String> words) {
        return new Explanation(
                asked,
                file,
                environment,
                states.map(words),
                objects.stream().map(o -> o.worded(words)).toList(),
                notEvaluated.stream().map(words).toList());
    }
}
