package dev.countersign.postgres.plan;

import dev.countersign.sql.postgres.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code BETWEEN} and comparisons of rows in what the server prints. It prints them as comparisons in brackets of their own, and reads those as part of the
 * conjunction around them, so that a condition written from such a text is printed otherwise than its model for ever ({@code makeAndExpr} in the server's grammar
 * flattens what is on the left). Written as what they were, they are read as they were.
 */
final class Ranges {
    private static final Pattern DOLLAR = Pattern.compile("\\$[\\p{L}_]*\\$");

    private Ranges() {}

    /** The statement with such comparisons where only they are printed as they were; function bodies and texts are left alone. */
    static String kept(String sql) {
        if (!sql.contains(")) AND ") && !sql.contains(")) OR ")) {
            return sql;
        }
        StringBuilder result = new StringBuilder();
        int at = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            int next = at + 1;
            if (c == '\'' || c == '"') {
                next = Cut.skip(sql, at);
            } else if (c == '$') {
                next = behindBody(sql, at);
            } else if (c == '(') {
                int end = Cut.skip(sql, at);
                Optional<String> comparison = comparison(sql, at, end);
                if (comparison.isPresent()) {
                    result.append(comparison.get());
                    at = end;
                    continue;
                }
            }
            result.append(sql, at, next);
            at = next;
        }
        return result.toString();
    }

    private static int behindBody(String sql, int at) {
        Matcher tag = DOLLAR.matcher(sql).region(at, sql.length());
        if (!tag.lookingAt()) {
            return at + 1;
        }
        int end = sql.indexOf(tag.group(), tag.end());
        return end < 0 ? sql.length() : end + tag.group().length();
    }

    /** What the bracketed text was, if something of the same kind follows it. */
    private static Optional<String> comparison(String sql, int at, int end) {
        String group = sql.substring(at, end);
        if (sql.startsWith(" AND ", end)) {
            return range(group, " AND ", " >= ", " <= ", " BETWEEN ").or(() -> rows(group, " AND ", " = "));
        }
        return sql.startsWith(" OR ", end)
                ? range(group, " OR ", " < ", " > ", " NOT BETWEEN ")
                        .or(() -> rows(group, " OR ", " <> "))
                        .or(() -> rows(group, " OR ", " IS DISTINCT FROM "))
                : Optional.empty();
    }

    /** {@code ((a = x) AND (b = y))} as {@code (ROW(a, b) = ROW(x, y))}. */
    private static Optional<String> rows(String group, String word, String operator) {
        List<String> left = new ArrayList<>();
        List<String> right = new ArrayList<>();
        String inner = Cut.bare(group);
        int at = 0;
        while (at < inner.length()) {
            int end = inner.charAt(at) == '(' ? Cut.skip(inner, at) : at;
            boolean goesOn = inner.startsWith(word, end);
            String member = Cut.bare(inner.substring(at, end));
            int split = Cut.find(member, operator, 0);
            if (split < 0 || !goesOn && end < inner.length()) {
                return Optional.empty();
            }
            left.add(member.substring(0, split));
            right.add(member.substring(split + operator.length()));
            at = goesOn ? end + word.length() : end;
        }
        return left.size() < 2
                ? Optional.empty()
                : Optional.of(
                        "(ROW(" + String.join(", ", left) + ")" + operator + "ROW(" + String.join(", ", right) + "))");
    }

    /** {@code ((x >= a) AND (x <= b))} as {@code (x BETWEEN a AND b)}. */
    private static Optional<String> range(String group, String word, String lower, String upper, String between) {
        String inner = Cut.bare(group);
        if (!inner.startsWith("(")) {
            return Optional.empty();
        }
        int middle = Cut.skip(inner, 0);
        String right = inner.substring(Math.min(inner.length(), middle + word.length()));
        if (!inner.startsWith(word, middle) || !Cut.isBracketed(right)) {
            return Optional.empty();
        }
        String low = Cut.bare(inner.substring(0, middle));
        String high = Cut.bare(right);
        int split = Cut.find(low, lower, 0);
        if (split < 0) {
            return Optional.empty();
        }
        String value = low.substring(0, split);
        return high.startsWith(value + upper)
                ? Optional.of("(" + value + between + low.substring(split + lower.length()) + " AND "
                        + high.substring(value.length() + upper.length()) + ")")
                : Optional.empty();
    }
}
