package dev.countersign.dialect;

import java.util.List;
import java.util.Optional;

/**
 * A statement that puts every row of one table into another: {@code INSERT INTO into (targets) SELECT values FROM from}, without a condition and without anything
 * that leaves rows out.
 *
 * @param into the table that gets the rows
 * @param from the table whose rows are read
 * @param targets the columns that get the values, in order; empty when the statement names none
 * @param values what they get, in order; a single {@code *} for all columns
 */
public record TableCopy(String into, String from, List<String> targets, List<Value> values) {
    public TableCopy {
        targets = List.copyOf(targets);
        values = List.copyOf(values);
    }

    /**
     * A value of the copied rows.
     *
     * @param column the column when it is nothing else; {@code *} for all of them
     * @param names every name in it
     */
    public record Value(Optional<String> column, List<String> names) {
        public Value {
            names = List.copyOf(names);
        }
    }

    /** Whether it takes all columns as they are. */
    public boolean takesAll() {
        return values.size() == 1
                && values.getFirst().column().filter("*"::equals).isPresent();
    }
}
