package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Dependency;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Dependencies in the order in which they came, each once. A large database has hundreds of thousands; a set of the library would make a node for each. */
final class DependencySet {
    private static final int SMALLEST = 64;
    private static final int FREE = -1;

    private final List<Dependency> dependencies = new ArrayList<>();

    /** By hash, the place of a dependency in the list. */
    private int[] places = emptyPlaces(SMALLEST);

    /** By place in the list, the hash of the dependency. */
    private int[] hashes = new int[SMALLEST / 2];

    void add(Dependency dependency) {
        int hash = dependency.hashCode() * 0x9E3779B9;
        hash ^= hash >>> 16;
        int place = hash & places.length - 1;
        for (; places[place] != FREE; place = place + 1 & places.length - 1) {
            if (hashes[places[place]] == hash && dependencies.get(places[place]).equals(dependency)) {
                return;
            }
        }
        places[place] = dependencies.size();
        hashes[dependencies.size()] = hash;
        dependencies.add(dependency);
        if (dependencies.size() == hashes.length) {
            grow();
        }
    }

    /** All that came; unmodifiable. */
    List<Dependency> inOrder() {
        return Collections.unmodifiableList(dependencies);
    }

    private void grow() {
        hashes = Arrays.copyOf(hashes, 2 * hashes.length);
        places = emptyPlaces(2 * hashes.length);
        for (int i = 0; i < dependencies.size(); i++) {
            int place = hashes[i] & places.length - 1;
            while (places[place] != FREE) {
                place = place + 1 & places.length - 1;
            }
            places[place] = i;
        }
    }

    private static int[] emptyPlaces(int count) {
        int[] places = new int[count];
        Arrays.fill(places, FREE);
        return places;
    }
}
