package dev.countersign.plan;

import dev.countersign.catalog.ObjectRef;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Which changes are made in a longer form that does not stop others while it works, and on which tables.
 *
 * @param forms the forms that policy asks for
 * @param fromRows a table with fewer estimated rows gets the short form; 0 asks for the lock-safe form whatever the size
 * @param rows estimated number of rows by table; a table that is not mentioned counts as large
 */
public record LockSafe(Set<Form> forms, long fromRows, Map<ObjectRef, Long> rows) {

    /** A change with a lock-safe form. */
    public enum Form {
        /** {@code CREATE INDEX CONCURRENTLY}. */
        CREATE_INDEX,
        /** {@code DROP INDEX CONCURRENTLY}. */
        DROP_INDEX,
        /** NOT NULL proved before it is set. */
        NOT_NULL,
        /** A check added without looking at existing rows and validated afterwards. */
        CHECK,
        /** A foreign key added without looking at existing rows and validated afterwards. */
        FOREIGN_KEY,
        /** A primary key or unique constraint over an index that was built concurrently. */
        UNIQUE
    }

    public LockSafe {
        forms = Set.copyOf(forms);
        rows = Map.copyOf(rows);
    }

    /** Nothing is made lock-safe. */
    public static LockSafe never() {
        return new LockSafe(Set.of(), 0, Map.of());
    }

    /** The given forms on tables of every size. */
    public static LockSafe of(Set<Form> forms) {
        return new LockSafe(forms, 0, Map.of());
    }

    /** Every form on tables of every size. */
    public static LockSafe always() {
        return of(EnumSet.allOf(Form.class));
    }

    /** Whether the form is wanted for an existing table. */
    public boolean wants(Form form, ObjectRef table) {
        return forms.contains(form) && rows.getOrDefault(table, Long.MAX_VALUE) >= fromRows;
    }

    /** The same with known sizes. */
    public LockSafe knowing(Map<ObjectRef, Long> estimates) {
        return new LockSafe(forms, fromRows, estimates);
    }

    /** The same with sizes under other names. */
    public LockSafe renamed(UnaryOperator<ObjectRef> names) {
        Map<ObjectRef, Long> moved = new TreeMap<>();
        rows.forEach((table, count) -> moved.put(names.apply(table), count));
        return knowing(moved);
    }
}
