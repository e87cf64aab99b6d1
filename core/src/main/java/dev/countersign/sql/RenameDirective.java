package dev.countersign.sql;

import java.util.Optional;

/**
 * A stated rename: {@code -- atlas:renamed_from OLD} on the line before a definition.
 *
 * @param kind what is renamed
 * @param schema schema of the table (for columns) or of the object; empty when the statement does not say
 * @param table for columns: the table as it is called in the desired state
 * @param newName name in the desired state
 * @param oldName name in the current state, folded and unquoted as SQL does
 * @param oldSchema schema of the old name when it is qualified
 * @param objectKind words of the statement, e.g. {@code materialized view}; {@code column} for columns
 * @param offset where the comment starts, in characters from the start of the script
 * @param line line of the comment, from 1
 */
public record RenameDirective(
        Kind kind,
        String schema,
        Optional<String> table,
        String newName,
        String oldName,
        Optional<String> oldSchema,
        String objectKind,
        int offset,
        int line) {
    /** What is renamed. */
    public enum Kind {
        TABLE,
        COLUMN,
        /** A constraint of a table. */
        CONSTRAINT,
        /** Any other object; {@link RenameDirective#objectKind} says which. */
        OTHER
    }
}
