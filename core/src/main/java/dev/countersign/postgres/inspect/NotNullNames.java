package dev.countersign.postgres.inspect;

import java.nio.charset.StandardCharsets;

/** Tells names that the server chose for a NOT NULL constraint from names that somebody gave it. */
final class NotNullNames {
    private static final String SUFFIX = "_not_null";
    private static final int MAX_BYTES = 63;

    private NotNullNames() {}

    /**
     * Whether the server could have chosen this name: {@code table_column_not_null}, both parts shortened to fit 63 bytes (rule of
     * {@code makeObjectName}), a number behind it when the name was taken.
     */
    static boolean isAutomatic(String name, String table, String column) {
        int end = name.length();
        while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
            end--;
        }
        String digits = name.substring(end);
        return name.substring(0, end).equals(automatic(table, column, SUFFIX.length() + digits.length()));
    }

    private static String automatic(String table, String column, int suffixLength) {
        int room = MAX_BYTES - suffixLength - 1;
        int tableBytes = bytes(table);
        int columnBytes = bytes(column);
        while (tableBytes + columnBytes > room) {
            if (tableBytes > columnBytes) {
                tableBytes--;
            } else {
                columnBytes--;
            }
        }
        return clip(table, tableBytes) + "_" + clip(column, columnBytes) + SUFFIX;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The longest start of the text that fits the bytes without cutting a character. */
    private static String clip(String text, int maxBytes) {
        StringBuilder clipped = new StringBuilder();
        int used = 0;
        for (int codePoint : text.codePoints().toArray()) {
            String character = Character.toString(codePoint);
            used += bytes(character);
            if (used > maxBytes) {
                break;
            }
            clipped.append(character);
        }
        return clipped.toString();
    }
}
