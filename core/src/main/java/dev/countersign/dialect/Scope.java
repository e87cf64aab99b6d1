package dev.countersign.dialect;

import java.util.List;
import java.util.Optional;

/**
 * Which part of a database is compared.
 *
 * @param schemas only these schemas, as exact names; empty for the whole database
 * @param oneSchema whether everything is compared in the scope of the one schema: names without a schema mean it, and what it is called does not matter
 */
public record Scope(List<String> schemas, boolean oneSchema) {
    public Scope {
        schemas = List.copyOf(schemas);
        if (oneSchema && schemas.size() != 1) {
            throw new IllegalArgumentException("the scope of one schema needs one schema");
        }
    }

    /** Some schemas of a database. */
    public Scope(List<String> schemas) {
        this(schemas, false);
    }

    /** Everything in the database. */
    public static Scope database() {
        return new Scope(List.of());
    }

    /** One schema, without regard to what it is called. */
    public static Scope ofSchema(String schema) {
        return new Scope(List.of(schema), true);
    }

    /** The schema in whose scope everything is compared. */
    public Optional<String> home() {
        return oneSchema ? Optional.of(schemas.getFirst()) : Optional.empty();
    }
}
