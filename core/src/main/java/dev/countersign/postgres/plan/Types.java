package dev.countersign.postgres.plan;

import java.util.Optional;
import java.util.Set;

/** What is known of built-in types by name, as far as changing a column's type needs it (source: {@code pg_cast} of a fresh server). */
final class Types {
    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");
    private static final Set<String> NUMBERS =
            Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision");
    private static final Set<String> TEXTS =
            Set.of("text", "character varying", "character", "name", "bpchar", "\"char\"");
    private static final Set<String> TIMES = Set.of("date", "timestamp without time zone", "timestamp with time zone");

    private static final Set<String> WHOLE = Set.of("integer", "bigint");
    private static final String BITS = "bit";
    private static final String BOOLEAN = "boolean";
    private static final String MONEY = "money";

    private Types() {}

    /** The type without modifiers in parentheses. */
    static String base(String type) {
        int open = type.indexOf('(');
        if (open < 0) {
            return type;
        }
        int close = type.indexOf(')', open);
        return (type.substring(0, open) + type.substring(close + 1))
                .replace("  ", " ")
                .strip();
    }

    static boolean sameText(String left, String right) {
        return left.equals(right);
    }

    /** Whether conditions and comparisons written for one type also read for the other. */
    static boolean sameFamily(String before, String after) {
        String left = base(before);
        String right = base(after);
        return left.equals(right)
                || NUMBERS.contains(left) && NUMBERS.contains(right)
                || TEXTS.contains(left) && TEXTS.contains(right)
                || TIMES.contains(left) && TIMES.contains(right);
    }

    /** Whether the server turns the default into the new type by itself and prints it as if it had been written for that type. */
    static boolean keepsDefault(String before, String after, String expression) {
        return base(before).equals(base(after))
                || INTEGERS.contains(base(before))
                        && NUMBERS.contains(base(after))
                        && (expression.startsWith("nextval(")
                                || expression.chars().allMatch(Character::isDigit));
    }

    /** The expression that turns old values into the new type, empty when the server finds one by itself. */
    static String using(String column, String before, String after) {
        String left = base(before);
        String right = base(after);
        if (left.equals(right) || areAll(NUMBERS, left, right) || areAll(TIMES, left, right) || TEXTS.contains(right)) {
            return "";
        }
        Optional<String> special = special(column, left, right, after);
        if (special.isPresent()) {
            return " USING " + special.get();
        }
        boolean direct = TEXTS.contains(left)
                || left.startsWith("json")
                        && (NUMBERS.contains(right) || right.equals("boolean") || right.startsWith("json"))
                || TIMES.contains(left) && right.startsWith("time ")
                || left.equals("interval") && right.startsWith("time ")
                || WHOLE.contains(left) && right.equals(BITS)
                || left.equals(BITS) && WHOLE.contains(right);
        if (direct) {
            return " USING " + column + "::" + after;
        }
        if (left.endsWith("[]") && right.endsWith("[]")) {
            return " USING " + column + (isTexts(right) ? "::text[]" : "::text[]::" + after);
        }
        return " USING " + column + "::text::" + after;
    }

    /** Where the text of a value is not that of the value in the new type, or says something else there. */
    private static Optional<String> special(String column, String left, String right, String after) {
        if (left.equals(MONEY) && NUMBERS.contains(right)) {
            return Optional.of(column + "::numeric::" + after);
        }
        if (NUMBERS.contains(left) && right.equals(MONEY)) {
            return Optional.of(column + "::numeric::" + after);
        }
        if (left.equals(BOOLEAN) && NUMBERS.contains(right)) {
            return Optional.of(column + "::integer::" + after);
        }
        if (NUMBERS.contains(left) && right.equals(BOOLEAN)) {
            return Optional.of(column + " <> 0");
        }
        if (right.startsWith("json") && !left.startsWith("json") && !TEXTS.contains(left)) {
            return Optional.of("pg_catalog.to_" + right + "(" + column + ")");
        }
        if (right.endsWith("[]") && !left.endsWith("[]")) {
            String array = isTexts(right) ? "text[]" : after;
            String one = "WHEN " + column + " IS NOT NULL THEN ARRAY[" + column + "]::" + array + " END";
            if (TEXTS.contains(left)) {
                return Optional.of("CASE WHEN " + column + " LIKE '{%}' THEN " + column + "::" + array + " " + one);
            }
            return sameFamily(left, right.substring(0, right.length() - 2))
                    ? Optional.of("CASE " + one)
                    : Optional.empty();
        }
        return Optional.empty();
    }

    /** Whether both types are among these, or both are arrays of such. */
    private static boolean areAll(Set<String> types, String left, String right) {
        return left.endsWith("[]") && right.endsWith("[]")
                ? types.contains(left.substring(0, left.length() - 2))
                        && types.contains(right.substring(0, right.length() - 2))
                : types.contains(left) && types.contains(right);
    }

    /** An array of texts: what is too long is refused when it is assigned, and cut off when it is cast. */
    private static boolean isTexts(String type) {
        return type.endsWith("[]") && TEXTS.contains(type.substring(0, type.length() - 2));
    }
}
