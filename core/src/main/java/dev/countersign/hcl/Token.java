package dev.countersign.hcl;

/**
 * One token of an HCL text.
 *
 * @param kind what it is
 * @param text identifier, number or symbol as written; for {@link Kind#LITERAL} the text with escapes resolved
 * @param trim whether the template marker carries a {@code ~}
 * @param range where it stands
 */
record Token(Kind kind, String text, boolean trim, SourceRange range) {

    enum Kind {
        IDENTIFIER,
        NUMBER,
        SYMBOL,
        NEWLINE,
        QUOTE_OPEN,
        QUOTE_CLOSE,
        HEREDOC_OPEN,
        HEREDOC_CLOSE,
        /** literal text inside a template */
        LITERAL,
        /** <code>${</code> */
        INTERPOLATION,
        /** <code>%{</code> */
        CONTROL,
        /** the brace that closes an interpolation or a control */
        TEMPLATE_END,
        END
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.IDENTIFIER && text.equals(word);
    }

    /** How a message names this token. */
    String describe() {
        return switch (kind) {
            case NEWLINE -> "the end of the line";
            case END -> "the end of the file";
            case LITERAL -> "text";
            case QUOTE_OPEN, QUOTE_CLOSE -> "\"";
            case HEREDOC_OPEN, HEREDOC_CLOSE -> "a heredoc";
            case INTERPOLATION -> "${";
            case CONTROL -> "%{";
            case TEMPLATE_END -> "}";
            case IDENTIFIER, NUMBER, SYMBOL ->
                "\"" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "\"";
        };
    }
}
