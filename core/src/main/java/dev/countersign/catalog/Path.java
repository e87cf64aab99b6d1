package dev.countersign.catalog;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.RandomAccess;

/** The names of an identity. Like any other list, but it knows its hash: in a large catalog identities are looked up millions of times. Immutable. */
final class Path extends AbstractList<String> implements RandomAccess, Comparable<Path> {
    private final String[] names;
    private final int hash;

    private Path(String[] names) {
        this.names = names;
        this.hash = Arrays.hashCode(names);
    }

    /** @throws NullPointerException when a name is null */
    static Path of(Collection<String> names) {
        if (names instanceof Path path) {
            return path;
        }
        String[] own = names.toArray(String[]::new);
        for (String name : own) {
            Objects.requireNonNull(name);
        }
        return new Path(own);
    }

    /** This path and one name more. */
    Path and(String name) {
        String[] more = Arrays.copyOf(names, names.length + 1);
        more[names.length] = Objects.requireNonNull(name);
        return new Path(more);
    }

    /** The outermost names. */
    Path first(int count) {
        return new Path(Arrays.copyOf(names, count));
    }

    @Override
    public String get(int index) {
        return names[index];
    }

    @Override
    public int size() {
        return names.length;
    }

    /** Equal to every list of the same names. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Path path
                        ? hash == path.hash && Arrays.equals(names, path.names)
                        : super.equals(other));
    }

    /** By the outermost name that differs; what contains comes before what is in it. */
    @Override
    public int compareTo(Path other) {
        int common = Math.min(names.length, other.names.length);
        for (int i = 0; i < common; i++) {
            // objects of one schema or table mostly share its very name
            if (names[i] != other.names[i]) {
                int order = names[i].compareTo(other.names[i]);
                if (order != 0) {
                    return order;
                }
            }
        }
        return Integer.compare(names.length, other.names.length);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
