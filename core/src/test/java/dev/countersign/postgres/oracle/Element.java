package dev.countersign.postgres.oracle;

import java.util.List;
import java.util.function.Predicate;

/**
 * One thing that a random schema may hold.
 *
 * @param label names it in failure messages
 * @param needs what must be there for it to be there
 * @param dials for each of its attributes how many values the attribute has
 * @param condition what else must be true of a schema for the element to be in it
 * @param text the statements that make it; empty for parts of other elements
 */
record Element(String label, List<Element> needs, List<Integer> dials, Predicate<Sketch> condition, Text text) {

    /** Writes an element as SQL. */
    @FunctionalInterface
    interface Text {
        String sql(Sketch sketch, Element self);
    }

    Element {
        needs = List.copyOf(needs);
        dials = List.copyOf(dials);
    }

    /** Elements are told apart by who they are, not by what they say. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return label;
    }
}
