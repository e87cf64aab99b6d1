package dev.countersign.ddl;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names that were asked for so far, by the kinds of the blocks around them: {@code table.column.type}, {@code table.column &#123;&#125;}. */
final class KnownNames {
    private final SortedSet<String> entries = new TreeSet<>();

    /** Notes what is known in blocks of a kind. */
    void known(String kind, Collection<String> attributes, Collection<String> blocks) {
        String path = kind.isEmpty() ? "" : kind + ".";
        attributes.forEach(name -> entries.add(path + name));
        blocks.forEach(name -> entries.add(path + name + " {}"));
    }

    SortedSet<String> entries() {
        return new TreeSet<>(entries);
    }
}
