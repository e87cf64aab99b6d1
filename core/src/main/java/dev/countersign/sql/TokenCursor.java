package dev.countersign.sql;

import dev.countersign.sql.Token.Kind;
import dev.countersign.sql.postgres.Ident;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Walks over the significant tokens of a statement. */
final class TokenCursor {
    private final String script;
    private final List<Token> tokens;
    private int at;

    /** @param script the text that the offsets of the tokens count in */
    TokenCursor(String script, List<Token> tokens) {
        this.script = script;
        this.tokens = tokens.stream().filter(Token::significant).toList();
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    Token peek() {
        return tokens.get(at);
    }

    Token next() {
        return tokens.get(at++);
    }

    /** Steps over the words when they all follow. */
    boolean accept(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).isWord(script, words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    /** Steps over any of the words, as often as they come. */
    void skipWords(String... words) {
        boolean found = true;
        while (found) {
            found = false;
            for (String word : words) {
                found |= accept(word);
            }
        }
    }

    /** Moves to the token that stands at or behind an offset. */
    void moveTo(int offset) {
        while (!atEnd() && peek().offset() < offset) {
            at++;
        }
    }

    boolean atSign(char sign) {
        return !atEnd() && peek().isSign(script, sign);
    }

    /** A name with up to two qualifiers (the first, a database, is dropped), if one stands here. */
    Optional<QualifiedName> name() {
        if (atEnd() || !peek().isName()) {
            return Optional.empty();
        }
        String schema = "";
        String name = Ident.unquote(next().in(script));
        while (atSign('.') && at + 1 < tokens.size() && tokens.get(at + 1).isName()) {
            at++;
            schema = name;
            name = Ident.unquote(next().in(script));
        }
        return name.isEmpty() ? Optional.empty() : Optional.of(new QualifiedName(schema, name));
    }

    /** The lower-cased word here, or empty when it is no bare word. */
    String word() {
        if (atEnd() || peek().kind() == Kind.QUOTED_IDENTIFIER || !peek().isName()) {
            return "";
        }
        return peek().in(script).toLowerCase(Locale.ROOT);
    }
}
