package dev.countersign.sqlite.sql;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads which table a statement writes rows of. */
public final class WriteText {
    private static final Set<String> WRITING = Set.of("INSERT", "REPLACE", "UPDATE", "DELETE");

    private WriteText() {}

    /** The tables of which it may write rows, folded; behind WITH everything that it names. */
    public static Set<String> tables(String sql) {
        try {
            List<Token> tokens = Lexer.tokens(sql);
            if (tokens.isEmpty()) {
                return Set.of();
            }
            Token first = tokens.getFirst();
            if (first.is("WITH")) {
                return tokens.stream()
                        .filter(Token::canName)
                        .map(t -> Token.fold(t.name()))
                        .collect(Collectors.toSet());
            }
            return WRITING.stream().anyMatch(first::is)
                    ? Set.of(Token.fold(written(new TokenCursor(tokens))))
                    : Set.of();
        } catch (UnparsableException e) {
            return Set.of();
        }
    }

    private static String written(TokenCursor statement) {
        statement.next();
        if (statement.skip("OR")) {
            statement.next();
        }
        if (!statement.skip("INTO")) {
            statement.skip("FROM");
        }
        String name = statement.name();
        return statement.skipSign(".") ? statement.name() : name;
    }
}
