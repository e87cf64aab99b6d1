package dev.countersign.postgres.plan;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** The name that the server itself gives to a constraint: both parts shortened alike until all fits (rule of {@code makeObjectName}). */
final class ServersName {
    private static final int MAX_BYTES = 63;

    private ServersName() {}

    /** The first such name that is free. */
    static String of(String table, String column, String suffix, Predicate<String> taken) {
        for (int number = 0; ; number++) {
            String name = joined(table, column, number == 0 ? suffix : suffix + number);
            if (!taken.test(name)) {
                return name;
            }
        }
    }

    private static String joined(String table, String column, String end) {
        int room = MAX_BYTES - end.length() - 1;
        int tableBytes = bytes(table);
        int columnBytes = bytes(column);
        while (tableBytes + columnBytes > room) {
            if (tableBytes > columnBytes) {
                tableBytes--;
            } else {
                columnBytes--;
            }
        }
        return FreeName.clipped(table, tableBytes) + "_" + FreeName.clipped(column, columnBytes) + end;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
