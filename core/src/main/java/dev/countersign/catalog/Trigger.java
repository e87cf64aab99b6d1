package dev.countersign.catalog;

import java.util.Optional;

/**
 * A trigger.
 *
 * @param function the routine it calls
 * @param definition the complete statement that makes it, as the server prints it
 * @param enabled when it fires: {@code ORIGIN}, {@code REPLICA}, {@code ALWAYS} or {@code DISABLED}
 */
public record Trigger(
        ObjectRef ref,
        ObjectRef table,
        Optional<ObjectRef> function,
        String definition,
        String enabled,
        Optional<String> comment)
        implements TableObject {}
