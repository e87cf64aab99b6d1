package dev.countersign.sql.postgres;

import java.util.Locale;
import java.util.Set;

/** PostgreSQL identifiers as SQL text. Quotes only where needed, by the same rule as the server's own {@code quote_ident}. */
public final class Ident {
    /** Every keyword of PostgreSQL 18 whose category is not "unreserved": {@code SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'}. */
    private static final Set<String> KEYWORDS = Set.of("""
            all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean
            both case cast char character check coalesce collate collation column concurrently constraint create
            cross current_catalog current_date current_role current_schema current_time current_timestamp
            current_user dec decimal default deferrable desc distinct do else end except exists extract false
            fetch float for foreign freeze from full grant greatest group grouping having ilike in initially
            inner inout int integer intersect interval into is isnull join json json_array json_arrayagg
            json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value
            lateral leading least left like limit localtime localtimestamp merge_action national natural nchar
            none normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay
            placing position precision primary real references returning right row select session_user setof
            similar smallint some substring symmetric system_user table tablesample then time timestamp to
            trailing treat trim true union unique user using values varchar variadic verbose when where window
            with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
            xmlserialize xmltable
            """.strip().split("\\s+"));

    private Ident() {}

    /**
     * The name as SQL text: bare when the server would read it back unchanged, else quoted; hidden characters become visible escapes
     * ({@code U&"\202E"}).
     *
     * @throws IllegalArgumentException for a name that PostgreSQL cannot store: empty, or with NUL or half a surrogate pair
     */
    public static String quote(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a PostgreSQL name cannot be empty");
        }
        if (isPlain(name)) {
            return name;
        }
        VisibleEscapes.requireStorable(name, "the name");
        if (!VisibleEscapes.anyHidden(name)) {
            return '"' + name.replace("\"", "\"\"") + '"';
        }
        StringBuilder out = new StringBuilder("U&\"");
        name.codePoints().forEach(c -> {
            if (VisibleEscapes.isHidden(c)) {
                out.append("\\%04X".formatted(c));
            } else if (c == '"') {
                out.append("\"\"");
            } else if (c == '\\') {
                out.append("\\\\");
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.append('"').toString();
    }

    /** {@code schema.name}, each part quoted where needed; an empty schema is left out. */
    public static String qualified(String schema, String name) {
        return schema.isEmpty() ? quote(name) : quote(schema) + '.' + quote(name);
    }

    /**
     * The name that an identifier token means: folded to lower case when bare, without quotes and with doubled quotes and {@code U&} escapes resolved
     * when quoted.
     */
    public static String unquote(String token) {
        if (token.length() >= 2 && token.startsWith("\"")) {
            return body(token.substring(1));
        }
        if (token.length() >= 4 && token.regionMatches(true, 0, "U&\"", 0, 3)) {
            return unescape(body(token.substring(3)));
        }
        return foldCase(token);
    }

    /** What the server makes of a bare identifier: ASCII letters in lower case, everything else as it is. */
    private static String foldCase(String token) {
        boolean ascii = token.chars().allMatch(c -> c < 0x80);
        if (ascii) {
            return token.toLowerCase(Locale.ROOT);
        }
        StringBuilder out = new StringBuilder(token.length());
        token.chars().forEach(c -> out.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return out.toString();
    }

    private static String body(String afterQuote) {
        String inner = afterQuote.endsWith("\"") ? afterQuote.substring(0, afterQuote.length() - 1) : afterQuote;
        return inner.replace("\"\"", "\"");
    }

    private static String unescape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.append(c);
                i++;
            } else if (text.startsWith("\\\\", i)) {
                out.append('\\');
                i += 2;
            } else {
                boolean six = text.startsWith("\\+", i);
                int from = six ? i + 2 : i + 1;
                int to = from + (six ? 6 : 4);
                int codePoint = hex(text, from, to);
                if (codePoint < 0) {
                    out.append(c);
                    i++;
                } else {
                    out.appendCodePoint(codePoint);
                    i = to;
                }
            }
        }
        return out.toString();
    }

    private static int hex(String text, int from, int to) {
        if (to > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return Character.isValidCodePoint(value) ? value : -1;
    }

    /** Whether the word must be quoted to be used as a name (reserved, or reserved for types, functions or columns). */
    public static boolean isKeyword(String lowerCaseWord) {
        return KEYWORDS.contains(lowerCaseWord);
    }

    /** Whether every server reads the name back unchanged when it is written without quotes. */
    public static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean ok = (c >= 'a' && c <= 'z') || c == '_' || (i > 0 && c >= '0' && c <= '9');
            if (!ok) {
                return false;
            }
        }
        return !KEYWORDS.contains(name);
    }
}
