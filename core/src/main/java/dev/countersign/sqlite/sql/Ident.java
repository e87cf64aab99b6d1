package dev.countersign.sqlite.sql;

/** Writes names. */
public final class Ident {
    private Ident() {}

    /** The name in double quotes unless it needs none. */
    public static String quote(String name) {
        return isPlain(name) ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A string literal. */
    public static String literal(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }

    /** The name that no other in the schema may have, because objects whose names start like this are SQLite's own. */
    public static boolean isInternal(String name) {
        return Token.fold(name).startsWith("sqlite_");
    }

    private static boolean isPlain(String name) {
        if (name.isEmpty() || Keywords.isKeyword(name)) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !"true".equalsIgnoreCase(name) && !"false".equalsIgnoreCase(name);
    }
}
