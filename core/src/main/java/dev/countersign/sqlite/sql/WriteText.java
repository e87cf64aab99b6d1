package dev.countersign.sqlite.sql;

import java.util.List;
import java.util.Set;

/** Reads which table a statement writes rows of. */
public final class WriteText {
    private static final Set<String> WRITING = Set.of("INSERT", "REPLACE", "UPDATE", "DELETE");

    private WriteText() {}

    /** Whether it may write rows of the table; for a doubtful one the answer is yes. */
    public static boolean mayWrite(String sql, String table) {
        try {
            List<Token> tokens = Lexer.tokens(sql);
            if (tokens.isEmpty()) {
                return false;
            }
            Token first = tokens.getFirst();
            if (first.is("WITH")) {
                return tokens.stream().anyMatch(t -> t.canName() && same(t.name(), table));
            }
            return WRITING.stream().anyMatch(first::is) && same(written(new TokenCursor(tokens)), table);
        } catch (UnparsableException e) {
            return true;
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

    private static boolean same(String one, String other) {
        return Token.fold(one).equals(Token.fold(other));
    }
}
