package dev.countersign.catalog;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An index that no constraint owns.
 *
 * @param method access method, e.g. {@code btree}
 * @param parts key parts in order
 * @param include covered columns
 * @param predicate the condition of a partial index
 * @param definition the complete statement as the server prints it
 * @param valid false for the remains of a failed concurrent build
 * @param attachedTo the index of the partition root of which this one is a part
 * @param attributes what only one dialect knows: {@code clustered}, {@code replica_identity}, {@code statistics.1}, ...
 */
public record Index(
        ObjectRef ref,
        ObjectRef table,
        boolean unique,
        String method,
        List<Part> parts,
        List<String> include,
        Optional<String> predicate,
        String definition,
        boolean valid,
        Optional<ObjectRef> attachedTo,
        SortedMap<String, String> attributes,
        Optional<String> comment)
        implements TableObject {
    public Index {
        parts = List.copyOf(parts);
        include = List.copyOf(include);
        attributes = Attributes.copyOf(attributes);
    }

    /** A key part: a column's name or an expression's text, and the order and operator class text behind it as the server prints it. */
    public record Part(String text, boolean expression, String options) {}
}
