package dev.countersign.sql;

import dev.countersign.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL text into tokens by a product's lexical rules, without ever failing: text that is still open at the end is a token that says so. Tokens
 * together are the text.
 */
public final class Lexer {
    private static final String OPERATOR_SIGNS = "+-*/<>=~!@#%^&|`?";

    private final String text;
    private final String delimiter;
    private final List<Token> tokens = new ArrayList<>();
    private final Syntax syntax;
    private final StatementState state;
    private int at;

    private Lexer(String text, String delimiter, Syntax syntax) {
        this.text = text;
        this.delimiter = delimiter;
        this.syntax = syntax;
        this.state = new StatementState(syntax);
    }

    /** The tokens of a script whose statements end with a semicolon, by the standard's rules. */
    public static List<Token> tokens(String text) {
        return tokens(text, ";", Syntax.standard());
    }

    /** Those of them that an engine would act on. */
    public static List<Token> significantTokens(String text) {
        return tokens(text).stream().filter(Token::significant).toList();
    }

    /** The tokens of a script whose statements end with the delimiter, which may hold line breaks. */
    public static List<Token> tokens(String text, String delimiter, Syntax syntax) {
        Lexer lexer = new Lexer(text, delimiter, syntax);
        while (lexer.at < text.length()) {
            lexer.next();
        }
        return List.copyOf(lexer.tokens);
    }

