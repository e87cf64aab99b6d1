package dev.countersign.sql;

/**
 * A piece of SQL text. The tokens of a script cover it without gaps.
 *
 * @param kind what it is
 * @param offset where it starts, in characters from the start of the script
 * @param length how long it is, in characters
 * @param terminated false for a quote or comment that is still open at the end of the text
 */
public record Token(Kind kind, int offset, int length, boolean terminated) {
    /** What a token is. */
    public enum Kind {
        WHITESPACE,
        /** {@code -- …} or a (nested) block comment. */
        COMMENT,
        /** A word that SQL gives a meaning in most places. */
        KEYWORD,
        IDENTIFIER,
        QUOTED_IDENTIFIER,
        /** In single quotes with any prefix, or in dollar quotes. */
        STRING,
        NUMBER,
        /** {@code $1}. */
        PARAMETER,
        OPERATOR,
        /** Parentheses, brackets, comma, dot. */
        PUNCTUATION,
        /** What ends a statement: a semicolon, or the script's own delimiter. */
        DELIMITER,
        /** A line for psql, such as {@code \restrict}. */
        META_COMMAND,
        /** The lines after {@code COPY … FROM stdin;} up to and including {@code \.}. */
        COPY_DATA
    }

    /** Where it ends, in characters from the start of the script. */
    public int end() {
        return offset + length;
    }

    /** Whether the engine would act on it. */
    public boolean significant() {
        return kind != Kind.WHITESPACE && kind != Kind.COMMENT;
    }

    /** Its text. */
    public String in(String script) {
        return script.substring(offset, end());
    }

    /** Whether it is this word, in any case and without quotes. */
    public boolean isWord(String script, String word) {
        return (kind == Kind.KEYWORD || kind == Kind.IDENTIFIER)
                && length == word.length()
                && script.regionMatches(true, offset, word, 0, length);
    }

    /** Whether it is exactly this sign. */
    public boolean isSign(String script, char sign) {
        return length == 1 && script.charAt(offset) == sign && kind != Kind.IDENTIFIER;
    }

    /** Whether it can be a name. */
    public boolean isName() {
        return kind == Kind.IDENTIFIER || kind == Kind.QUOTED_IDENTIFIER || kind == Kind.KEYWORD;
    }
}
