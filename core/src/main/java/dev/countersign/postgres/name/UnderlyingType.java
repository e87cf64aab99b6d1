package dev.countersign.postgres.name;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DomainType;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.sql.postgres.Ident;
import java.util.Optional;

/** The type that a domain is over in the end. */
public final class UnderlyingType {
    private static final String ARRAY = "[]";

    private UnderlyingType() {}

    /**
     * The type under a domain, as an array for an array of the domain; empty where the type is no domain.
     *
     * @param type as the server prints it
     * @param user what has the type, and so depends on the domain
     */
    public static Optional<String> of(String type, ObjectRef user, Catalog catalog) {
        boolean array = type.endsWith(ARRAY);
        String name = array ? type.substring(0, type.length() - ARRAY.length()) : type;
        return catalog.references(user).stream()
                .flatMap(ref -> catalog.find(ref, DomainType.class).stream())
                .filter(domain -> Ident.qualified(
                                domain.ref().schema(), domain.ref().name())
                        .equals(name))
                .map(domain -> of(domain.baseType(), domain.ref(), catalog).orElse(domain.baseType()))
                .map(base -> array ? base + ARRAY : base)
                .findFirst();
    }
}
