package dev.countersign.dialect;

import java.util.List;

/**
 * Which part of a database is compared.
 *
 * @param schemas only these schemas, as exact names; empty for the whole database
 */
public record Scope(List<String> schemas) {
    public Scope {
        schemas = List.copyOf(schemas);
    }

    /** Everything in the database. */
    public static Scope database() {
        return new Scope(List.of());
    }
}
