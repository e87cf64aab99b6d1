package dev.countersign.sqlite.sql;

import dev.countersign.sqlite.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts SQL text into tokens by SQLite's rules (tokenize.c): four ways to quote, comments that do not nest. */
public final class Lexer {
    private static final List<String> OPERATORS = List.of("->>", "->", "<>", "<=", ">=", "<<", ">>", "==", "!=", "||");

    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /**
     * All tokens in order.
     *
     * @throws UnparsableException when a quote or comment is not closed
     */
    public static List<Token> tokens(String text) {
        return new Lexer(text).run();
    }

    private List<Token> run() {
        List<Token> tokens = new ArrayList<>();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isSpace(c)) {
                at++;
            } else if (text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end + 1;
            } else if (text.startsWith("/*", at)) {
                // SQLite lets the end of the text close a comment
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                tokens.add(token(c));
            }
        }
        return tokens;
    }

    private Token token(char c) {
        int start = at;
        Kind kind = switch (c) {
            case '\'' -> quoted('\'', Kind.STRING);
            case '"' -> quoted('"', Kind.QUOTED);
            case '`' -> quoted('`', Kind.BRACKETED);
            case '[' -> bracketed();
            case '?', ':', '@', '#' -> parameter();
            default -> other(c);
        };
        return new Token(kind, text.substring(start, at));
    }

    private Kind other(char c) {
        boolean fraction = c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1));
        if (isDigit(c) || fraction) {
            return number();
        }
        if ((c == 'x' || c == 'X') && at + 1 < text.length() && text.charAt(at + 1) == '\'') {
            at++;
            return quoted('\'', Kind.BLOB);
        }
        if (isWordPart(c)) {
            while (at < text.length() && isWordPart(text.charAt(at))) {
                at++;
            }
            return Kind.WORD;
        }
        at += OPERATORS.stream()
                .filter(o -> text.startsWith(o, at))
                .findFirst()
                .map(String::length)
                .orElse(1);
        return Kind.OPERATOR;
    }

    private Kind quoted(char quote, Kind kind) {
        int end = at + 1;
        while (true) {
            end = text.indexOf(quote, end);
            if (end < 0) {
                throw new UnparsableException("a quote is not closed");
            }
            if (end + 1 < text.length() && text.charAt(end + 1) == quote) {
                end += 2;
            } else {
                at = end + 1;
                return kind;
            }
        }
    }

    private Kind bracketed() {
        int end = text.indexOf(']', at);
        if (end < 0) {
            throw new UnparsableException("a bracket is not closed");
        }
        at = end + 1;
        return Kind.BRACKETED;
    }

    private Kind parameter() {
        at++;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        return Kind.PARAMETER;
    }

    private Kind number() {
        boolean hexadecimal = text.charAt(at) == '0' && at + 1 < text.length() && (text.charAt(at + 1) | 32) == 'x';
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean exponentSign = !hexadecimal && (c == '+' || c == '-') && (text.charAt(at - 1) | 32) == 'e';
            if (!isWordPart(c) && c != '.' && !exponentSign) {
                break;
            }
            at++;
        }
        return Kind.NUMBER;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordPart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == '_' || c == '$' || c >= 0x80;
    }
}
