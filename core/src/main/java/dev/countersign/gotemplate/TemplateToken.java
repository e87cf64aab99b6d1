package dev.countersign.gotemplate;

import dev.countersign.hcl.SourceRange;

/**
 * One token of a template.
 *
 * @param kind what it is
 * @param text its meaning: text with white space trimmed, a string without quotes and escapes, a name without dot or dollar sign
 * @param spaceBefore whether white space stands in front of it, which divides arguments
 * @param range where it stands
 */
record TemplateToken(Kind kind, String text, boolean spaceBefore, SourceRange range) {

    enum Kind {
        /** what is copied as it is */
        TEXT,
        /** the beginning of an action */
        OPEN,
        /** the end of an action */
        CLOSE,
        /** a function or keyword */
        WORD,
        /** {@code .name} */
        FIELD,
        /** {@code .} */
        DOT,
        /** {@code $name}, or {@code $} with an empty name */
        VARIABLE,
        STRING,
        /** a character in single quotes, as the number of its code point */
        CHARACTER,
        NUMBER,
        /** {@code | , ( ) := =} */
        SYMBOL,
        END
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** How a message names it. */
    String describe() {
        return switch (kind) {
            case TEXT -> "text";
            case OPEN -> "{{";
            case CLOSE -> "}}";
            case END -> "the end of the template";
            case STRING -> "a string";
            case CHARACTER -> "a character";
            case WORD, FIELD, DOT, VARIABLE, NUMBER, SYMBOL -> "\"" + range.text() + "\"";
        };
    }
}
