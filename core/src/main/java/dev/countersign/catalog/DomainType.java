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
    /** The definition of a NOT NULL constraint. */
    public static final String NOT_NULL = "NOT NULL";

    public DomainType {
        checks = List.copyOf(checks);
    }

    /** The NOT NULL constraint, when it has a name of its own or a comment. */
    public Optional<DomainCheck> notNullConstraint() {
        return checks.stream().filter(c -> c.definition().equals(NOT_NULL)).findFirst();
    }

    /**
     * A check of a domain; {@code definition} is what the server prints after {@code ADD CONSTRAINT name}. Where NOT NULL is a constraint as well, one with a
     * name that somebody gave it or with a comment is here too, as {@link #NOT_NULL}.
     */
    public record DomainCheck(String name, String definition, Optional<String> comment) {}
}
