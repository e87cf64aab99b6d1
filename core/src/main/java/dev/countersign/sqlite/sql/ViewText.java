package dev.countersign.sqlite.sql;

import java.util.List;

/**
 * What a {@code CREATE VIEW} text says.
 *
 * @param columns the explicit names of its columns as written; empty without any
 * @param query the tokens behind AS
 */
public record ViewText(List<Token> columns, List<Token> query) {
    public ViewText {
        columns = List.copyOf(columns);
        query = List.copyOf(query);
    }

    /**
     * Reads the text that SQLite keeps.
     *
     * @throws UnparsableException when the text is something else
     */
    public static ViewText parse(String sql) {
        TokenCursor in = new TokenCursor(Lexer.tokens(sql));
        in.expect("CREATE");
        if (!in.skip("TEMP")) {
            in.skip("TEMPORARY");
        }
        in.expect("VIEW");
        in.skip("IF", "NOT", "EXISTS");
        in.name();
        if (in.skipSign(".")) {
            in.name();
        }
        List<Token> columns = in.seesSign("(") ? in.inParentheses() : List.of();
        in.expect("AS");
        return new ViewText(columns, withoutEnd(in.rest()));
    }

    /** The tokens without final semicolons. */
    static List<Token> withoutEnd(List<Token> tokens) {
        int size = tokens.size();
        while (size > 0 && tokens.get(size - 1).isSign(";")) {
            size--;
        }
        return tokens.subList(0, size);
    }
}
