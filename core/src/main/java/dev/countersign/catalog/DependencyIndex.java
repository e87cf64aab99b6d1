package dev.countersign.catalog;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private volatile Optional<Chains> chains = Optional.empty();

    /**
     * The dependencies of each end, chained, as most have one or two and a list for each would cost more than all the rest.
     *
     * @param last the last dependency of an end, by its place
     * @param before by place of a dependency, the one before it with the same end; -1 for the first
     */
    private record Chains(Map<ObjectRef, Integer> last, int[] before) {}

    DependencyIndex(
            List<Dependency> dependencies, Function<Dependency, ObjectRef> from, Function<Dependency, ObjectRef> to) {
        this.dependencies = dependencies;
        this.from = from;
        this.to = to;
    }

    /** The other ends, sorted; unmodifiable. */
    SortedSet<ObjectRef> of(ObjectRef ref) {
        Chains known = chains();
        Integer last = known.last().get(ref);
        return last == null
                ? Collections.emptySortedSet()
                : sorted.computeIfAbsent(ref, r -> Collections.unmodifiableSortedSet(ends(known, last)));
    }

    private SortedSet<ObjectRef> ends(Chains known, int last) {
        SortedSet<ObjectRef> ends = new TreeSet<>();
        for (int i = last; i >= 0; i = known.before()[i]) {
            ends.add(to.apply(dependencies.get(i)));
        }
        return ends;
    }

    private Chains chains() {
        Optional<Chains> known = chains;
        if (known.isEmpty()) {
            Map<ObjectRef, Integer> last = HashMap.newHashMap(dependencies.size());
            int[] before = new int[dependencies.size()];
            for (int i = 0; i < before.length; i++) {
                Integer earlier = last.put(from.apply(dependencies.get(i)), i);
                before[i] = earlier == null ? -1 : earlier;
            }
            known = Optional.of(new Chains(last, before));
            chains = known;
        }
        return known.get();
    }
}
