package dev.countersign.sqlite.sql;

import dev.countersign.sqlite.sql.Token.Kind;

/**
 * What a {@code CREATE VIRTUAL TABLE} text says. The arguments are the module's own language, so they stay as written but for white space.
 *
 * @param arguments without the parentheses around them; empty without any
 */
public record VirtualText(String module, String arguments) {

    /**
     * Reads the text that SQLite keeps.
     *
     * @throws UnparsableException when the text is something else
     */
    public static VirtualText parse(String sql) {
        TokenCursor in = new TokenCursor(Lexer.tokens(sql));
        in.expect("CREATE", "VIRTUAL", "TABLE");
        in.skip("IF", "NOT", "EXISTS");
        in.name();
        if (in.skipSign(".")) {
            in.name();
        }
        in.expect("USING");
        String module = in.name();
        int open = opening(sql);
        int close = sql.lastIndexOf(')');
        return new VirtualText(module, open < 0 || close < open ? "" : collapsed(sql.substring(open + 1, close)));
    }

    /** Where the first parenthesis outside quotes is. */
    private static int opening(String sql) {
        int at = 0;
        for (Token token : Lexer.tokens(sql)) {
            at = sql.indexOf(token.text(), at);
            if (token.kind() == Kind.OPERATOR && token.isSign("(")) {
                return at;
            }
            at += token.text().length();
        }
        return -1;
    }

    private static String collapsed(String text) {
        StringBuilder collapsed = new StringBuilder();
        char quote = 0;
        for (char c : text.strip().toCharArray()) {
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"' || c == '`') {
                quote = c;
            } else if (Character.isWhitespace(c)) {
                if (collapsed.charAt(collapsed.length() - 1) == ' ') {
                    continue;
                }
                collapsed.append(' ');
                continue;
            }
            collapsed.append(c);
        }
        return collapsed.toString();
    }

    /** The statement that makes it. */
    public String create(String name) {
        return "CREATE VIRTUAL TABLE " + Ident.quote(name) + " USING " + module
                + (arguments.isEmpty() ? "" : "(" + arguments + ")");
    }
}
