package dev.countersign.sqlite.sql;

import java.util.Locale;

/**
 * A token of SQL text; whitespace and comments are none.
 *
 * @param text exactly as written
 */
public record Token(Kind kind, String text) {

    /** What a token is by SQLite's lexical rules. */
    public enum Kind {
        /** A bare word: a keyword or a name. */
        WORD,
        /** A name in double quotes; a string where no such name exists. */
        QUOTED,
        /** A name in brackets or backticks. */
        BRACKETED,
        STRING,
        BLOB,
        NUMBER,
        PARAMETER,
        OPERATOR
    }

    /** Whether it is this bare keyword, given in upper case. */
    public boolean is(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    /** Whether it is this operator or punctuation mark. */
    public boolean isSign(String sign) {
        return kind == Kind.OPERATOR && text.equals(sign);
    }

    /** Whether it can be a name: a word or something quoted; SQLite takes strings too. */
    public boolean canName() {
        return kind == Kind.WORD || kind == Kind.QUOTED || kind == Kind.BRACKETED || kind == Kind.STRING;
    }

    /** The name that it means, without quotes. */
    public String name() {
        return switch (kind) {
            case QUOTED, STRING -> inner(text.charAt(0));
            case BRACKETED -> text.charAt(0) == '[' ? text.substring(1, text.length() - 1) : inner('`');
            case WORD, BLOB, NUMBER, PARAMETER, OPERATOR -> text;
        };
    }

    private String inner(char quote) {
        return text.substring(1, text.length() - 1).replace("" + quote + quote, "" + quote);
    }

    /** ASCII letters in lower case, everything else as it is: names that fold alike are the same name to SQLite. */
    public static String fold(String name) {
        boolean ascii = name.chars().allMatch(c -> c < 0x80);
        if (ascii) {
            return name.toLowerCase(Locale.ROOT);
        }
        StringBuilder folded = new StringBuilder(name.length());
        name.chars().forEach(c -> folded.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return folded.toString();
    }
}
