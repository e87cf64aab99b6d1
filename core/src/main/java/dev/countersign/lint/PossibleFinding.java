package dev.countersign.lint;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.diff.Change.Verb;
import java.util.Set;

/**
 * What an analyzer can say of a change that is not there yet.
 *
 * @param verb what would happen
 * @param kinds to an object of which kind
 * @param when what must hold besides, as a clause that begins with when or unless; empty when nothing more must
 */
public record PossibleFinding(String code, Verb verb, Set<ObjectKind> kinds, String when) {
    public PossibleFinding {
        kinds = Set.copyOf(kinds);
    }

    /** A finding about objects of one kind. */
    public PossibleFinding(String code, Verb verb, ObjectKind kind, String when) {
        this(code, verb, Set.of(kind), when);
    }
}
