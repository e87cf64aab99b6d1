package dev.countersign.lint.preflight;

import dev.countersign.catalog.ObjectRef;
import java.util.List;
import java.util.Optional;

/** Something that only the rows of the current state can answer. Names are those of the current state. */
public sealed interface Question {

    /** The table whose rows are looked at. */
    ObjectRef table();

    /** How many rows the table holds. */
    record Rows(ObjectRef table) implements Question {}

    /** How many rows have a value other than NULL in the column. */
    record Values(ObjectRef table, String column) implements Question {}

    /** How many rows have NULL in the column. */
    record Nulls(ObjectRef table, String column) implements Question {}

    /**
     * How many key values occur more than once.
     *
     * @param keys column names or expressions of the key
     * @param predicate condition of a partial index
     * @param nullsEqual whether NULLs count as equal to each other
     */
    record Duplicates(ObjectRef table, List<Key> keys, Optional<String> predicate, boolean nullsEqual)
            implements Question {
        public Duplicates {
            keys = List.copyOf(keys);
        }

        /**
         * A part of the key.
         *
         * @param text a column's name, or the text of an expression
         * @param collation by which its values are compared, as it is written in SQL, when that is not their own
         */
        public record Key(String text, boolean expression, Optional<String> collation) {}
    }

    /** How many rows point to a row that does not exist. */
    record Orphans(ObjectRef table, List<String> columns, ObjectRef referencedTable, List<String> referencedColumns)
            implements Question {
        public Orphans {
            columns = List.copyOf(columns);
            referencedColumns = List.copyOf(referencedColumns);
        }
    }

    /**
     * How many rows make the condition true.
     *
     * @param refused whether a statement fails when there are any
     */
    record Matches(ObjectRef table, String condition, boolean refused) implements Question {}

    /** How many rows make the condition false. */
    record Violations(ObjectRef table, String condition) implements Question {}
}
