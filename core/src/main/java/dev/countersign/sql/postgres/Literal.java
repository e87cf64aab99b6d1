package dev.countersign.sql.postgres;

/** PostgreSQL string literals, safe for any text whatever {@code standard_conforming_strings} says. */
public final class Literal {
    private Literal() {}

    /**
     * The text as a literal: {@code '…'}, or {@code E'…'} when it holds a backslash or a character that a reviewer could not see.
     *
     * @throws IllegalArgumentException for text that PostgreSQL cannot store: with NUL or half a surrogate pair
     */
    public static String quote(String text) {
        VisibleEscapes.requireStorable(text, "the text");
        if (text.indexOf('\\') < 0 && !VisibleEscapes.anyHidden(text)) {
            return '\'' + text.replace("'", "''") + '\'';
        }
        StringBuilder out = new StringBuilder("E'");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\'' -> out.append("''");
                case '\\' -> out.append("\\\\");
                case '\r' -> out.append("\\r");
                default -> {
                    if (VisibleEscapes.isHidden(c)) {
                        out.append("\\u%04X".formatted(c));
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        return out.append('\'').toString();
    }

    /**
     * The text between dollar quotes, for bodies of functions: {@code $$…$$}, or with the first of the tags {@code $body$}, {@code $body1$} … that the
     * text does not hold. Text with hidden characters falls back to {@link #quote}.
     */
    public static String dollarQuote(String text) {
        VisibleEscapes.requireStorable(text, "the text");
        if (VisibleEscapes.anyHidden(text)) {
            return quote(text);
        }
        String tag = "$$";
        for (int n = 0; closesEarly(text, tag); n++) {
            tag = n == 0 ? "$body$" : "$body" + n + "$";
        }
        return tag + text + tag;
    }

    /** A text that ends with the beginning of the tag would close one character early. */
    private static boolean closesEarly(String text, String tag) {
        return (text + tag).indexOf(tag) < text.length();
    }
}
