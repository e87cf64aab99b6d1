package dev.countersign.catalog;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Finds the other ends of dependencies. Made when it is asked first, because many catalogs are only read and written out. Safe for several threads. */
final class DependencyIndex {
    private static final int NONE = -1;

    private final List<Dependency> dependencies;
    private final Function<Dependency, ObjectRef> from;
    private final Function<Dependency, ObjectRef> to;
    private final Map<ObjectRef, SortedSet<ObjectRef>> sorted = new ConcurrentHashMap<>();
    private volatile Optional<Chains> chains = Optional.empty();

    /**
     * The dependencies of each end, chained, as most have one or two and a list for each would cost more than all the rest. A map of the library would make a
     * node for each end, of which a large database has hundreds of thousands.
     *
     * @param last by hash of an end, the place of its last dependency; {@link #NONE} where there is none
     * @param before by place of a dependency, the one before it with the same end; {@link #NONE} for the first
     */
    private record Chains(int[] last, int[] before) {}

    DependencyIndex(
            List<Dependency> dependencies, Function<Dependency, ObjectRef> from, Function<Dependency, ObjectRef> to) {
        this.dependencies = dependencies;
        this.from = from;
        this.to = to;
    }

    /** The other ends, sorted; unmodifiable. */
    SortedSet<ObjectRef> of(ObjectRef ref) {
        Chains known = chains();
        int last = known.last()[slot(known.last(), ref)];
        return last == NONE
                ? Collections.emptySortedSet()
                : sorted.computeIfAbsent(ref, r -> Collections.unmodifiableSortedSet(ends(known, last)));
    }

    private SortedSet<ObjectRef> ends(Chains known, int last) {
        SortedSet<ObjectRef> ends = new TreeSet<>();
        for (int i = last; i != NONE; i = known.before()[i]) {
            ends.add(to.apply(dependencies.get(i)));
        }
        return ends;
    }

    private Chains chains() {
        Optional<Chains> known = chains;
        if (known.isEmpty()) {
            int[] last = new int[Integer.highestOneBit(dependencies.size() + 1) << 2];
            Arrays.fill(last, NONE);
            int[] before = new int[dependencies.size()];
            for (int i = 0; i < before.length; i++) {
                int slot = slot(last, from.apply(dependencies.get(i)));
                before[i] = last[slot];
                last[slot] = i;
            }
            known = Optional.of(new Chains(last, before));
            chains = known;
        }
        return known.get();
    }

    /** Where the end's chain begins or could begin. There are always free places, as there are at least twice as many as dependencies. */
    private int slot(int[] last, ObjectRef end) {
        int hash = end.hashCode() * 0x9E3779B9;
        int slot = (hash ^ hash >>> 16) & last.length - 1;
        while (last[slot] != NONE && !from.apply(dependencies.get(last[slot])).equals(end)) {
            slot = slot + 1 & last.length - 1;
        }
        return slot;
    }
}
