package dev.countersign.postgres.inspect;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads PostgreSQL values from rows. */
final class Values {
    private Values() {}

    static Optional<String> optional(Row row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    /** A definition that the server prints; it prints NULL for an object that goes away at the same moment. */
    static String definition(Row row, String column, String kind, String name)
            throws SQLException, UnreadableException {
        String text = row.getString(column);
        if (text == null) {
            throw new UnreadableException(kind, name);
        }
        return text;
    }

    /** A {@code "char"}: one letter. */
    static char letter(Row row, String column) throws SQLException {
        return row.getLetter(column);
    }

    /** A {@code text[]}; empty for NULL. */
    static List<String> strings(Row row, String column) throws SQLException {
        return row.getStrings(column);
    }

    /** An {@code int2vector} ({@code 1 2 3}) or {@code int2[]} ({@code {1,2,3}}); empty for NULL. */
    static List<Integer> numbers(Row row, String column) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return List.of();
        }
        return numbers(text);
    }

    static List<Integer> numbers(String text) {
        List<Integer> numbers = new ArrayList<>(4);
        for (int i = 0; i < text.length(); ) {
            int start = i;
            while (i < text.length() && (Character.isDigit(text.charAt(i)) || text.charAt(i) == '-')) {
                i++;
            }
            if (i > start) {
                numbers.add(Integer.valueOf(text.substring(start, i)));
            } else {
                i++;
            }
        }
        return List.copyOf(numbers);
    }

    /** An {@code oidvector} ({@code 1 2 3}); empty for NULL. */
    static List<Long> oids(Row row, String column) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return List.of();
        }
        List<Long> oids = new ArrayList<>(4);
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf(' ', start);
            end = end < 0 ? text.length() : end;
            if (end > start) {
                oids.add(Long.parseLong(text, start, end, 10));
            }
            start = end + 1;
        }
        return List.copyOf(oids);
    }

    /** Puts options such as {@code fillfactor=70} as attributes, each name behind the prefix. */
    static void putOptions(Map<String, String> attributes, String prefix, List<String> options) {
        for (String option : options) {
            int equals = option.indexOf('=');
            attributes.put(
                    prefix + (equals < 0 ? option : option.substring(0, equals)),
                    equals < 0 ? "true" : option.substring(equals + 1));
        }
    }

    /** The names of options such as {@code fillfactor=70}, in their order. */
    static List<String> optionNames(List<String> options) {
        return options.isEmpty()
                ? options
                : options.stream().map(option -> option.split("=", 2)[0]).toList();
    }

    /** The options joined as the server prints them in a column's definition. */
    static String joined(List<String> options) {
        return String.join(", ", options.stream().sorted().toList());
    }

    /** A statement as the server prints it, without a final semicolon or white space. */
    static String withoutSemicolon(String statement) {
        String text = statement.strip();
        return text.endsWith(";") ? text.substring(0, text.length() - 1).stripTrailing() : text;
    }
}
