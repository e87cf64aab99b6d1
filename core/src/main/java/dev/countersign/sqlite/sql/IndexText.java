package dev.countersign.sqlite.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a {@code CREATE INDEX} text says.
 *
 * @param where the tokens of the condition; empty for a whole index
 */
public record IndexText(boolean unique, String table, List<Part> parts, List<Token> where) {
    public IndexText {
        parts = List.copyOf(parts);
        where = List.copyOf(where);
    }

    /** One key part: a column's name or an expression. */
    public record Part(List<Token> tokens, Optional<String> collation, boolean descending) {
        public Part {
            tokens = List.copyOf(tokens);
        }

        /** The name, when the part is just that. */
        public Optional<String> column() {
            return tokens.size() == 1 && tokens.getFirst().canName()
                    ? Optional.of(tokens.getFirst().name())
                    : Optional.empty();
        }

        /** What stands behind the column or expression. */
        public String options() {
            return new TableText.KeyPart("", collation, descending).options();
        }
    }

    /**
     * Reads the text that SQLite keeps.
     *
     * @throws UnparsableException when the text is something else
     */
    public static IndexText parse(String sql) {
        TokenCursor in = new TokenCursor(Lexer.tokens(sql));
        in.expect("CREATE");
        boolean unique = in.skip("UNIQUE");
        in.expect("INDEX");
        in.skip("IF", "NOT", "EXISTS");
        in.name();
        if (in.skipSign(".")) {
            in.name();
        }
        in.expect("ON");
        String table = in.name();
        List<Part> parts = new ArrayList<>();
        for (List<Token> item : TokenCursor.items(in.inParentheses())) {
            parts.add(part(item));
        }
        List<Token> where = List.of();
        if (in.skip("WHERE")) {
            where = new ArrayList<>(in.rest());
            while (!where.isEmpty() && where.getLast().isSign(";")) {
                where.removeLast();
            }
        }
        if (!in.skipSign(";") && !in.atEnd()) {
            throw new UnparsableException("an index has more than a condition");
        }
        return new IndexText(unique, table, parts, where);
    }

    private static Part part(List<Token> item) {
        List<Token> tokens = new ArrayList<>(item);
        boolean descending = !tokens.isEmpty() && tokens.getLast().is("DESC");
        if (descending || !tokens.isEmpty() && tokens.getLast().is("ASC")) {
            tokens.removeLast();
        }
        Optional<String> collation = Optional.empty();
        int size = tokens.size();
        if (size > 2 && tokens.get(size - 2).is("COLLATE")) {
            collation = Optional.of(tokens.getLast().name());
            tokens = tokens.subList(0, size - 2);
        }
        if (tokens.isEmpty()) {
            throw new UnparsableException("a part of an index is empty");
        }
        return new Part(tokens, collation, descending);
    }
}
