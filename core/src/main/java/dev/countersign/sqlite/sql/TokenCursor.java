package dev.countersign.sqlite.sql;

import java.util.ArrayList;
import java.util.List;

/** Walks over tokens; what is not as expected is an {@link UnparsableException}. */
final class TokenCursor {
    private final List<Token> tokens;
    private int at;

    TokenCursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    boolean sees(String keyword) {
        return sees(0, keyword);
    }

    boolean sees(int ahead, String keyword) {
        return at + ahead < tokens.size() && tokens.get(at + ahead).is(keyword);
    }

    boolean seesSign(String sign) {
        return at < tokens.size() && tokens.get(at).isSign(sign);
    }

    /** Steps over the words if they all follow. */
    boolean skip(String... keywords) {
        for (int i = 0; i < keywords.length; i++) {
            if (!sees(i, keywords[i])) {
                return false;
            }
        }
        at += keywords.length;
        return true;
    }

    boolean skipSign(String sign) {
        boolean found = seesSign(sign);
        at += found ? 1 : 0;
        return found;
    }

    void expect(String... keywords) {
        if (!skip(keywords)) {
            throw unexpected(String.join(" ", keywords));
        }
    }

    void expectSign(String sign) {
        if (!skipSign(sign)) {
            throw unexpected(sign);
        }
    }

    Token next() {
        if (atEnd()) {
            throw new UnparsableException("the text ends too early");
        }
        return tokens.get(at++);
    }

    Token peek() {
        if (atEnd()) {
            throw new UnparsableException("the text ends too early");
        }
        return tokens.get(at);
    }

    String name() {
        Token token = next();
        if (!token.canName()) {
            throw new UnparsableException("a name was expected, not " + token.text());
        }
        return token.name();
    }

    /** The tokens between the parenthesis that is next and the one that closes it; both are stepped over. */
    List<Token> inParentheses() {
        expectSign("(");
        List<Token> inside = new ArrayList<>();
        int depth = 1;
        while (true) {
            Token token = next();
            if (token.isSign("(")) {
                depth++;
            } else if (token.isSign(")") && --depth == 0) {
                return inside;
            }
            inside.add(token);
        }
    }

    List<Token> rest() {
        List<Token> rest = List.copyOf(tokens.subList(at, tokens.size()));
        at = tokens.size();
        return rest;
    }

    /** The tokens cut at commas outside parentheses. */
    static List<List<Token>> items(List<Token> tokens) {
        List<List<Token>> items = new ArrayList<>();
        List<Token> item = new ArrayList<>();
        int depth = 0;
        for (Token token : tokens) {
            depth += token.isSign("(") ? 1 : token.isSign(")") ? -1 : 0;
            if (depth == 0 && token.isSign(",")) {
                items.add(item);
                item = new ArrayList<>();
            } else {
                item.add(token);
            }
        }
        items.add(item);
        return items;
    }

    private UnparsableException unexpected(String expected) {
        return new UnparsableException(expected + " was expected, not " + (atEnd() ? "the end" : peek().text()));
    }
}
