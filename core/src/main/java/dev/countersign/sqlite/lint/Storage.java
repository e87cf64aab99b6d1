package dev.countersign.sqlite.lint;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Table;
import dev.countersign.lint.Names;
import dev.countersign.sqlite.definition.RowNumber;
import java.util.Locale;
import java.util.Optional;

/**
 * How a column keeps values: most columns take anything and turn it into what their type prefers (datatype3.html, section 3), those of STRICT tables refuse what
 * is of another type then (stricttables.html), and so does the number of a row.
 *
 * @param type as declared, in capitals
 * @param strict whether the table is
 * @param rowNumber whether the column is the number of the row
 */
record Storage(String type, boolean strict, boolean rowNumber) {

    /** Into what a column turns values that allow it. */
    enum Affinity {
        INTEGER,
        NUMERIC,
        REAL,
        TEXT,
        NONE
    }

    static Storage of(Catalog catalog, Table table, Column column) {
        return new Storage(
                column.type(),
                table.attributes().containsKey("strict"),
                RowNumber.column(table, catalog.tableObjects(table.ref()))
                        .filter(column::equals)
                        .isPresent());
    }

    Affinity affinity() {
        String name = type.toUpperCase(Locale.ROOT);
        if (name.contains("INT")) {
            return Affinity.INTEGER;
        }
        if (name.contains("CHAR") || name.contains("CLOB") || name.contains("TEXT")) {
            return Affinity.TEXT;
        }
        if (name.contains("BLOB") || name.isEmpty() || strict && name.equals("ANY")) {
            return Affinity.NONE;
        }
        return name.contains("REAL") || name.contains("FLOA") || name.contains("DOUB")
                ? Affinity.REAL
                : Affinity.NUMERIC;
    }

    /** Whether it is a matter of course that texts become numbers when values move here. */
    boolean readsTexts(Storage before) {
        return isNumber(affinity()) && (before.affinity() == Affinity.TEXT || before.affinity() == Affinity.NONE);
    }

    private static boolean isNumber(Affinity affinity) {
        return switch (affinity) {
            case INTEGER, NUMERIC, REAL -> true;
            case TEXT, NONE -> false;
        };
    }

    /** What a value can lose when it moves here, for people; nothing where every value stays as it is. */
    Optional<String> lost() {
        return switch (affinity()) {
            case INTEGER, NUMERIC -> Optional.of("how numbers in texts are written, as 007 becomes 7");
            case REAL ->
                Optional.of(
                        "how numbers in texts are written, as 007 becomes 7.0, and the last digits of large integers");
            case TEXT -> Optional.of("the last digits of fractions");
            case NONE -> Optional.empty();
        };
    }

    /** The condition for values of the column that cannot be had back from what is kept here. */
    Optional<String> loses(String column) {
        String value = Names.quote(column);
        // a number on one side makes SQLite read the text on the other as one, if it is one as a whole
        String text = "typeof(" + value + ") = 'text' AND " + value + " = CAST(" + value + " AS NUMERIC)";
        String rewritten = text + " AND CAST(CAST(" + value + " AS NUMERIC) AS TEXT) <> " + value + " COLLATE BINARY";
        String rounded = "typeof(CAST(" + value + " AS NUMERIC)) = 'integer' AND CAST(CAST(" + value
                + " AS REAL) AS INTEGER) <> CAST(" + value + " AS NUMERIC)";
        return switch (affinity()) {
            case INTEGER, NUMERIC -> Optional.of(rewritten);
            case REAL ->
                Optional.of("(" + rewritten + " OR (" + text + " OR typeof(" + value + ") = 'integer') AND " + rounded
                        + ")");
            case TEXT ->
                Optional.of("typeof(" + value + ") = 'real' AND CAST(CAST(" + value + " AS TEXT) AS REAL) <> " + value);
            case NONE -> Optional.empty();
        };
    }

    /** The condition for values of the column that are refused here. */
    Optional<String> refuses(String column) {
        String value = Names.quote(column);
        String given = value + " IS NOT NULL AND NOT ";
        String kind = "typeof(" + value + ")";
        String readable = kind + " = 'text' AND " + value + " = CAST(" + value + " AS NUMERIC)";
        String integer = given + "(" + kind + " = 'integer' OR " + kind + " = 'real' AND " + value + " = CAST(" + value
                + " AS INTEGER) OR " + readable + " AND typeof(CAST(" + value + " AS NUMERIC)) = 'integer')";
        if (rowNumber) {
            return Optional.of(integer);
        }
        if (!strict) {
            return Optional.empty();
        }
        return switch (affinity()) {
            case INTEGER -> Optional.of(integer);
            case REAL, NUMERIC -> Optional.of(given + "(" + kind + " IN ('integer', 'real') OR " + readable + ")");
            case TEXT -> Optional.of(kind + " = 'blob'");
            case NONE -> type.equals("ANY") ? Optional.empty() : Optional.of(given + "(" + kind + " = 'blob')");
        };
    }
}
