package dev.countersign.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Finds the other ends of dependencies. Made when it is asked first, because many catalogs are only read and written out. Safe for several threads. */
final class DependencyIndex {
    private final List<Dependency> dependencies;
    private final Function<Dependency, ObjectRef> from;
    private final Function<Dependency, ObjectRef> to;
    private final Map<ObjectRef, SortedSet<ObjectRef>> sorted = new ConcurrentHashMap<>();
    private volatile Map<ObjectRef, List<ObjectRef>> ends;

    DependencyIndex(
            List<Dependency> dependencies, Function<Dependency, ObjectRef> from, Function<Dependency, ObjectRef> to) {
        this.dependencies = dependencies;
        this.from = from;
        this.to = to;
    }

    /** The other ends, sorted; unmodifiable. */
    SortedSet<ObjectRef> of(ObjectRef ref) {
        List<ObjectRef> found = ends().getOrDefault(ref, List.of());
        return found.isEmpty()
                ? Collections.emptySortedSet()
                : sorted.computeIfAbsent(ref, r -> Collections.unmodifiableSortedSet(new TreeSet<>(found)));
    }

    private Map<ObjectRef, List<ObjectRef>> ends() {
        Map<ObjectRef, List<ObjectRef>> known = ends;
        if (known == null) {
            known = new HashMap<>();
            for (Dependency dependency : dependencies) {
                known.computeIfAbsent(from.apply(dependency), r -> new ArrayList<>(2))
                        .add(to.apply(dependency));
            }
            ends = known;
        }
        return known;
    }
}
