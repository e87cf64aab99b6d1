package dev.countersign.plan;

import dev.countersign.catalog.ObjectRef;
import java.util.List;

/**
 * What a statement does to the rows of a table, so that they become those that the desired state has.
 *
 * @param table the table in the desired state
 * @param rows how many rows it is about; 0 where it is about none in particular
 * @param takenAlong tables whose rows go with deleted ones, because a foreign key says {@code ON DELETE CASCADE}; only with {@link Deed#DELETE}
 * @param referring tables whose rows may refer to deleted ones, and are not looked at; only with {@link Deed#DELETE}
 */
public record RowChange(ObjectRef table, Deed deed, int rows, List<ObjectRef> takenAlong, List<ObjectRef> referring) {
    public RowChange {
        takenAlong = List.copyOf(takenAlong);
        referring = List.copyOf(referring);
    }

    /** A change that takes nothing away. */
    public RowChange(ObjectRef table, Deed deed, int rows) {
        this(table, deed, rows, List.of(), List.of());
    }

    /** What is done. */
    public enum Deed {
        INSERT("insert"),
        UPDATE("update"),
        DELETE("delete"),
        /** Numbers that the database gives go on after those of the rows. */
        NUMBER("number on");

        private final String word;

        Deed(String word) {
            this.word = word;
        }

        /** The verb in sentences, lower case. */
        public String word() {
            return word;
        }
    }

    /** Half a sentence: {@code insert 2 rows into table public.countries}. */
    public String sentence() {
        String counted = rows + (rows == 1 ? " row" : " rows");
        return switch (deed) {
            case INSERT -> "insert " + counted + " into " + table;
            case UPDATE -> "update " + counted + " of " + table;
            case DELETE -> "delete " + counted + " from " + table;
            case NUMBER -> "let the numbers of " + table + " go on after those of its rows";
        };
    }
}
