package dev.countersign.explain;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Why policy treats one object as it does.
 *
 * @param subject the object
 * @param change what happens to it between the states, one sentence; says so when nothing is known of it
 * @param steps the rules that were looked at, in the order in which they decide
 */
public record ObjectExplanation(Subject subject, String change, List<Step> steps) {
    public ObjectExplanation {
        steps = List.copyOf(steps);
    }

    ObjectExplanation worded(UnaryOperator<String> words) {
        return new ObjectExplanation(
                subject,
                words.apply(change),
                steps.stream().map(s -> s.worded(words)).toList());
    }

    /** The steps of one control point. */
    public List<Step> at(ControlPoint point) {
        return steps.stream().filter(s -> s.point() == point).toList();
    }
}
