package dev.countersign.postgres.hcl;

import dev.countersign.catalog.ObjectRef;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Collects what a text cannot say. */
final class Missing {
    private final Set<String> clauses = new TreeSet<>();
    private final Set<ObjectRef> objects = new TreeSet<>();

    /** An object that has no form at all. */
    void object(ObjectRef ref, String why) {
        clauses.add(ref + ": " + why);
        objects.add(ref);
    }

    /** Something about an object. */
    void part(ObjectRef ref, String what) {
        clauses.add(ref + ": " + what + " has no form");
    }

    /** Attributes that nobody writes. */
    void attributes(ObjectRef ref, Collection<String> all, Collection<String> written) {
        all.stream()
                .filter(name -> written.stream()
                        .noneMatch(w ->
                                w.endsWith("*") ? name.startsWith(w.substring(0, w.length() - 1)) : name.equals(w)))
                .forEach(name -> part(ref, name));
    }

    /** The objects that the text does not hold at all. */
    Set<ObjectRef> objects() {
        return Set.copyOf(objects);
    }

    List<String> clauses() {
        return List.copyOf(clauses);
    }
}
