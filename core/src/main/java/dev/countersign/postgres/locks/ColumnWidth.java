package dev.countersign.postgres.locks;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.EnumType;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.postgres.name.Identifiers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much room a column's value takes in a row and at what multiple it begins ({@code pg_type.typlen} and {@code typalign}).
 *
 * @param length in bytes; 0 when it differs from value to value
 */
public record ColumnWidth(String name, int length, int alignment) {
    /** The order that needs the least padding: what begins at the largest multiples first, what has no certain length last; else as written. */
    public static final Comparator<ColumnWidth> BEST_FIRST = Comparator.comparing(ColumnWidth::variable)
            .thenComparing(Comparator.comparingInt(ColumnWidth::alignment).reversed())
            .thenComparing(w -> w.length() % w.alignment() != 0);

    private static final int LARGEST = 8;

    /** Whether its length differs from value to value. Such values begin anywhere as long as they are short. */
    public boolean variable() {
        return length == 0;
    }

    /** The bytes between the values of a row that nothing is in, at the least: behind a value of any length the next may begin well. */
    public static int padding(List<ColumnWidth> columns) {
        int padding = 0;
        List<ColumnWidth> run = new ArrayList<>();
        boolean first = true;
        for (ColumnWidth column : columns) {
            if (column.variable()) {
                padding += least(run, first);
                run.clear();
                first = false;
            } else {
                run.add(column);
            }
        }
        return padding + least(run, first);
    }

    private static int least(List<ColumnWidth> run, boolean atStart) {
        int least = padding(run, 0);
        for (int start = 1; start < LARGEST && !atStart; start++) {
            least = Math.min(least, padding(run, start));
        }
        return least;
    }

    private static int padding(List<ColumnWidth> run, int start) {
        int padding = 0;
        int at = start;
        for (ColumnWidth column : run) {
            int gap = Math.floorMod(-at, column.alignment());
            padding += gap;
            at += gap + column.length();
        }
        return padding;
    }

    /** Looks the types of columns up. */
    public static final class Reader {
        private static final Map<String, int[]> TYPES = types();

        private final Existing existing;
        private final Catalog catalog;

        public Reader(Catalog catalog) {
            this.catalog = catalog;
            this.existing = new Existing(catalog);
        }

        /** The column's width; a type that is not known counts as one of any length. */
        public ColumnWidth of(Column column) {
            String type = existing.baseOfDomain(column.type()).orElse(column.type());
            StoredType stored = StoredType.of(type);
            int[] width = !stored.array().isEmpty()
                    ? new int[] {0, 1}
                    : isEnum(type) ? new int[] {4, 4} : TYPES.getOrDefault(stored.base(), new int[] {0, 1});
            return new ColumnWidth(column.name(), width[0], width[1]);
        }

        private boolean isEnum(String type) {
            return catalog.ofKind(ObjectKind.ENUM).stream()
                    .map(EnumType.class::cast)
                    .anyMatch(e -> Identifiers.of(e.ref()).equals(type)
                            || e.ref().display().equals(type)
                            || e.ref().name().equals(type));
        }

        private static Map<String, int[]> types() {
            Map<String, int[]> types = new HashMap<>();
            put(types, 1, 1, "boolean", "\"char\"");
            put(types, 2, 2, "smallint");
            put(types, 4, 4, "integer", "real", "date", "oid", "xid", "cid", "regclass", "regtype", "regproc");
            put(types, 8, 8, "bigint", "double precision", "money", "xid8", "pg_lsn");
            put(types, 8, 8, "timestamp without time zone", "timestamp with time zone", "time without time zone");
            put(types, 12, 8, "time with time zone");
            put(types, 16, 8, "interval", "point");
            put(types, 16, 1, "uuid");
            put(types, 64, 1, "name");
            put(types, 6, 4, "macaddr");
            put(types, 8, 4, "macaddr8");
            put(types, 24, 8, "line", "circle");
            put(types, 32, 8, "lseg", "box");
            return types;
        }

        private static void put(Map<String, int[]> types, int length, int alignment, String... names) {
            for (String name : names) {
                types.put(name, new int[] {length, alignment});
            }
        }
    }
}
