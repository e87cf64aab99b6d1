package dev.countersign.lint.analyzers;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads check constraints as the server prints them. */
public final class Checks {
    private Checks() {}

    /** Whether a validated check already keeps NULL out of the column: it is, or has as one of its AND-ed terms, {@code column IS NOT NULL}. */
    public static boolean excludeNull(Catalog catalog, ObjectRef table, String column) {
        return catalog.tableObjects(table).stream()
                .filter(CheckConstraint.class::isInstance)
                .map(CheckConstraint.class::cast)
                .filter(CheckConstraint::validated)
                .flatMap(c -> condition(c.definition()).stream())
                .flatMap(c -> terms(c).stream())
                .anyMatch(term -> isNotNull(term, column));
    }

    /** The condition inside {@code CHECK (...)}. */
    public static Optional<String> condition(String definition) {
        int open = definition.indexOf('(');
        if (open < 0 || !definition.substring(0, open).strip().equalsIgnoreCase("CHECK")) {
            return Optional.empty();
        }
        int close = matching(definition, open);
        return close < 0 ? Optional.empty() : Optional.of(definition.substring(open + 1, close));
    }

    private static boolean isNotNull(String term, String column) {
        String bare = unwrapped(term);
        String suffix = " IS NOT NULL";
        if (!bare.toUpperCase(Locale.ROOT).endsWith(suffix)) {
            return false;
        }
        String name = bare.substring(0, bare.length() - suffix.length()).strip();
        return name.equals(column) || name.equals('"' + column.replace("\"", "\"\"") + '"');
    }

    private static List<String> terms(String condition) {
        String bare = unwrapped(condition);
        List<String> terms = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (c == '\'') {
                i = Math.max(i, bare.indexOf('\'', i + 1));
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (depth == 0 && bare.regionMatches(true, i, " OR ", 0, 4)) {
                return List.of();
            } else if (depth == 0 && bare.regionMatches(true, i, " AND ", 0, 5)) {
                terms.add(bare.substring(start, i));
                start = i + 5;
            }
        }
        terms.add(bare.substring(start));
        return terms;
    }

    private static String unwrapped(String text) {
        String bare = text.strip();
        while (bare.startsWith("(") && matching(bare, 0) == bare.length() - 1) {
            bare = bare.substring(1, bare.length() - 1).strip();
        }
        return bare;
    }

    /** The position of the parenthesis that closes the one at {@code open}, outside strings; -1 if there is none. */
    private static int matching(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                int end = text.indexOf('\'', i + 1);
                if (end < 0) {
                    return -1;
                }
                i = end;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
