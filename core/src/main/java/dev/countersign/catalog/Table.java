package dev.countersign.catalog;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A table: ordinary, partitioned, partition or foreign. Constraints, indexes, triggers and policies are objects of their own.
 *
 * @param columns in declaration order; column order is reported but is never a difference that is planned
 * @param partitionBy the partitioning clause, e.g. {@code RANGE (created_at)}
 * @param partitionOf the parent and bound if this is a partition
 * @param inherits parent tables of plain inheritance, in order
 * @param attributes what only one dialect knows: {@code persistence}, {@code row_security}, {@code access_method}, {@code storage.fillfactor}, ...
 */
public record Table(
        ObjectRef ref,
        List<Column> columns,
        Optional<String> partitionBy,
        Optional<PartitionOf> partitionOf,
        List<ObjectRef> inherits,
        SortedMap<String, String> attributes,
        Optional<String> comment)
        implements SchemaObject {
    public Table {
        columns = List.copyOf(columns);
        inherits = List.copyOf(inherits);
        attributes = Attributes.copyOf(attributes);
    }

    /** The column of that name. */
    public Optional<Column> column(String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** The same table with these columns instead of its own. */
    public Table withColumns(List<Column> newColumns) {
        return new Table(ref, newColumns, partitionBy, partitionOf, inherits, attributes, comment);
    }

    /** A partition's place under its parent; {@code bound} as the server prints it, e.g. {@code FOR VALUES FROM (1) TO (10)} or {@code DEFAULT}. */
    public record PartitionOf(ObjectRef parent, String bound) {}
}
