package dev.countersign.postgres.name;

import java.util.function.Predicate;

/** The name that the server itself gives to a constraint: both parts shortened alike until all fits (rule of {@code makeObjectName}). */
public final class ServersName {
    private ServersName() {}

    /** The first such name that is free. */
    public static String of(String table, String column, String suffix, Predicate<String> taken) {
        for (int number = 0; ; number++) {
            String name = joined(table, column, number == 0 ? suffix : suffix + number);
            if (!taken.test(name)) {
                return name;
            }
        }
    }

    /** The name of a domain's NOT NULL constraint, as far as it is free. */
    public static String ofNotNull(String domain) {
        String end = "_not_null";
        return NameLength.clipped(domain, NameLength.MAX_BYTES - end.length()) + end;
    }

    /** Whether the server could have chosen this name, with a number behind it when the first was taken, so that nobody needs to have given it. */
    public static boolean isOne(String name, String table, String column, String suffix) {
        int end = name.length();
        while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
            end--;
        }
        String number = name.substring(end);
        return name.equals(joined(table, column, suffix + number));
    }

    private static String joined(String table, String column, String end) {
        int room = NameLength.MAX_BYTES - end.length() - 1;
        if (NameLength.MAX_BYTES_OF_UNIT * (table.length() + column.length()) <= room) {
            return table + "_" + column + end;
        }
        int tableBytes = NameLength.bytes(table);
        int columnBytes = NameLength.bytes(column);
        while (tableBytes + columnBytes > room) {
            if (tableBytes > columnBytes) {
                tableBytes--;
            } else {
                columnBytes--;
            }
        }
        return NameLength.clipped(table, tableBytes) + "_" + NameLength.clipped(column, columnBytes) + end;
    }
}
