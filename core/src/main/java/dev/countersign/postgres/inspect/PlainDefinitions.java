package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.sql.postgres.Cut;
import dev.countersign.sql.postgres.Ident;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the definitions of ordinary indexes and keys letter for letter as the server prints them. That spares the server the greater part of an inspection's
 * work, because it looks up every name and operator class of every index again. Whatever is not certain to read the same - names that need quotes, operator
 * classes and collations that are not the column's own, expressions, options - is empty here, and the server is asked.
 */
final class PlainDefinitions {
    private static final int DESCENDING = 1;
    private static final int NULLS_FIRST = 2;
    private static final long TEXT = 25;
    private static final long VARCHAR = 1043;

    private final Map<Long, Long> defaultClasses;

    /** @param defaultClasses the B-tree operator classes that are their type's default, each with its type */
    PlainDefinitions(Map<Long, Long> defaultClasses) {
        this.defaultClasses = Map.copyOf(defaultClasses);
    }

    /**
     * A key column of an index.
     *
     * @param options the bits of {@code indoption}
     */
    record Key(Addresses.ColumnRow column, long operatorClass, long collation, int options) {

        /** What is said behind the column's name: nothing for the usual order. */
        String order() {
            boolean first = (options & NULLS_FIRST) != 0;
            if ((options & DESCENDING) != 0) {
                return first ? "DESC" : "DESC NULLS LAST";
            }
            return first ? "NULLS FIRST" : "";
        }

        Index.Part part() {
            return new Index.Part(column.name(), false, order());
        }
    }

    /** What {@code pg_get_indexdef} prints for a B-tree index without expressions, condition, storage parameters and partitions of its own. */
    Optional<String> index(boolean unique, ObjectRef index, ObjectRef table, List<Key> keys, List<String> include) {
        Optional<String> start = start(unique, index, table);
        if (start.isEmpty() || !areBare(include) || !keys.stream().allMatch(this::isPlain)) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(start.get()).append(" USING btree (");
        for (int i = 0; i < keys.size(); i++) {
            String order = keys.get(i).order();
            text.append(i == 0 ? "" : ", ")
                    .append(keys.get(i).column().name())
                    .append(order.isEmpty() ? "" : " ")
                    .append(order);
        }
        text.append(')');
        if (!include.isEmpty()) {
            text.append(" INCLUDE ").append(list(include));
        }
        return Optional.of(text.toString());
    }

    /**
     * What {@code pg_get_indexdef} prints for an index without partitions of its own that says the same of its table as another does.
     *
     * @param other what it prints for the other
     */
    static Optional<String> likeIndex(boolean unique, ObjectRef index, ObjectRef table, String other) {
        int using = Cut.find(other, " USING ", 0);
        return using < 0 ? Optional.empty() : start(unique, index, table).map(text -> text + other.substring(using));
    }

    /** What it prints before it comes to the access method. */
    private static Optional<String> start(boolean unique, ObjectRef index, ObjectRef table) {
        return areBare(index.path()) && areBare(table.path())
                ? Optional.of(
                        (unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") + index.name() + " ON " + qualified(table))
                : Optional.empty();
    }

    /** What {@code pg_get_constraintdef} prints for a primary or unique key that is checked at once. */
    static Optional<String> key(boolean primary, List<String> columns, List<String> include) {
        if (!areBare(columns) || !areBare(include)) {
            return Optional.empty();
        }
        return Optional.of((primary ? "PRIMARY KEY " : "UNIQUE ")
                + list(columns)
                + (include.isEmpty() ? "" : " INCLUDE " + list(include)));
    }

    /**
     * What {@code pg_get_constraintdef} prints for a foreign key that is valid, checked at once, matches simply and whose actions are about all its columns.
     *
     * @param onUpdate the letter of {@code confupdtype}
     * @param onDelete the letter of {@code confdeltype}
     */
    static Optional<String> foreignKey(
            List<String> columns, ObjectRef referenced, List<String> referencedColumns, char onUpdate, char onDelete) {
        if (!areBare(columns) || !areBare(referenced.path()) || !areBare(referencedColumns)) {
            return Optional.empty();
        }
        return Optional.of("FOREIGN KEY " + list(columns) + " REFERENCES " + qualified(referenced)
                + list(referencedColumns) + action(" ON UPDATE ", onUpdate) + action(" ON DELETE ", onDelete));
    }

    /**
     * What {@code pg_get_constraintdef} prints for a check that is valid, enforced and passed on.
     *
     * @param condition what {@code pg_get_expr} prints for it
     */
    static String check(String condition) {
        return "CHECK (" + condition + ")";
    }

    private static String action(String when, char letter) {
        return switch (letter) {
            case 'r' -> when + "RESTRICT";
            case 'c' -> when + "CASCADE";
            case 'n' -> when + "SET NULL";
            case 'd' -> when + "SET DEFAULT";
            default -> "";
        };
    }

    /** Whether the server says nothing about the operator class and the collation, because they are those of the column. */
    private boolean isPlain(Key key) {
        long type = key.column().type();
        Long made = defaultClasses.get(key.operatorClass());
        boolean usual = made != null
                && (made == type || made == TEXT && type == VARCHAR && !defaultClasses.containsValue(VARCHAR));
        return usual
                && (key.collation() == 0 || key.collation() == key.column().collation())
                && isBare(key.column().name());
    }

    /** Whether every server writes all the names without quotes; an empty one stands for something else than a column. */
    private static boolean areBare(Collection<String> names) {
        for (String name : names) {
            if (!isBare(name)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBare(String name) {
        return !name.isEmpty() && Ident.isPlain(name);
    }

    private static String qualified(ObjectRef table) {
        return String.join(".", table.path());
    }

    private static String list(List<String> names) {
        return "(" + String.join(", ", names) + ")";
    }
}
