package dev.countersign.explain;

import java.util.List;

/** An explanation for a terminal. */
public final class ExplanationText {
    private ExplanationText() {}

    /** The explanation as text, with the lines that decide. */
    public static String of(Explanation explanation) {
        StringBuilder out = new StringBuilder();
        out.append(explanation.asked()).append(" by ").append(explanation.file());
        if (!explanation.environment().isEmpty()) {
            out.append(", environment ").append(explanation.environment());
        }
        out.append('\n');
        explanation.states().ifPresent(why -> out.append("! ").append(why).append('\n'));
        for (ObjectExplanation object : explanation.objects()) {
            out.append('\n').append(object.subject().ref()).append('\n');
            out.append("  ").append(object.change()).append('\n');
            for (ControlPoint point : ControlPoint.values()) {
                List<Step> steps = object.at(point);
                if (!steps.isEmpty()) {
                    out.append("\n  ").append(point.title()).append('\n');
                    steps.forEach(step -> step(out, step));
                }
            }
        }
        if (!explanation.notEvaluated().isEmpty()) {
            out.append("\nNot evaluated\n");
            explanation
                    .notEvaluated()
                    .forEach(line -> out.append("  ? ").append(line).append('\n'));
        }
        return out.toString();
    }

    private static void step(StringBuilder out, Step step) {
        out.append("    ").append(mark(step.weight())).append(' ').append(step.rule());
        if (!step.value().isEmpty()) {
            out.append(" = ").append(step.value());
        }
        step.place().ifPresent(place -> out.append("  ").append(place));
        out.append('\n');
        boolean shown = step.weight() != Step.Weight.NO_EFFECT;
        step.place()
                .filter(place -> shown)
                .ifPresent(place -> place.excerpt()
                        .lines()
                        .forEach(line -> out.append("      ").append(line).append('\n')));
        if (!step.origins().isEmpty()) {
            out.append("      from ")
                    .append(String.join(
                            ", ", step.origins().stream().map(Origin::text).toList()))
                    .append('\n');
        }
        out.append("      ").append(step.effect()).append('\n');
    }

    private static String mark(Step.Weight weight) {
        return switch (weight) {
            case DECIDES -> "*";
            case NO_EFFECT -> "-";
            case OPEN -> "~";
            case NOT_EVALUATED -> "?";
        };
    }
}
