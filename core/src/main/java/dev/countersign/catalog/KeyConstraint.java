package dev.countersign.catalog;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A constraint that an index enforces: primary key, unique or exclusion constraint, told apart by the kind of {@link #ref()}.
 *
 * @param columns key columns in order; empty names stand for expressions
 * @param include covered columns that are not part of the key
 * @param attachedTo the constraint of the partition root of which this one is a part
 * @param attributes what only one dialect knows about the index behind it, e.g. {@code storage.fillfactor}, {@code replica_identity}, {@code index_comment}
 */
public record KeyConstraint(
        ObjectRef ref,
        ObjectRef table,
        List<String> columns,
        List<String> include,
        String definition,
        Optional<ObjectRef> attachedTo,
        SortedMap<String, String> attributes,
        Optional<String> comment)
        implements Constraint {
    public KeyConstraint {
        columns = List.copyOf(columns);
        include = List.copyOf(include);
        attributes = Attributes.copyOf(attributes);
    }

    /** A constraint that is not a part of another one. */
    public KeyConstraint(
            ObjectRef ref,
            ObjectRef table,
            List<String> columns,
            List<String> include,
            String definition,
            SortedMap<String, String> attributes,
            Optional<String> comment) {
        this(ref, table, columns, include, definition, Optional.empty(), attributes, comment);
    }
}