    private void next() {
        char c = text.charAt(at);
        if (!delimiter.equals(";") && text.startsWith(delimiter, at)) {
            add(Kind.DELIMITER, at + delimiter.length(), true);
        } else if (isSpace(c)) {
            whitespace();
        } else if (text.startsWith("--", at)) {
            add(Kind.COMMENT, lineEnd(at), true);
        } else if (text.startsWith("/*", at)) {
            blockComment();
        } else if (c == '\\' && syntax.clientCommands()) {
            add(Kind.META_COMMAND, lineEnd(at), true);
        } else if (c == '\'') {
            quoted(Kind.STRING, at + 1, '\'', false);
        } else if (c == '"') {
            quoted(Kind.QUOTED_IDENTIFIER, at + 1, '"', false);
        } else if (syntax.otherNameQuotes() && (c == '[' || c == '`')) {
            quoted(Kind.QUOTED_IDENTIFIER, at + 1, c == '[' ? ']' : c, false);
        } else if (c == '$' && syntax.dollarQuotes()) {
            dollar();
        } else if (isNameStart(c)) {
            word();
        } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            number();
        } else if (c == ';' && delimiter.equals(";")) {
            semicolon();
        } else if (text.startsWith("::", at) || text.startsWith(":=", at)) {
            add(Kind.OPERATOR, at + 2, true);
        } else if (OPERATOR_SIGNS.indexOf(c) >= 0) {
            operator();
        } else {
            add(Kind.PUNCTUATION, at + Character.charCount(text.codePointAt(at)), true);
        }
    }

    private void add(Kind kind, int end, boolean terminated) {
        Token token = new Token(kind, at, end - at, terminated);
        tokens.add(token);
        state.see(token, text);
        at = end;
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private void whitespace() {
        int end = at + 1;
        while (end < text.length()
                && isSpace(text.charAt(end))
                && (delimiter.equals(";") || !text.startsWith(delimiter, end))) {
            end++;
        }
        add(Kind.WHITESPACE, end, true);
    }

    private int lineEnd(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private void blockComment() {
        int depth = 0;
        int i = at;
        while (i < text.length()) {
            if (text.startsWith("/*", i) && (depth == 0 || syntax.nestedComments())) {
                depth++;
                i += 2;
            } else if (text.startsWith("*/", i)) {
                depth--;
                i += 2;
                if (depth == 0) {
                    add(Kind.COMMENT, i, true);
                    return;
                }
            } else {
                i++;
            }
        }
        add(Kind.COMMENT, text.length(), false);
    }

    /** From inside the opening quote to behind the closing one; a doubled quote stands for itself. */
    private void quoted(Kind kind, int from, char quote, boolean backslashes) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (backslashes && c == '\\') {
                i += 2;
            } else if (c == quote && quote != ']' && i + 1 < text.length() && text.charAt(i + 1) == quote) {
                i += 2;
            } else if (c == quote) {
                add(kind, i + 1, true);
                return;
            } else {
                i++;
            }
        }
        add(kind, text.length(), false);
    }

    private void dollar() {
        if (isDigit(peek(1))) {
            int end = at + 2;
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
            add(Kind.PARAMETER, end, true);
            return;
        }
        int tagEnd = at + 1;
        if (tagEnd < text.length() && isNameStart(text.charAt(tagEnd))) {
            while (tagEnd < text.length() && isNamePart(text.charAt(tagEnd)) && text.charAt(tagEnd) != '$') {
                tagEnd++;
            }
        }
        if (tagEnd >= text.length() || text.charAt(tagEnd) != '$') {
            add(Kind.PUNCTUATION, at + 1, true);
            return;
        }
        String tag = text.substring(at, tagEnd + 1);
        int close = text.indexOf(tag, tagEnd + 1);
        add(Kind.STRING, close < 0 ? text.length() : close + tag.length(), close >= 0);
    }

    private void word() {
        char c = text.charAt(at);
        char after = peek(1);
        if (after == '\'' && syntax.prefixedStrings() && "eE".indexOf(c) >= 0) {
            quoted(Kind.STRING, at + 2, '\'', true);
        } else if (after == '\'' && "bBxXnN".indexOf(c) >= 0) {
            quoted(Kind.STRING, at + 2, '\'', false);
        } else if (syntax.prefixedStrings() && "uU".indexOf(c) >= 0 && after == '&' && peek(2) == '\'') {
            quoted(Kind.STRING, at + 3, '\'', false);
        } else if (syntax.prefixedStrings() && "uU".indexOf(c) >= 0 && after == '&' && peek(2) == '"') {
            quoted(Kind.QUOTED_IDENTIFIER, at + 3, '"', false);
        } else {
            int end = at + 1;
            while (end < text.length() && isNamePart(text.charAt(end))) {
                end++;
            }
            add(Keywords.contains(text, at, end) ? Kind.KEYWORD : Kind.IDENTIFIER, end, true);
        }
    }

    private void number() {
        int end = at + 1;
        boolean hex = text.charAt(at) == '0' && "xXoObB".indexOf(peek(1)) >= 0 && at + 1 < text.length();
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean exponentSign = !hex && (c == '+' || c == '-') && "eE".indexOf(text.charAt(end - 1)) >= 0;
            boolean range = c == '.' && end + 1 < text.length() && text.charAt(end + 1) == '.';
            boolean part = isDigit(c) || c == '_' || (c == '.' && !range) || (c < 0x80 && Character.isLetter(c));
            if (!part && !(exponentSign && end + 1 < text.length() && isDigit(text.charAt(end + 1)))) {
                break;
            }
            end++;
        }
        add(Kind.NUMBER, end, true);
    }

    private void operator() {
        int end = at + 1;
        while (end < text.length()
                && OPERATOR_SIGNS.indexOf(text.charAt(end)) >= 0
                && !(syntax.otherNameQuotes() && text.charAt(end) == '`')
                && !text.startsWith("--", end)
                && !text.startsWith("/*", end)) {
            end++;
        }
        add(Kind.OPERATOR, end, true);
    }

    private void semicolon() {
        if (state.insideStatement()) {
            add(Kind.PUNCTUATION, at + 1, true);
            return;
        }
        boolean data = syntax.clientCommands() && state.copiesFromStdin();
        add(Kind.DELIMITER, at + 1, true);
        if (data) {
            copyData();
        }
    }

    /** The data begins on the line after the statement and ends with a line that is only {@code \.}, or with the text. */
    private void copyData() {
        int start = lineEnd(at);
        if (text.startsWith("\r\n", start)) {
            start += 2;
        } else if (start < text.length()) {
            start += 1;
        }
        if (start > at) {
            add(Kind.WHITESPACE, start, true);
        }
        int line = start;
        while (line < text.length()) {
            int end = lineEnd(line);
            boolean last = end - line == 2 && text.startsWith("\\.", line);
            int nextLine = text.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, text.length());
            if (last) {
                add(Kind.COPY_DATA, end, true);
                return;
            }
            line = nextLine;
        }
        if (at < text.length()) {
            add(Kind.COPY_DATA, text.length(), false);
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == 0x0B || c == 0xFEFF;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= 0x80 && c != 0xFEFF);
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c) || c == '$';
    }
}
