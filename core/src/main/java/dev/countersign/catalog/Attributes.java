package dev.countersign.catalog;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the sorted, unmodifiable attribute maps of catalog records. */
public final class Attributes {
    private Attributes() {}

    /** No attributes. */
    public static SortedMap<String, String> none() {
        return Collections.emptySortedMap();
    }

    /** A sorted, unmodifiable copy, so that records holding it compare and print the same everywhere. */
    public static SortedMap<String, String> copyOf(Map<String, String> attributes) {
        return attributes.isEmpty() ? none() : Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }
}
