package dev.countersign.gotemplate;

import dev.countersign.gotemplate.TemplateToken.Kind;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclSource;
import java.util.ArrayList;
import java.util.List;

/** Cuts a template into tokens. */
final class TemplateLexer {

    private static final String SPACE = " \t\r\n";

    private final HclSource source;
    private final String text;
    private final List<TemplateToken> tokens = new ArrayList<>();
    private int at;
    private boolean trimNext;

    TemplateLexer(HclSource source) {
        this.source = source;
        this.text = source.text();
    }

    /** @throws HclException at the first thing that is no token */
    List<TemplateToken> tokens() {
        while (at < text.length()) {
            int open = text.indexOf("{{", at);
            literal(open < 0 ? text.length() : open);
            if (open >= 0 && !comment()) {
                action();
            }
        }
        add(Kind.END, "", false, at);
        return tokens;
    }

    private void literal(int end) {
        boolean trimEnd = text.startsWith("{{- ", end)
                || text.startsWith("{{-", end) && end + 3 < text.length() && isSpace(text.charAt(end + 3));
        int from = at;
        int to = end;
        while (trimNext && from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (trimEnd && to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        trimNext = false;
        if (to > from) {
            int start = from;
            at = end;
            tokens.add(new TemplateToken(Kind.TEXT, text.substring(from, to), false, source.range(start, to)));
        }
        at = end;
    }

    /** Steps over a comment, which fills its action alone. */
    private boolean comment() {
        int start = at + (trims(at) ? 4 : 2);
        if (!text.startsWith("/*", start)) {
            return false;
        }
        int end = text.indexOf("*/", start);
        boolean trim = end >= 0 && text.startsWith(" -}}", end + 2);
        if (end < 0 || !trim && !text.startsWith("}}", end + 2)) {
            throw fail(at, start + 2, "this comment does not end with */}}");
        }
        at = end + (trim ? 6 : 4);
        trimNext = trim;
        return true;
    }

    private boolean trims(int open) {
        return text.startsWith("{{-", open) && open + 3 < text.length() && isSpace(text.charAt(open + 3));
    }

    private void action() {
        int start = at;
        at += trims(at) ? 3 : 2;
        add(Kind.OPEN, "{{", false, start);
        while (true) {
            boolean space = false;
            while (at < text.length() && isSpace(text.charAt(at))) {
                at++;
                space = true;
            }
            if (at >= text.length()) {
                throw fail(start, start + 2, "this action has no closing }}");
            }
            if (space && text.startsWith("-}}", at) || text.startsWith("}}", at)) {
                trimNext = text.charAt(at) == '-';
                int close = at;
                at += trimNext ? 3 : 2;
                add(Kind.CLOSE, "}}", space, close);
                return;
            }
            token(space);
        }
    }

    private void token(boolean space) {
        int start = at;
        char c = text.charAt(at);
        if (text.startsWith(":=", at)) {
            at += 2;
            add(Kind.SYMBOL, ":=", space, start);
        } else if ("|,()=".indexOf(c) >= 0) {
            at++;
            add(Kind.SYMBOL, Character.toString(c), space, start);
        } else if (c == '"' || c == '`' || c == '\'') {
            quoted(c, space);
        } else if (c == '$') {
            at++;
            word();
            add(Kind.VARIABLE, text.substring(start + 1, at), space, start);
        } else if (c >= '0' && c <= '9' || "+-.".indexOf(c) >= 0 && digitAt(at + 1)) {
            number(space);
        } else if (c == '.') {
            at++;
            word();
            add(at == start + 1 ? Kind.DOT : Kind.FIELD, text.substring(start + 1, at), space, start);
        } else if (isWord(text.codePointAt(at))) {
            word();
            add(Kind.WORD, text.substring(start, at), space, start);
        } else {
            throw fail(start, start + Character.charCount(text.codePointAt(start)), "this means nothing in an action");
        }
    }

    private void word() {
        while (at < text.length() && isWord(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
    }

    private void number(boolean space) {
        int start = at;
        at++;
        while (at < text.length()
                && (isWord(text.codePointAt(at))
                        || text.charAt(at) == '.'
                        || "+-".indexOf(text.charAt(at)) >= 0 && "eE".indexOf(text.charAt(at - 1)) >= 0)) {
            at += Character.charCount(text.codePointAt(at));
        }
        add(Kind.NUMBER, text.substring(start, at), space, start);
    }

    private void quoted(char quote, boolean space) {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote && (quote == '`' || text.charAt(at) != '\n')) {
            if (text.charAt(at) == '\\' && quote != '`') {
                escape(value);
            } else {
                value.append(text.charAt(at++));
            }
        }
        if (at >= text.length() || text.charAt(at) != quote) {
            throw fail(start, start + 1, "this has no closing quote");
        }
        at++;
        if (quote == '\'') {
            if (value.codePointCount(0, value.length()) != 1) {
                throw fail(start, at, "single quotes hold one character; strings have double quotes");
            }
            add(Kind.CHARACTER, Integer.toString(value.codePointAt(0)), space, start);
        } else {
            add(Kind.STRING, value.toString(), space, start);
        }
    }

    private void escape(StringBuilder value) {
        int start = at;
        char c = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        at += 2;
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 'a' -> value.append('\u0007');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'v' -> value.append('\u000b');
            case '\\', '"', '\'' -> value.append(c);
            case 'x' -> codePoint(start, 2, value);
            case 'u' -> codePoint(start, 4, value);
            case 'U' -> codePoint(start, 8, value);
            default -> throw fail(start, Math.min(text.length(), at), "this escape is not known");
        }
    }

    private void codePoint(int start, int digits, StringBuilder value) {
        String hex = text.substring(at, Math.min(text.length(), at + digits));
        boolean plain = hex.length() == digits && hex.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
        long number = plain ? Long.parseLong(hex, 16) : -1;
        if (number < 0 || number > Character.MAX_CODE_POINT || number >= 0xD800 && number <= 0xDFFF) {
            throw fail(start, start + 2, "this escape is no character");
        }
        value.appendCodePoint((int) number);
        at += digits;
    }

    private boolean digitAt(int index) {
        int i = index < text.length() && text.charAt(index) == '.' ? index + 1 : index;
        return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    private static boolean isWord(int codePoint) {
        return codePoint == '_' || Character.isLetterOrDigit(codePoint);
    }

    private static boolean isSpace(char c) {
        return SPACE.indexOf(c) >= 0;
    }

    private void add(Kind kind, String meaning, boolean space, int start) {
        tokens.add(new TemplateToken(kind, meaning, space, source.range(start, at)));
    }

    private HclException fail(int start, int end, String message) {
        return new HclException(HclProblem.at(source.range(start, end), message));
    }
}
