package dev.countersign.explain;

import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One rule that was looked at for an object.
 *
 * @param point where it decides
 * @param rule the rule's name in the project file, e.g. {@code diff.skip.drop_column}; for a rule of the command line, its option
 * @param place the lines that state it; empty for a default and for the command line
 * @param value the value in force, as text; empty when the rule has none
 * @param origins what the value was made from
 * @param weight what it does here
 * @param effect what follows for the object, one sentence
 */
public record Step(
        ControlPoint point,
        String rule,
        Optional<SourceRange> place,
        String value,
        List<Origin> origins,
        Weight weight,
        String effect) {
    public Step {
        origins = List.copyOf(origins);
    }

    Step worded(UnaryOperator<String> words) {
        List<Origin> from = origins.stream()
                .map(o -> new Origin(words.apply(o.name()), words.apply(o.value()), words.apply(o.from()), o.place()))
                .toList();
        return new Step(point, words.apply(rule), place, words.apply(value), from, weight, words.apply(effect));
    }

    /** Where it is stated, as {@code file:line:column}; empty for a default and for the command line. */
    public Optional<String> where() {
        return place.map(SourceRange::toString);
    }

    /** The line that states it, with its number and a mark below; empty for a default and for the command line. */
    public Optional<String> excerpt() {
        return place.map(SourceRange::excerpt);
    }

    /** What a rule does for the object. */
    public enum Weight {
        /** It settles something about the object. */
        DECIDES,
        /** It was looked at and changes nothing here. */
        NO_EFFECT,
        /** It may settle something; that depends on states that were not read, or on a change that is not there. */
        OPEN,
        /** It is about the object, and nobody knows what it says. */
        NOT_EVALUATED
    }

    /** A step that settles something. */
    static Step decides(ControlPoint point, Stated stated, String effect) {
        return new Step(point, stated.rule(), stated.place(), stated.value(), stated.origins(), Weight.DECIDES, effect);
    }

    /** A step that changes nothing. */
    static Step idle(ControlPoint point, Stated stated, String effect) {
        return new Step(
                point, stated.rule(), stated.place(), stated.value(), stated.origins(), Weight.NO_EFFECT, effect);
    }

    /** A step that depends on what is not there. */
    static Step open(ControlPoint point, Stated stated, String effect) {
        return new Step(point, stated.rule(), stated.place(), stated.value(), stated.origins(), Weight.OPEN, effect);
    }

    /** A step whose answer nobody knows. */
    static Step unknown(ControlPoint point, Stated stated, String effect) {
        return new Step(
                point, stated.rule(), stated.place(), stated.value(), stated.origins(), Weight.NOT_EVALUATED, effect);
    }
}
