package dev.countersign.hcl;

import dev.countersign.hcl.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Cuts an HCL text into tokens; what it cannot read becomes a problem and is stepped over. */
final class Lexer {

    private static final List<String> LONG_SYMBOLS = List.of("...", "==", "!=", "<=", ">=", "&&", "||", "=>", "::");
    private static final String SHORT_SYMBOLS = "=<>+-*/%!?:,.()[]{}";

    /** What was probably meant by a character of other languages. */
    private static final Map<String, String> SUGGESTED = Map.of(
            "'", "; strings are written with double quotes",
            "`", "; strings are written with double quotes",
            "&", "; did you mean \"&&\"?",
            "|", "; did you mean \"||\"?",
            ";", "; values are separated by commas or new lines",
            "^", "; a power is written pow(base, exponent)",
            "~", "; \"not\" is written \"!\"");

    private enum Mode {
        CODE,
        QUOTED,
        HEREDOC
    }

    /** What the text at the cursor belongs to; {@code braces} counts the open ones inside an interpolation. */
    private static final class Frame {
        final Mode mode;
        final String marker;
        final int start;
        int braces;

        Frame(Mode mode, String marker, int start) {
            this.mode = mode;
            this.marker = marker;
            this.start = start;
        }
    }

    private final HclSource source;
    private final String text;
    private final List<HclProblem> problems;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private int at;
    private int countedTo;
    private int line = 1;
    private int lineStart;
    private int lineEnd = -1;

    Lexer(HclSource source, List<HclProblem> problems) {
        this.source = source;
        this.text = source.text();
        this.problems = problems;
    }

    List<Token> tokens() {
        frames.push(new Frame(Mode.CODE, "", at));
        while (at < text.length()) {
            switch (frames.element().mode) {
                case CODE -> code();
                case QUOTED -> quoted();
                case HEREDOC -> heredoc();
            }
        }
        if (frames.element().mode == Mode.HEREDOC) {
            Frame open = frames.element();
            problem(open.start, open.start + 2, "the heredoc has no closing line \"" + open.marker + "\"");
        } else if (frames.element().mode == Mode.QUOTED) {
            problem(frames.element().start, frames.element().start + 1, "the string has no closing quote");
        }
        add(Kind.END, at, at);
        return tokens;
    }

    private void code() {
        int start = at;
        char c = text.charAt(at);
        if (c == '\n') {
            at++;
            add(Kind.NEWLINE, start, at);
        } else if (c == ' ' || c == '\t' || c == '\r') {
            at++;
        } else if (c == '#' || text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        } else if (text.startsWith("/*", at)) {
            blockComment();
        } else if (c == '"') {
            at++;
            add(Kind.QUOTE_OPEN, start, at);
            frames.push(new Frame(Mode.QUOTED, "", start));
        } else if (c >= '0' && c <= '9') {
            number();
        } else if (isIdentifierStart(text.codePointAt(at))) {
            at = identifierEnd(at);
            add(Kind.IDENTIFIER, start, at);
        } else if (!heredocStart()) {
            symbol();
        }
    }

