package dev.countersign.sql.postgres;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Expressions that the server would not read back as it printed them.
 *
 * <ul>
 *   <li>A list of {@code varchar} constants compared with a {@code varchar} column prints as {@code (ARRAY['a'::character varying])::text[]}; reading that,
 *       the parser moves the cast into the elements, and the next inspection sees a difference. A cast in between keeps the form.
 *   <li>A part of a query whose names nobody sees, such as what follows UNION, prints a column that has no name of its own without one:
 *       {@code NULL::integer}. Read back, the column is called after its type, and is printed with that name. The name that the server has for no name keeps
 *       the form.
 * </ul>
 */
public final class StableText {
    private static final Pattern ARRAY = Pattern.compile(
            "\\(ARRAY\\[((?:'(?:[^']|'')*+'::character varying(?:\\([0-9]+\\))?(?:, )?)++)\\]\\)::text\\[\\]");

    private static final Pattern QUERY =
            Pattern.compile("\\s*(?:CREATE (?:OR REPLACE )?(?:TEMPORARY )?(?:MATERIALIZED )?VIEW|SELECT|WITH)\\b");

    private static final String NAME = "(?:\"[^\"]+\"|\\w+)";

    /** A line that is, or ends in, a column of a query, which is cast and has no name. */
    private static final Pattern NAMELESS = Pattern.compile("^(\\s+|.*\\bSELECT (?:DISTINCT )?)"
            + "((?!(?:SELECT|FROM|WHERE|JOIN|LEFT|RIGHT|FULL|CROSS|INNER|GROUP|ORDER|HAVING|LIMIT|OFFSET|FETCH|WHEN|ELSE|END|CASE|UNION|INTERSECT"
            + "|EXCEPT|WINDOW|VALUES|WITH|SET|DO|RETURNING)\\b)\\S.*::" + NAME + "(?:\\." + NAME
            + ")?(?: (?:precision|varying))?(?:\\(\\d+(?:,\\d+)?\\))?(?: with(?:out)? time zone)?(?:\\[\\])*)(,?)$");

    private StableText() {}

    /** The SQL in a form that the server keeps; for texts that it takes apart, so not for the bodies of routines. */
    public static String of(String sql) {
        String lists = sql.contains(")::text[]")
                ? ARRAY.matcher(sql).replaceAll("(ARRAY[$1]::character varying[])::text[]")
                : sql;
        return lists.contains("::") && QUERY.matcher(lists).lookingAt() ? named(lists) : lists;
    }

    private static String named(String sql) {
        boolean[] quoted = {false};
        return Arrays.stream(sql.split("\n", -1))
                .map(line -> {
                    boolean inside = quoted[0];
                    quoted[0] ^= line.chars().filter(c -> c == '\'').count() % 2 == 1;
                    return inside || quoted[0] ? line : namedColumn(line);
                })
                .collect(Collectors.joining("\n"));
    }

    private static String namedColumn(String line) {
        Matcher column = NAMELESS.matcher(line);
        return column.matches() ? column.group(1) + column.group(2) + " AS \"?column?\"" + column.group(3) : line;
    }
}
