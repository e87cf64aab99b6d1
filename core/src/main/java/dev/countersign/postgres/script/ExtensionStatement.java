package dev.countersign.postgres.script;

import dev.countersign.sql.Lexer;
import dev.countersign.sql.SqlWords;
import dev.countersign.sql.Token;
import dev.countersign.sql.postgres.Ident;
import java.util.List;
import java.util.Optional;

/**
 * A statement that installs an extension or brings it to another version ({@code CREATE EXTENSION}, {@code ALTER EXTENSION … UPDATE}).
 *
 * @param extension its name
 * @param creates whether it installs the extension
 * @param schema where its objects go, when the statement says it
 * @param version the version that the statement demands; the server's default where it demands none
 */
record ExtensionStatement(String extension, boolean creates, Optional<String> schema, Optional<String> version) {

    /** Empty for every other statement. */
    static Optional<ExtensionStatement> of(String sql) {
        SqlWords words = SqlWords.of(sql);
        boolean creates = words.startsWith("CREATE", "EXTENSION");
        if (!creates && !words.startsWith("ALTER", "EXTENSION")) {
            return Optional.empty();
        }
        List<Token> tokens = Lexer.significantTokens(sql);
        int name = words.startsWith("CREATE", "EXTENSION", "IF", "NOT", "EXISTS") ? 5 : 2;
        if (tokens.size() <= name || !creates && !isWord(sql, tokens, name + 1, "UPDATE")) {
            return Optional.empty();
        }
        return Optional.of(new ExtensionStatement(
                text(sql, tokens.get(name)),
                creates,
                behind(sql, tokens, name, "SCHEMA"),
                behind(sql, tokens, name, creates ? "VERSION" : "TO")));
    }

    private static Optional<String> behind(String sql, List<Token> tokens, int name, String word) {
        for (int i = name + 1; i + 1 < tokens.size(); i++) {
            if (isWord(sql, tokens, i, word)) {
                return Optional.of(text(sql, tokens.get(i + 1)));
            }
        }
        return Optional.empty();
    }

    private static boolean isWord(String sql, List<Token> tokens, int at, String word) {
        return at < tokens.size() && tokens.get(at).isWord(sql, word);
    }

    /** A version is written as a name or as a string; one with escapes or in dollar quotes is none that an extension has. */
    private static String text(String sql, Token token) {
        String written = token.in(sql);
        return token.kind() == Token.Kind.STRING && written.startsWith("'")
                ? written.substring(1, written.length() - 1).replace("''", "'")
                : Ident.unquote(written);
    }
}
