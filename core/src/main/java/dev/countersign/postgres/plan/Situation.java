package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The two states between which a plan is made, in one set of names, and questions to them that several rooms of the planner ask. */
record Situation(Catalog current, Catalog desired) {

    /** The major version of the server on which the plan runs; the desired state's when the current one was never read from a server. */
    int serverMajor() {
        String version = current.serverVersion().isBlank() ? desired.serverVersion() : current.serverVersion();
        int end = 0;
        while (end < version.length() && Character.isDigit(version.charAt(end))) {
            end++;
        }
        return end == 0 ? Integer.MAX_VALUE : Integer.parseInt(version.substring(0, end));
    }

    /** Whether the key means rows of the table of which its own is a part, or of its own one in parts: the server drops none of these parts while it has the key. */
    static boolean meansItsOwnParts(Catalog catalog, ForeignKey key) {
        return catalog.find(key.referencedTable(), Table.class)
                        .flatMap(Table::partitionBy)
                        .isPresent()
                && MovedRows.withThoseAbove(catalog, key.table()).contains(key.referencedTable());
    }

    /** The index or key of the whole of which a partition's index or key is a part. A key that is part of an index depends on it. */
    static Optional<ObjectRef> attachedTo(Catalog catalog, ObjectRef part) {
        return switch (part.kind()) {
            case INDEX, PRIMARY_KEY, UNIQUE, EXCLUDE ->
                switch (catalog.find(part).orElse(null)) {
                    case Index index -> index.attachedTo();
                    case KeyConstraint key -> key.attachedTo().or(() -> indexAbove(catalog, part));
                    case null, default -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }

    private static Optional<ObjectRef> indexAbove(Catalog catalog, ObjectRef key) {
        return catalog.references(key).stream()
                .filter(ref -> ref.kind() == ObjectKind.INDEX)
                .findFirst();
    }

    static ObjectRef tableOf(ObjectRef column) {
        return column.relation(ObjectKind.TABLE);
    }

    /** The sequences that are dropped with a column of the table. */
    static List<ObjectRef> sequencesOf(Catalog catalog, ObjectRef table) {
        return catalog.all(Sequence.class).stream()
                .filter(s -> s.ownedBy()
                        .map(Situation::tableOf)
                        .filter(table::equals)
                        .isPresent())
                .map(Sequence::ref)
                .toList();
    }

    /** The table, view or materialized view that has the column. */
    static ObjectRef ownerOf(Catalog catalog, ObjectRef column) {
        for (ObjectKind kind : List.of(ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW)) {
            ObjectRef view = column.relation(kind);
            if (catalog.contains(view)) {
                return view;
            }
        }
        return tableOf(column);
    }

    /** The table, view or materialized view that has the column. */
    static ObjectRef relationOf(Catalog catalog, ObjectRef column) {
        ObjectRef table = tableOf(column);
        return catalog.contains(table) ? table : ownerOf(catalog, column);
    }

    /** A table that is known to be there. */
    static Table table(Catalog catalog, ObjectRef ref) {
        return catalog.find(ref, Table.class).orElseThrow();
    }

    /** The parent's column of which the given one is the inherited copy. */
    static Optional<ObjectRef> inherited(Catalog catalog, ObjectRef column) {
        return catalog.find(tableOf(column), Table.class).stream()
                .flatMap(t -> parents(t).stream())
                .map(p -> ObjectRef.column(p, column.name()))
                .filter(p -> column(catalog, p).isPresent())
                .findFirst();
    }

    /** Whether the column's values are of the type; of a collation, whether they are compared by it. */
    static boolean hasType(Catalog catalog, ObjectRef column, ObjectRef type) {
        if (type.kind() == ObjectKind.COLLATION) {
            return column(catalog, column)
                    .flatMap(Column::collation)
                    .filter(collation -> collation.contains(written(type)))
                    .isPresent();
        }
        return Names.isType(type.kind())
                && column(catalog, column)
                        .filter(c ->
                                c.type().contains(written(type)) || RangeTypes.isMultirange(c.type(), type, catalog))
                        .isPresent();
    }

    /** The name as it stands within quotes, if it needs any. */
    private static String written(ObjectRef type) {
        return type.name().replace("\"", "\"\"");
    }

    static Optional<Column> column(Catalog catalog, ObjectRef ref) {
        return catalog.find(tableOf(ref), Table.class).flatMap(t -> t.column(ref.name()));
    }

    boolean has(Catalog catalog, ObjectRef ref) {
        return ref.kind() == ObjectKind.COLUMN ? column(catalog, ref).isPresent() : catalog.contains(ref);
    }

    /** The tables from which the table has its columns, nearest first. */
    static List<ObjectRef> parents(Table table) {
        List<ObjectRef> parents = new ArrayList<>(table.inherits());
        table.partitionOf().ifPresent(p -> parents.add(p.parent()));
        return parents;
    }

    /** The identities of everything inside: the object and its columns. */
    static List<ObjectRef> parts(Catalog catalog, ObjectRef ref) {
        List<ObjectRef> parts = new ArrayList<>();
        parts.add(ref);
        catalog.find(ref).ifPresent(object -> {
            switch (object) {
                case Table t -> t.columns().forEach(c -> parts.add(ObjectRef.column(ref, c.name())));
                case View v -> v.columns().forEach(c -> parts.add(ObjectRef.column(ref, c.name())));
                default -> {
                    // nothing else has columns that others depend on
                }
            }
        });
        return parts;
    }

    boolean isPartitioned(ObjectRef table) {
        return desired.find(table, Table.class).flatMap(Table::partitionBy).isPresent();
    }
}
