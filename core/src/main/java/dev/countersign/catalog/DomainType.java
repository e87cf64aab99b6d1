package dev.countersign.catalog;

import java.util.List;
import java.util.Optional;

/** A domain over a base type; {@code checks} are ordered by name. */
public record DomainType(
        ObjectRef ref,
        String baseType,
        Optional<String> collation,
        Optional<String> defaultExpression,
        boolean notNull,
        List<DomainCheck> checks,
        Optional<String> comment)
        implements SchemaObject {
    public DomainType {
        checks = List.copyOf(checks);
    }

    /** A check of a domain; {@code definition} is what the server prints after {@code ADD CONSTRAINT name}. */
    public record DomainCheck(String name, String definition, Optional<String> comment) {}
}
