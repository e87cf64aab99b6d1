package dev.countersign.sqlite.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code CREATE TABLE} text says. Constraints written at a column mean the same as those written after the columns, yet where one stood is kept.
 *
 * @param columns in order
 * @param constraints keys, checks and references, in order of appearance
 */
public record TableText(
        List<ColumnText> columns, List<ConstraintText> constraints, boolean strict, boolean withoutRowid) {
    public TableText {
        columns = List.copyOf(columns);
        constraints = List.copyOf(constraints);
    }

    /**
     * A column without what PRAGMA table_xinfo tells better (its type).
     *
     * @param notNullConflict what happens when the NOT NULL is violated, e.g. {@code REPLACE}
     * @param defaultTokens without the parentheses around an expression
     * @param generated the expression without parentheses
     * @param constraintNames names given to what is no constraint of its own: {@code not_null}, {@code default}, {@code collate}, {@code generated}
     */
    public record ColumnText(
            String name,
            boolean notNull,
            Optional<String> notNullConflict,
            List<Token> defaultTokens,
            List<Token> generated,
            boolean stored,
            Optional<String> collation,
            Map<String, String> constraintNames) {
        public ColumnText {
            defaultTokens = List.copyOf(defaultTokens);
            generated = List.copyOf(generated);
            constraintNames = Map.copyOf(constraintNames);
        }
    }

    /** A table constraint. */
    public sealed interface ConstraintText {
        /** Its name, if it was given one. */
        Optional<String> name();

        /** The column at which it stands; empty when it stands after the columns. */
        Optional<String> at();
    }

    /**
     * A primary key or unique constraint.
     *
     * @param conflict what happens on violation, as stated
     * @param notRowid an {@code INTEGER PRIMARY KEY DESC} at the column, which by a quirk that SQLite keeps is not the rowid
     */
    public record Key(
            Optional<String> name,
            boolean primary,
            List<KeyPart> parts,
            Optional<String> conflict,
            boolean autoincrement,
            boolean notRowid,
            Optional<String> at)
            implements ConstraintText {
        public Key {
            parts = List.copyOf(parts);
        }
    }

    /** A column of a key. */
    public record KeyPart(String column, Optional<String> collation, boolean descending) {

        /** What stands behind the column's name. */
        public String options() {
            return collation.map(c -> "COLLATE " + Ident.quote(c)).orElse("")
                    + (collation.isPresent() && descending ? " " : "")
                    + (descending ? "DESC" : "");
        }
    }

    /** A check. */
    public record Check(Optional<String> name, List<Token> expression, Optional<String> conflict, Optional<String> at)
            implements ConstraintText {
        public Check {
            expression = List.copyOf(expression);
        }
    }

    /**
     * A foreign key.
     *
     * @param parentColumns empty for the parent's primary key
     * @param deferrable the clause as stated, or empty
     */
    public record Reference(
            Optional<String> name,
            List<String> columns,
            String parent,
            List<String> parentColumns,
            Optional<String> onUpdate,
            Optional<String> onDelete,
            Optional<String> match,
            String deferrable,
            Optional<String> at)
            implements ConstraintText {
        public Reference {
            columns = List.copyOf(columns);
            parentColumns = List.copyOf(parentColumns);
        }

        Reference with(String clause) {
            return new Reference(name, columns, parent, parentColumns, onUpdate, onDelete, match, clause, at);
        }
    }
}
