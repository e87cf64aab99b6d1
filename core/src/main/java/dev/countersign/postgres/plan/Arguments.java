package dev.countersign.postgres.plan;

import dev.countersign.sql.postgres.Cut;

/** Takes apart an argument as {@code pg_get_function_arguments} prints it. */
final class Arguments {
    private static final String DEFAULT = " DEFAULT ";

    private Arguments() {}

    static boolean hasDefault(String argument) {
        return Cut.find(argument, DEFAULT, 0) >= 0;
    }

    static String withoutDefault(String argument) {
        int at = Cut.find(argument, DEFAULT, 0);
        return at < 0 ? argument : argument.substring(0, at);
    }
}
