package dev.countersign.postgres.locks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A statement as a row of tokens, without comments; strings and function bodies are one token each, so that nothing inside them looks like SQL. Walks
 * forward only.
 */
final class Tokens {
    /** @param name the name that an identifier means; empty for punctuation and strings */
    record Token(String text, String name) {
        boolean is(String word) {
            return text.equalsIgnoreCase(word);
        }
    }

    private final List<Token> tokens;
    private int at;

    private Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Tokens of(String sql) {
        List<Token> tokens = new ArrayList<>();
        int i = 0;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            int end;
            if (Character.isWhitespace(c)) {
                i++;
                continue;
            } else if (sql.startsWith("--", i)) {
                int newline = sql.indexOf('\n', i);
                i = newline < 0 ? sql.length() : newline + 1;
                continue;
            } else if (sql.startsWith("/*", i)) {
                i = endOfComment(sql, i);
                continue;
            } else if (c == '\'') {
                boolean escapes = i > 0 && (sql.charAt(i - 1) == 'E' || sql.charAt(i - 1) == 'e');
                end = endOfQuoted(sql, i, escapes);
                tokens.add(new Token("'", ""));
            } else if (c == '"') {
                end = endOfQuoted(sql, i, false);
                tokens.add(new Token(
                        "\"", sql.substring(i + 1, Math.max(i + 1, end - 1)).replace("\"\"", "\"")));
            } else if (c == '$' && dollarTag(sql, i).isPresent()) {
                String tag = dollarTag(sql, i).get();
                int close = sql.indexOf(tag, i + tag.length());
                end = close < 0 ? sql.length() : close + tag.length();
                tokens.add(new Token("'", ""));
            } else if (isWord(c)) {
                end = i;
                while (end < sql.length() && (isWord(sql.charAt(end)) || sql.charAt(end) == '$')) {
                    end++;
                }
                String word = sql.substring(i, end);
                tokens.add(new Token(word, word.toLowerCase(Locale.ROOT)));
            } else {
                end = i + 1;
                tokens.add(new Token(String.valueOf(c), ""));
            }
            i = end;
        }
        return new Tokens(tokens);
    }

    /** Steps over the words if they come next, all of them or none. */
    boolean take(String... words) {
        if (!next(words)) {
            return false;
        }
        at += words.length;
        return true;
    }

    boolean next(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** Reads a name of one or more parts. */
    List<String> takeName() {
        List<String> path = new ArrayList<>();
        do {
            if (at >= tokens.size() || tokens.get(at).name().isEmpty()) {
                return path;
            }
            path.add(tokens.get(at++).name());
        } while (take("."));
        return path;
    }

    void skip() {
        at++;
    }

    boolean end() {
        return at >= tokens.size() || tokens.get(at).is(";");
    }

    /** Whether the words come anywhere in the rest, outside strings. */
    boolean contains(String... words) {
        Tokens rest = rest();
        while (rest.at < rest.tokens.size()) {
            if (rest.next(words)) {
                return true;
            }
            rest.at++;
        }
        return false;
    }

    /** The rest, from where we stand. */
    Tokens rest() {
        return new Tokens(tokens.subList(Math.min(at, tokens.size()), tokens.size()));
    }

    /** The rest up to the keyword outside all brackets. */
    Tokens until(String word) {
        int depth = 0;
        for (int i = at; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (depth == 0 && token.is(word)) {
                return new Tokens(tokens.subList(at, i));
            }
            depth += depthChange(token);
        }
        return rest();
    }

    /** Names behind each occurrence of the word in the rest. */
    List<List<String>> namesAfter(String word) {
        List<List<String>> names = new ArrayList<>();
        Tokens rest = rest();
        while (!rest.end()) {
            if (rest.take(word)) {
                rest.take("ONLY");
                names.add(rest.takeName());
            } else {
                rest.skip();
            }
        }
        return names;
    }

    /** The names of everything that looks like a function call in the rest. */
    List<List<String>> calls() {
        List<List<String>> names = new ArrayList<>();
        Tokens rest = rest();
        while (rest.at < rest.tokens.size()) {
            List<String> name = rest.takeName();
            if (name.isEmpty()) {
                rest.skip();
            } else if (rest.next("(")) {
                names.add(name);
            }
        }
        return names;
    }

    /** The rest cut at commas outside brackets: the actions of an {@code ALTER TABLE}. */
    List<Tokens> actions() {
        List<Tokens> actions = new ArrayList<>();
        int depth = 0;
        int start = at;
        int i = at;
        for (; i < tokens.size() && !(depth == 0 && tokens.get(i).is(";")); i++) {
            Token token = tokens.get(i);
            depth += depthChange(token);
            if (depth == 0 && token.is(",")) {
                actions.add(new Tokens(tokens.subList(start, i)));
                start = i + 1;
            }
        }
        actions.add(new Tokens(tokens.subList(start, i)));
        return actions;
    }

    /** The rest behind the first occurrence of the word; nothing when it does not come. */
    Tokens after(String word) {
        for (int i = at; i < tokens.size(); i++) {
            if (tokens.get(i).is(word)) {
                return new Tokens(tokens.subList(i + 1, tokens.size()));
            }
        }
        return new Tokens(List.of());
    }

    /** The single statements of a text that may hold several. */
    List<Tokens> statements() {
        List<Tokens> statements = new ArrayList<>();
        int start = at;
        for (int i = at; i <= tokens.size(); i++) {
            if (i == tokens.size() || tokens.get(i).is(";")) {
                if (i > start) {
                    statements.add(new Tokens(tokens.subList(start, i)));
                }
                start = i + 1;
            }
        }
        return statements;
    }

    /** The rest as the server would print a type: one blank between words, none around punctuation but behind a closing bracket. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Token token : tokens.subList(Math.min(at, tokens.size()), tokens.size())) {
            if (token.is(";")) {
                break;
            }
            boolean word = !token.name().isEmpty()
                    || Character.isLetterOrDigit(token.text().charAt(0));
            boolean behindWord = !text.isEmpty()
                    && (Character.isLetterOrDigit(text.charAt(text.length() - 1))
                            || text.charAt(text.length() - 1) == ')');
            if (word && behindWord) {
                text.append(' ');
            }
            text.append(token.name().isEmpty() ? token.text() : token.name());
        }
        return text.toString();
    }

    private static int depthChange(Token token) {
        return switch (token.text()) {
            case "(", "[" -> 1;
            case ")", "]" -> -1;
            default -> 0;
        };
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c > 0x7f;
    }

    private static int endOfQuoted(String sql, int start, boolean escapes) {
        char quote = sql.charAt(start);
        int i = start + 1;
        while (i < sql.length()) {
            if (escapes && sql.charAt(i) == '\\') {
                i += 2;
            } else if (sql.charAt(i) == quote) {
                if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                    i += 2;
                } else {
                    return i + 1;
                }
            } else {
                i++;
            }
        }
        return sql.length();
    }

    private static int endOfComment(String sql, int start) {
        int depth = 0;
        int i = start;
        while (i < sql.length()) {
            if (sql.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (sql.startsWith("*/", i)) {
                depth--;
                i += 2;
                if (depth == 0) {
                    return i;
                }
            } else {
                i++;
            }
        }
        return sql.length();
    }

    private static Optional<String> dollarTag(String sql, int start) {
        int i = start + 1;
        while (i < sql.length() && isWord(sql.charAt(i))) {
            i++;
        }
        boolean closed = i < sql.length() && sql.charAt(i) == '$';
        boolean number = i > start + 1 && Character.isDigit(sql.charAt(start + 1));
        return closed && !number ? Optional.of(sql.substring(start, i + 1)) : Optional.empty();
    }
}
