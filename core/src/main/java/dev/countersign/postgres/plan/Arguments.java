package dev.countersign.postgres.plan;

import java.util.ArrayList;
import java.util.List;

/** Takes apart argument lists as {@code pg_get_function_arguments} prints them. */
final class Arguments {
    private static final String DEFAULT = " DEFAULT ";

    private Arguments() {}

    static List<String> of(String list) {
        List<String> result = new ArrayList<>();
        int depth = 0;
        char quote = 0;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(' || c == '[') {
                depth++;
            } else if (c == ')' || c == ']') {
                depth--;
            } else if (c == ',' && depth == 0) {
                result.add(list.substring(start, i).strip());
                start = i + 1;
            }
        }
        if (!list.isBlank()) {
            result.add(list.substring(start).strip());
        }
        return result;
    }

    static boolean hasDefault(String argument) {
        return argument.contains(DEFAULT);
    }

    static String withoutDefault(String argument) {
        int at = argument.indexOf(DEFAULT);
        return at < 0 ? argument : argument.substring(0, at);
    }
}
