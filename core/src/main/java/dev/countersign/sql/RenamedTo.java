package dev.countersign.sql;

import java.util.Optional;

/**
 * What a statement that renames says.
 *
 * @param kind what is renamed
 * @param schema schema of the table, empty when the statement does not say; for schemas empty
 * @param table for columns: the table
 * @param oldName the name before
 * @param newName the name after
 */
public record RenamedTo(Kind kind, String schema, Optional<String> table, String oldName, String newName) {
    /** What is renamed. */
    public enum Kind {
        SCHEMA,
        TABLE,
        COLUMN
    }

    /** The rename in {@code ALTER SCHEMA … RENAME TO}, {@code ALTER TABLE … RENAME TO} or {@code ALTER TABLE … RENAME [COLUMN] … TO}. */
    public static Optional<RenamedTo> of(String sql) {
        TokenCursor cursor = new TokenCursor(sql, Lexer.tokens(sql));
        if (!cursor.accept("alter")) {
            return Optional.empty();
        }
        boolean schema = cursor.accept("schema");
        if (!schema && !cursor.accept("table")) {
            return Optional.empty();
        }
        cursor.accept("if", "exists");
        cursor.skipWords("only");
        Optional<QualifiedName> name = cursor.name();
        if (name.isEmpty() || !cursor.accept("rename")) {
            return Optional.empty();
        }
        if (cursor.accept("to")) {
            return cursor.name()
                    .map(to -> new RenamedTo(
                            schema ? Kind.SCHEMA : Kind.TABLE,
                            name.get().schema(),
                            Optional.empty(),
                            name.get().name(),
                            to.name()));
        }
        if (schema || cursor.accept("constraint")) {
            return Optional.empty();
        }
        cursor.accept("column");
        Optional<QualifiedName> old = cursor.name();
        if (old.isEmpty() || !cursor.accept("to")) {
            return Optional.empty();
        }
        return cursor.name()
                .map(to -> new RenamedTo(
                        Kind.COLUMN,
                        name.get().schema(),
                        Optional.of(name.get().name()),
                        old.get().name(),
                        to.name()));
    }
}
