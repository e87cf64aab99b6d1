package dev.countersign.postgres.inspect;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of a query's result as the server prints it. Valid only while it is being read: the next row may come in the same object. Numbers and truth
 * values read NULL as zero and false, as JDBC does.
 */
abstract class Row {
    private final String[] names;
    private final Map<String, Integer> columns = new HashMap<>();
    private int expected;

    /** @param names the columns' names in order; of two columns with one name the first is found */
    Row(List<String> names) {
        this.names = new String[names.size()];
        for (int i = 0; i < this.names.length; i++) {
            // the very strings that readers have in their code, so that comparing them mostly costs nothing
            this.names[i] =
                    columns.putIfAbsent(names.get(i), i) == null ? names.get(i).intern() : "";
        }
    }

    /** The value's text, or null for NULL. */
    abstract String text(int index) throws SQLException;

    /** The text of a column, counted from 1; null for NULL. */
    String getString(int column) throws SQLException {
        return text(column - 1);
    }

    /** The text of the column of that name; null for NULL. */
    String getString(String column) throws SQLException {
        return text(index(column));
    }

    long getLong(int column) throws SQLException {
        return number(column - 1);
    }

    long getLong(String column) throws SQLException {
        return number(index(column));
    }

    int getInt(int column) throws SQLException {
        return Math.toIntExact(number(column - 1));
    }

    int getInt(String column) throws SQLException {
        return Math.toIntExact(number(index(column)));
    }

    boolean getBoolean(String column) throws SQLException {
        return letter(index(column)) == 't';
    }

    /** The first letter of a column's text; a blank for NULL and for an empty text. */
    char getLetter(String column) throws SQLException {
        return letter(index(column));
    }

    /** The elements of a {@code text[]}; empty for NULL, and an element that is NULL reads as an empty text. */
    List<String> getStrings(String column) throws SQLException {
        String text = text(index(column));
        return text == null ? List.of() : elements(text);
    }

    long number(int index) throws SQLException {
        String text = text(index);
        return text == null ? 0 : Long.parseLong(text);
    }

    char letter(int index) throws SQLException {
        String text = text(index);
        return text == null || text.isEmpty() ? ' ' : text.charAt(0);
    }

    /**
     * Readers mostly ask for the columns in their order, so the search begins behind the last. Literals are the very strings that the names are, so that looking
     * at the references finds nearly all; the map finds those that were put together.
     */
    @SuppressWarnings("StringEquality")
    private int index(String column) {
        for (int i = expected; i < names.length; i++) {
            if (names[i] == column) {
                expected = i + 1;
                return i;
            }
        }
        for (int i = 0; i < expected; i++) {
            if (names[i] == column) {
                expected = i + 1;
                return i;
            }
        }
        Integer index = columns.get(column);
        if (index == null) {
            throw new IllegalArgumentException("the query has no column " + column);
        }
        expected = index + 1;
        return index;
    }

    /** Takes apart an array of one dimension as the server prints it: {@code {plain,"with, comma or \" quote",NULL}}. */
    static List<String> elements(String array) {
        List<String> elements = new ArrayList<>(4);
        if (array.indexOf('"') < 0) {
            // without quotes there is nothing to resolve, and a comma always separates
            for (int start = 1; start < array.length() - 1; ) {
                int comma = array.indexOf(',', start);
                int end = comma < 0 ? array.length() - 1 : comma;
                String text = array.substring(start, end);
                elements.add(text.equals("NULL") ? "" : text);
                start = end + 1;
            }
            return List.copyOf(elements);
        }
        int i = 1;
        while (i < array.length() - 1) {
            StringBuilder element = new StringBuilder();
            boolean quoted = array.charAt(i) == '"';
            if (quoted) {
                for (i++; array.charAt(i) != '"'; i++) {
                    if (array.charAt(i) == '\\') {
                        i++;
                    }
                    element.append(array.charAt(i));
                }
                i++;
            } else {
                for (; array.charAt(i) != ',' && i < array.length() - 1; i++) {
                    element.append(array.charAt(i));
                }
            }
            String text = element.toString();
            elements.add(!quoted && text.equals("NULL") ? "" : text);
            i++;
        }
        return List.copyOf(elements);
    }
}
