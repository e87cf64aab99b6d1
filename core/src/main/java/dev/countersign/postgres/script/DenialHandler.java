package dev.countersign.postgres.script;

import dev.countersign.sql.Lexer;
import dev.countersign.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A {@code DO} block whose outcome depends on the rights of the role that runs it: it catches errors, and so may go on in another way where it is
 * denied something (manual, 43.6.8), or it asks whether the role is a superuser.
 *
 * @param sql the statement
 * @param bodyOffset where the block's text starts in the statement, in characters
 * @param body the block's text
 * @param handlers where in the block's text lists of handlers begin, in characters
 */
record DenialHandler(String sql, int bodyOffset, String body, List<Integer> handlers) {
    private static final Pattern HEAD =
            Pattern.compile("(?:\\s|--[^\\n]*+\\n|/\\*(?:[^*]|\\*(?!/))*+\\*/)*+DO\\b", Pattern.CASE_INSENSITIVE);
    private static final Set<String> ABOUT_SUPERUSERS = Set.of("rolsuper", "usesuper", "is_superuser");
    private static final String RAISE_DENIALS = " WHEN insufficient_privilege OR undefined_file THEN RAISE;";
    private static final String RAISE_ALL = " WHEN OTHERS THEN RAISE;";

    /** The block of a statement; empty when the statement is none, or its outcome does not depend on who runs it. */
    static Optional<DenialHandler> of(String sql) {
        if (!HEAD.matcher(sql).lookingAt()) {
            return Optional.empty();
        }
        Optional<Token> quoted = Lexer.significantTokens(sql).stream()
                .filter(token -> token.kind() == Token.Kind.STRING)
                .filter(token -> sql.charAt(token.offset()) == '$')
                .findFirst();
        if (quoted.isEmpty() || !quoted.get().terminated()) {
            return Optional.empty();
        }
        int tag = sql.indexOf('$', quoted.get().offset() + 1) + 1 - quoted.get().offset();
        int from = quoted.get().offset() + tag;
        String body = sql.substring(from, quoted.get().end() - tag);
        List<Token> tokens = Lexer.significantTokens(body);
        List<Integer> handlers = IntStream.range(1, tokens.size())
                .filter(i ->
                        tokens.get(i).isWord(body, "WHEN") && tokens.get(i - 1).isWord(body, "EXCEPTION"))
                .mapToObj(i -> tokens.get(i - 1).end())
                .toList();
        DenialHandler block = new DenialHandler(sql, from, body, handlers);
        return handlers.isEmpty() && !block.asksForSuperuser() ? Optional.empty() : Optional.of(block);
    }

    /** Whether the block looks at what tells superusers from others. */
    boolean asksForSuperuser() {
        return Lexer.significantTokens(body).stream()
                .map(token -> token.in(body).toLowerCase(Locale.ROOT))
                .anyMatch(
                        text -> ABOUT_SUPERUSERS.contains(text.replace("'", "").replace("\"", "")));
    }

    /** The same statement, which fails where it would go on after it was denied something. */
    String raising() {
        return withHandlers(body, RAISE_DENIALS);
    }

    /**
     * The statement with which the block starts, in whatever way it goes on; empty when there is none that always runs.
     */
    Optional<String> first() {
        return firstRange().map(range -> range.in(body));
    }

    /** The same statement without the one with which the block starts; it fails where anything would be caught, as that would take back the first one as well. */
    String withoutFirst() {
        Token range = firstRange().orElseThrow();
        String nothing = "NULL" + range.in(body).replaceAll("[^\\n]", " ").substring("NULL".length());
        return withHandlers(body.substring(0, range.offset()) + nothing + body.substring(range.end()), RAISE_ALL);
    }

    private Optional<Token> firstRange() {
        List<Token> tokens = Lexer.significantTokens(body);
        if (tokens.size() < 3 || !tokens.getFirst().isWord(body, "BEGIN")) {
            return Optional.empty();
        }
        int start = tokens.get(1).offset();
        return tokens.stream()
                .filter(token -> token.kind() == Token.Kind.DELIMITER || token.isSign(body, ';'))
                .findFirst()
                .filter(end -> end.offset() - start > "NULL".length())
                .map(end -> new Token(Token.Kind.IDENTIFIER, start, end.offset() - start, true));
    }

    private String withHandlers(String block, String inserted) {
        StringBuilder text = new StringBuilder(block);
        List<Integer> backwards = new ArrayList<>(handlers).reversed();
        backwards.forEach(at -> text.insert(at, inserted));
        return sql.substring(0, bodyOffset) + text + sql.substring(bodyOffset + body.length());
    }
}
