package dev.countersign.catalog;

import java.util.Optional;

/**
 * A function, procedure or aggregate, told apart by the kind of {@link #ref()}.
 *
 * @param arguments argument list with names, modes and defaults as the server prints it
 * @param returns result type as the server prints it; empty for procedures
 * @param language e.g. {@code plpgsql}
 * @param definition the complete statement that makes it, as the server prints it, without a final semicolon
 */
public record Routine(
        ObjectRef ref, String arguments, String returns, String language, String definition, Optional<String> comment)
        implements SchemaObject {}
