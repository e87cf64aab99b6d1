package dev.countersign.postgres.lint;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.EnumType;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.View;
import dev.countersign.postgres.name.UnderlyingType;
import dev.countersign.sql.postgres.Ident;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types that a value is made of in the end: under domains, in arrays, and of the attributes of composite types. */
final class HeldTypes {
    private static final String ARRAY = "[]";

    private final Catalog catalog;
    private final Map<String, Held> types = new LinkedHashMap<>();

    /**
     * One of the types.
     *
     * @param type as the server prints it
     * @param labels those of an enum, else none
     * @param attributes the names of a composite type's, or of the columns of a relation whose rows are the values, else none
     */
    record Held(String type, List<String> labels, List<String> attributes) {
        static Held of(CompositeType composite) {
            return new Held(
                    Ident.qualified(composite.ref().schema(), composite.ref().name()),
                    List.of(),
                    composite.attributes().stream()
                            .map(CompositeType.Attribute::name)
                            .toList());
        }
    }

    private HeldTypes(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The types by where they are in the value: the empty text for the value itself, {@code []} for what is in an array, else the names of attributes.
     *
     * @param type as the server prints it
     * @param user what has the type
     */
    static Map<String, Held> of(String type, ObjectRef user, Catalog catalog) {
        HeldTypes held = new HeldTypes(catalog);
        held.collect("", type, user);
        return held.types;
    }

    private void collect(String place, String type, ObjectRef user) {
        String under = UnderlyingType.of(type, user, catalog).orElse(type);
        if (under.endsWith(ARRAY)) {
            collectOne(place + ARRAY, under.replace(ARRAY, ""), user);
        } else {
            collectOne(place, under, user);
        }
    }

    private void collectOne(String place, String type, ObjectRef user) {
        Optional<CompositeType> composite = named(type, user, CompositeType.class)
                .or(() -> named(type, user, View.class).map(HeldTypes::rows))
                .or(() -> named(type, user, Table.class).map(HeldTypes::rows));
        List<String> labels =
                named(type, user, EnumType.class).map(EnumType::labels).orElse(List.of());
        types.put(place, composite.map(Held::of).orElse(new Held(type, labels, List.of())));
        composite.ifPresent(c ->
                c.attributes().forEach(a -> collect(place + "." + Ident.quote(a.name()), a.type(), c.ref())));
    }

    private static CompositeType rows(View view) {
        return rows(
                view.ref(),
                view.columns().stream().map(c -> attribute(c.name(), c.type())).toList());
    }

    private static CompositeType rows(Table table) {
        return rows(
                table.ref(),
                table.columns().stream().map(c -> attribute(c.name(), c.type())).toList());
    }

    private static CompositeType rows(ObjectRef relation, List<CompositeType.Attribute> columns) {
        return new CompositeType(relation, columns, Optional.empty());
    }

    private static CompositeType.Attribute attribute(String name, String type) {
        return new CompositeType.Attribute(name, type, Optional.empty(), Optional.empty());
    }

    private <T extends SchemaObject> Optional<T> named(String type, ObjectRef user, Class<T> kind) {
        return catalog.references(user).stream()
                .flatMap(ref -> catalog.find(ref, kind).stream())
                .filter(found -> Ident.qualified(
                                found.ref().schema(), found.ref().name())
                        .equals(type))
                .findFirst();
    }
}
