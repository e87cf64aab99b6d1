package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.View;
import java.util.Optional;

/** What values of a type that has attributes are made of, whether it was made as a type or is the type of a relation's rows. */
final class RowShape {
    private RowShape() {}

    /** The attributes under the identity of what has them; empty for every other object. */
    static Optional<CompositeType> of(Catalog catalog, ObjectRef ref) {
        return switch (catalog.find(ref).orElse(null)) {
            case CompositeType type -> Optional.of(type);
            case View view ->
                Optional.of(new CompositeType(
                        ref,
                        view.columns().stream()
                                .map(c -> attribute(c.name(), c.type()))
                                .toList(),
                        Optional.empty()));
            case Table table ->
                Optional.of(new CompositeType(
                        ref,
                        table.columns().stream()
                                .map(c -> attribute(c.name(), c.type()))
                                .toList(),
                        Optional.empty()));
            case null, default -> Optional.empty();
        };
    }

    /** Whether rows of the view have values of the type, so that the view needs it as long as it is there, whatever it shows. */
    static boolean holds(Catalog catalog, ObjectRef view, ObjectRef type) {
        return of(catalog, view).stream()
                .flatMap(shape -> shape.attributes().stream())
                .anyMatch(a -> isOf(a.type(), type, catalog));
    }

    /** Whether the name of a type, as columns have it, means this one or arrays of it. */
    static boolean isOf(String name, ObjectRef type, Catalog catalog) {
        return Names.isType(type.kind())
                && (name.replace("[]", "").equals(Names.qualified(type))
                        || RangeTypes.isMultirange(name, type, catalog));
    }

    private static CompositeType.Attribute attribute(String name, String type) {
        return new CompositeType.Attribute(name, type, Optional.empty(), Optional.empty());
    }
}
