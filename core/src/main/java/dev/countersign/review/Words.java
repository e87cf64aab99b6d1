package dev.countersign.review;

import java.util.List;
import java.util.stream.Collectors;

/** How sentences of an outcome count and list. */
final class Words {
    private static final int NAMED = 12;

    private Words() {}

    /** The first names, and how many more there are. */
    static String named(List<String> names) {
        String shown = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() > NAMED ? shown + " and " + (names.size() - NAMED) + " more" : shown;
    }

    static String counted(long number, String singular) {
        return number + " " + (number == 1 ? singular : plural(singular));
    }

    /** Kinds come in the server's words: {@code policy}, {@code index}, {@code operator class}. */
    private static String plural(String singular) {
        if (singular.endsWith("privileges") || singular.endsWith("statistics")) {
            return singular;
        }
        if (singular.endsWith("y")) {
            return singular.substring(0, singular.length() - 1) + "ies";
        }
        return singular + (singular.endsWith("s") || singular.endsWith("x") ? "es" : "s");
    }
}
