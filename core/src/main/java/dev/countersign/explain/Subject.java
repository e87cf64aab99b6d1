package dev.countersign.explain;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import dev.countersign.lint.Diagnostic;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An object with everything a review knows of it.
 *
 * @param ref its identity; where no state was read, what the asked name can mean
 * @param path where patterns look for it: schema, object, child
 * @param leftOut why it takes no part in the comparison, as the comparison itself says
 * @param happening what a review of both states makes of it; empty when they were not read
 */
public record Subject(ObjectRef ref, List<String> path, Optional<String> leftOut, Optional<Happening> happening) {
    public Subject {
        path = List.copyOf(path);
    }

    /**
     * What happens to an object between the two states.
     *
     * @param changes its differences; none when it is the same in both
     * @param inside differences of what it holds, such as the columns of a table
     * @param keptOut those that are not planned, and why
     * @param statements what the plan runs about it
     * @param findings what was found, on a simulation of the plan
     * @param refusals sentences with which policy refuses the plan
     */
    public record Happening(
            List<Change> changes,
            List<Change> inside,
            List<KeptOut> keptOut,
            List<String> statements,
            List<Diagnostic> findings,
            List<String> refusals) {
        public Happening {
            changes = List.copyOf(changes);
            inside = List.copyOf(inside);
            keptOut = List.copyOf(keptOut);
            statements = List.copyOf(statements);
            findings = List.copyOf(findings);
            refusals = List.copyOf(refusals);
        }
    }

    /** A difference that is not planned. */
    public record KeptOut(Change change, String reason) {}

    /** A change of the object, or of the table that takes it along. */
    record Possible(Change.Verb verb, ObjectKind kind) {
        /** In words: {@code DROP COLUMN}. */
        String text() {
            return Phrases.change(verb, kind);
        }
    }

    /** What does happen to it; of an object that does not change, or of which nothing is known, whatever may. */
    List<Possible> possible() {
        List<Change> actual = happening.map(Happening::changes).orElse(List.of());
        return actual.isEmpty()
                ? Stream.of(Change.Verb.DROP, Change.Verb.MODIFY, Change.Verb.RENAME, Change.Verb.ADD)
                        .map(verb -> new Possible(verb, ref.kind()))
                        .toList()
                : actual.stream()
                        .map(change -> new Possible(change.verb(), change.kind()))
                        .distinct()
                        .toList();
    }

    /** Whether that is among what does or may happen to it. */
    boolean may(Change.Verb verb) {
        return possible().stream().anyMatch(p -> p.verb() == verb);
    }

    /** Whether steps are about what does happen, and not about what might. */
    boolean actual() {
        return happening.filter(h -> !h.changes().isEmpty()).isPresent();
    }
}
