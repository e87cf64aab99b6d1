package dev.countersign.lint;

import dev.countersign.catalog.ObjectRef;

/** Finds the piece of a statement's text that a finding is about. */
public final class Locator {
    private Locator() {}

    /** Where the object's own name stands in the text, quoted or not; the statement's first word when it is not written there. */
    public static TextRange of(String sql, ObjectRef ref) {
        return name(sql, ref.name());
    }

    /** Where the name stands as an identifier of its own, outside strings and comments; a quoted spelling wins over an unquoted one. */
    public static TextRange name(String sql, String name) {
        TextRange unquoted = firstWord(sql);
        boolean found = false;
        for (int at = skipQuoted(sql, 0); at < sql.length(); at = skipQuoted(sql, at)) {
            if (sql.charAt(at) == '"') {
                int end = endOfQuoted(sql, at);
                if (sql.substring(at + 1, Math.max(at + 1, end - 1))
                        .replace("\"\"", "\"")
                        .equals(name)) {
                    return new TextRange(at, end - at);
                }
                at = end;
            } else if (Character.isJavaIdentifierStart(sql.charAt(at))) {
                int end = at;
                while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
                    end++;
                }
                if (!found && sql.substring(at, end).equalsIgnoreCase(name)) {
                    unquoted = new TextRange(at, end - at);
                    found = true;
                }
                at = end;
            } else {
                at++;
            }
        }
        return unquoted;
    }

    /** The first word of the statement, behind comments. */
    public static TextRange firstWord(String sql) {
        int at = skipQuoted(sql, 0);
        while (at < sql.length() && !Character.isLetter(sql.charAt(at))) {
            at = skipQuoted(sql, at + 1);
        }
        int end = at;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        return at >= sql.length() ? new TextRange(0, sql.length()) : new TextRange(at, end - at);
    }

    /** The position behind comments and string constants that start here. */
    private static int skipQuoted(String sql, int from) {
        int at = from;
        while (at < sql.length()) {
            if (sql.startsWith("--", at)) {
                int newline = sql.indexOf('\n', at);
                at = newline < 0 ? sql.length() : newline + 1;
            } else if (sql.startsWith("/*", at)) {
                int end = sql.indexOf("*/", at + 2);
                at = end < 0 ? sql.length() : end + 2;
            } else if (sql.charAt(at) == '\'') {
                int end = sql.indexOf('\'', at + 1);
                at = end < 0 ? sql.length() : end + 1;
            } else {
                return at;
            }
        }
        return at;
    }

    private static int endOfQuoted(String sql, int from) {
        int at = from + 1;
        while (at < sql.length()) {
            if (sql.charAt(at) == '"') {
                if (at + 1 < sql.length() && sql.charAt(at + 1) == '"') {
                    at++;
                } else {
                    return at + 1;
                }
            }
            at++;
        }
        return sql.length();
    }
}
