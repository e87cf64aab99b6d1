package dev.countersign.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters {@code $1, $2, ...} of a query, written for JDBC. A query without them is left as it is, with its own question marks.
 *
 * @param text the query for JDBC
 * @param order the number of the argument for each question mark; empty for a query that has no numbers
 * @param marks question marks of a query that has no numbers
 */
record QueryParameters(String text, List<Integer> order, int marks) {
    private static final Pattern PART = Pattern.compile(
            "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|/\\*.*?\\*/|\\$([A-Za-z_]\\w*)?\\$.*?\\$\\1\\$|\\$(\\d{1,3})|\\?",
            Pattern.DOTALL);

    QueryParameters {
        order = List.copyOf(order);
    }

    boolean numbered() {
        return !order.isEmpty();
    }

    int count() {
        return numbered() ? order.stream().mapToInt(Integer::intValue).max().orElse(0) : marks;
    }

    static QueryParameters in(String sql) {
        List<Integer> order = new ArrayList<>();
        int marks = 0;
        StringBuilder text = new StringBuilder();
        Matcher part = PART.matcher(sql);
        while (part.find()) {
            if (part.group(2) != null) {
                order.add(Integer.parseInt(part.group(2)));
                part.appendReplacement(text, "?");
            } else {
                marks += part.group().equals("?") ? 1 : 0;
                part.appendReplacement(text, Matcher.quoteReplacement(part.group()));
            }
        }
        part.appendTail(text);
        return order.isEmpty()
                ? new QueryParameters(sql, order, marks)
                : new QueryParameters(text.toString(), order, 0);
    }
}
