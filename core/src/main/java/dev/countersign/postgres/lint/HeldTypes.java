package dev.countersign.postgres.lint;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.postgres.name.UnderlyingType;
import dev.countersign.sql.postgres.Ident;
import java.util.LinkedHashMap;
import java.util.Map;

/** The server's own types that a value is made of in the end: under domains, in arrays, and of the attributes of composite types. */
final class HeldTypes {
    private static final String ARRAY = "[]";

    private final Catalog catalog;
    private final Map<String, String> types = new LinkedHashMap<>();

    private HeldTypes(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The types by where they are in the value: the empty text for the value itself, {@code []} for what is in an array, else the names of attributes.
     *
     * @param type as the server prints it
     * @param user what has the type
     */
    static Map<String, String> of(String type, ObjectRef user, Catalog catalog) {
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
        types.put(place, type);
        catalog.references(user).stream()
                .flatMap(ref -> catalog.find(ref, CompositeType.class).stream())
                .filter(composite -> Ident.qualified(
                                composite.ref().schema(), composite.ref().name())
                        .equals(type))
                .forEach(composite -> composite
                        .attributes()
                        .forEach(a -> collect(place + "." + Ident.quote(a.name()), a.type(), composite.ref())));
    }
}