    private void blockComment() {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            problem(at, at + 2, "the comment has no closing */");
            at = text.length();
        } else {
            at = end + 2;
        }
    }

    private void number() {
        int start = at;
        digits();
        if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(at + 1)) {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int sign = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0 ? 1 : 0;
            if (isDigit(at + 1 + sign)) {
                at += 1 + sign;
                digits();
            }
        }
        add(Kind.NUMBER, start, at);
    }

    private void digits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private boolean heredocStart() {
        if (!text.startsWith("<<", at)) {
            return false;
        }
        boolean flush = text.startsWith("-", at + 2);
        int name = at + (flush ? 3 : 2);
        if (name >= text.length() || !isIdentifierStart(text.codePointAt(name))) {
            return false;
        }
        int nameEnd = identifierEnd(name);
        int lineEnd = text.indexOf('\n', nameEnd);
        int stop = lineEnd < 0 ? text.length() : lineEnd;
        if (!text.substring(nameEnd, stop).isBlank()) {
            problem(
                    nameEnd,
                    stop,
                    "the opening line of a heredoc ends with its marker; start the text on the next line");
        }
        int start = at;
        at = lineEnd < 0 ? text.length() : lineEnd + 1;
        tokens.add(new Token(Kind.HEREDOC_OPEN, flush ? "<<-" : "<<", false, range(start, nameEnd)));
        frames.push(new Frame(Mode.HEREDOC, text.substring(name, nameEnd), start));
        return true;
    }

    private void symbol() {
        int start = at;
        Frame frame = frames.element();
        boolean inTemplate = frames.size() > 1;
        if (inTemplate && frame.braces == 0 && (text.startsWith("~}", at) || text.charAt(at) == '}')) {
            boolean trim = text.charAt(at) == '~';
            at += trim ? 2 : 1;
            tokens.add(new Token(Kind.TEMPLATE_END, "}", trim, range(start, at)));
            frames.pop();
            return;
        }
        String symbol = LONG_SYMBOLS.stream()
                .filter(s -> text.startsWith(s, start))
                .findFirst()
                .orElse(text.substring(start, start + Character.charCount(text.codePointAt(start))));
        at += symbol.length();
        if (symbol.length() == 1 && SHORT_SYMBOLS.indexOf(symbol.charAt(0)) < 0 || symbol.codePointAt(0) > 0xFFFF) {
            String hint = SUGGESTED.getOrDefault(symbol, "");
            if (symbol.equals("'") || symbol.equals("`")) {
                int close = text.indexOf(symbol, at);
                at = close < 0 || text.substring(at, close).indexOf('\n') >= 0 ? at : close + 1;
            }
            problem(start, at, "the character " + printable(symbol) + " means nothing here" + hint);
            return;
        }
        if (symbol.equals("{")) {
            frame.braces++;
        } else if (symbol.equals("}")) {
            frame.braces = Math.max(0, frame.braces - 1);
        }
        add(Kind.SYMBOL, start, at);
    }

    private void quoted() {
        int start = at;
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\n' || startsTemplate()) {
                break;
            }
            if (c == '\\') {
                escape(value);
            } else {
                literalCharacter(value);
            }
        }
        literal(value, start);
        if (at >= text.length()) {
            return;
        }
        if (text.charAt(at) == '\n') {
            problem(
                    start,
                    at,
                    "the string has no closing quote on its line; a text of several lines is a heredoc (<<EOT)");
            add(Kind.QUOTE_CLOSE, at, at);
            frames.pop();
        } else if (text.charAt(at) == '"') {
            at++;
            add(Kind.QUOTE_CLOSE, at - 1, at);
            frames.pop();
        } else {
            templateStart();
        }
    }

    private void heredoc() {
        int start = at;
        StringBuilder value = new StringBuilder();
        String marker = frames.element().marker;
        while (at < text.length()) {
            if (at == 0 || text.charAt(at - 1) == '\n') {
                int lineEnd = text.indexOf('\n', at);
                String content = text.substring(at, lineEnd < 0 ? text.length() : lineEnd);
                if (content.strip().equals(marker)) {
                    literal(value, start);
                    int markerStart = at + content.indexOf(marker);
                    at = markerStart + marker.length();
                    add(Kind.HEREDOC_CLOSE, markerStart, at);
                    frames.pop();
                    return;
                }
            }
            if (startsTemplate()) {
                literal(value, start);
                templateStart();
                return;
            }
            boolean lineEnds = text.charAt(at) == '\n';
            literalCharacter(value);
            if (lineEnds) {
                // a token for each line: "~" next to it trims no further than this line
                break;
            }
        }
        literal(value, start);
    }

    private boolean startsTemplate() {
        return text.startsWith("${", at) || text.startsWith("%{", at);
    }

    /** Takes one character of template text; a doubled {@code $} or {@code %} before a brace is that character itself. */
    private void literalCharacter(StringBuilder value) {
        if (text.startsWith("$${", at) || text.startsWith("%%{", at)) {
            value.append(text, at + 1, at + 3);
            at += 3;
        } else {
            value.append(text.charAt(at));
            at++;
        }
    }

    private void templateStart() {
        Kind kind = text.charAt(at) == '$' ? Kind.INTERPOLATION : Kind.CONTROL;
        int start = at;
        boolean trim = text.startsWith("~", at + 2);
        at += trim ? 3 : 2;
        tokens.add(new Token(kind, "", trim, range(start, at)));
        frames.push(new Frame(Mode.CODE, "", at));
    }

    private void escape(StringBuilder value) {
        int start = at;
        char c = at + 1 < text.length() ? text.charAt(at + 1) : '\n';
        int length = switch (c) {
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
        at = Math.min(text.length(), c == '\n' ? at + 1 : at + 2);
        switch (c) {
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case '"', '\\' -> value.append(c);
            case 'u', 'U' -> unicodeEscape(value, start, length);
            default ->
                problem(start, at, "this escape is not known; allowed are \\n \\r \\t \\\" \\\\ \\uNNNN \\UNNNNNNNN");
        }
    }

    private void unicodeEscape(StringBuilder value, int start, int length) {
        int end = at;
        while (end < text.length()
                && end < at + length
                && Character.digit(text.charAt(end), 16) >= 0
                && text.charAt(end) < 128) {
            end++;
        }
        long codePoint = end - at == length ? Long.parseLong(text.substring(at, end), 16) : -1;
        at = end;
        if (codePoint < 0 || codePoint > Character.MAX_CODE_POINT || codePoint >= 0xD800 && codePoint <= 0xDFFF) {
            problem(start, at, "this is not a Unicode character: \\u takes four, \\U eight hexadecimal digits");
        } else {
            value.appendCodePoint((int) codePoint);
        }
    }

    private void literal(StringBuilder value, int start) {
        if (at > start) {
            tokens.add(new Token(Kind.LITERAL, value.toString(), false, range(start, at)));
        }
    }

    private static boolean isIdentifierStart(int codePoint) {
        return codePoint == '_' || Character.isUnicodeIdentifierStart(codePoint);
    }

    private int identifierEnd(int from) {
        int end = from;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            boolean continues =
                    Character.isUnicodeIdentifierPart(codePoint) && !Character.isIdentifierIgnorable(codePoint);
            if (!continues && codePoint != '-') {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return end;
    }

    private static String printable(String symbol) {
        int codePoint = symbol.codePointAt(0);
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE
                ? "U+%04X".formatted(codePoint)
                : symbol;
    }

    private void add(Kind kind, int start, int end) {
        tokens.add(new Token(kind, kind == Kind.NEWLINE ? "" : text.substring(start, end), false, range(start, end)));
    }

    private void problem(int start, int end, String message) {
        // after that many nobody reads on, and each costs a walk over the text
        if (problems.size() < Parser.MAX_PROBLEMS) {
            problems.add(HclProblem.at(source.range(start, end), message));
        }
    }

    /** Token starts only grow, so the line count goes on from the last one instead of from the beginning, and the end of a line is looked for once. */
    private SourceRange range(int start, int end) {
        if (start < countedTo) {
            return source.range(start, end);
        }
        while (lineEnd < start) {
            if (lineEnd >= 0) {
                line++;
                lineStart = lineEnd + 1;
            }
            int next = text.indexOf('\n', lineEnd + 1);
            lineEnd = next < 0 ? text.length() : next;
        }
        countedTo = start;
        return new SourceRange(source, start, end, line, start - lineStart + 1);
    }
}
