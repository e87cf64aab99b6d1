package dev.countersign.sql.postgres;

import java.util.regex.Pattern;

/**
 * Expressions that the server would not read back as it printed them. A list of {@code varchar} constants compared with a {@code varchar} column prints as
 * {@code (ARRAY['a'::character varying])::text[]}; reading that, the parser moves the cast into the elements, and the next inspection sees a difference. A
 * cast in between keeps the form.
 */
public final class StableText {
    private static final Pattern ARRAY = Pattern.compile(
            "\\(ARRAY\\[((?:'(?:[^']|'')*+'::character varying(?:\\([0-9]+\\))?(?:, )?)++)\\]\\)::text\\[\\]");

    private StableText() {}

    /** The SQL in a form that the server keeps; for texts that it takes apart, so not for the bodies of routines. */
    public static String of(String sql) {
        return sql.contains(")::text[]")
                ? ARRAY.matcher(sql).replaceAll("(ARRAY[$1]::character varying[])::text[]")
                : sql;
    }
}
