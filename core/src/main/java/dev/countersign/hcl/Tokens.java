package dev.countersign.hcl;

import dev.countersign.hcl.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** A cursor over tokens that hides line ends where they mean nothing: inside brackets and interpolations. */
final class Tokens {

    /** Ends the reading of one item; the parser records the problem and goes on with the next item. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient HclProblem problem;

        Unreadable(HclProblem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }
    }

    /** How deep blocks, brackets, operators and templates may nest in a text. */
    static final int MAX_DEPTH = 64;

    /** How far the end of an unreadable item is looked for; every error of a big file may look once. */
    private static final int RECOVERY_TOKENS = 100_000;

    private final List<Token> tokens;
    private final Deque<Boolean> lineEndsHidden = new ArrayDeque<>(List.of(false));
    private int at;
    private int depth;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        while (lineEndsHidden.element() && tokens.get(at).is(Kind.NEWLINE)) {
            at++;
        }
        return tokens.get(at);
    }

    /** The token after the next one, line ends hidden or not as for the next one. */
    Token peekSecond() {
        peek();
        int second = Math.min(at + 1, tokens.size() - 1);
        while (lineEndsHidden.element() && tokens.get(second).is(Kind.NEWLINE)) {
            second++;
        }
        return tokens.get(second);
    }

    Token next() {
        Token token = peek();
        if (!token.is(Kind.END)) {
            at++;
        }
        return token;
    }

    boolean takeSymbol(String symbol) {
        boolean there = peek().isSymbol(symbol);
        if (there) {
            next();
        }
        return there;
    }

    Token expectSymbol(String symbol, String where) {
        if (!peek().isSymbol(symbol)) {
            throw unreadable(peek(), "expected \"" + symbol + "\" " + where + ", found " + peek().describe());
        }
        return next();
    }

    Token expect(Kind kind, String what) {
        if (!peek().is(kind)) {
            throw unreadable(peek(), "expected " + what + ", found " + peek().describe());
        }
        return next();
    }

    void skipLineEnds() {
        while (tokens.get(at).is(Kind.NEWLINE)) {
            at++;
        }
    }

    /** Steps over line ends when one of the symbols follows them. */
    void continueOn(Set<String> symbols) {
        int next = at;
        while (tokens.get(next).is(Kind.NEWLINE)) {
            next++;
        }
        if (tokens.get(next).is(Kind.SYMBOL)
                && symbols.contains(tokens.get(next).text())) {
            at = next;
        }
    }

    void hideLineEnds(boolean hidden) {
        lineEndsHidden.push(hidden);
    }

    void restoreLineEnds() {
        lineEndsHidden.pop();
    }

    void enter() {
        if (++depth > MAX_DEPTH) {
            throw unreadable(peek(), "this is nested more than " + MAX_DEPTH + " levels deep");
        }
    }

    void leave() {
        depth--;
    }

    /** Everything a failed item may leave changed. */
    record Mark(int at, int depth, int frames) {}

    Mark mark() {
        return new Mark(at, depth, lineEndsHidden.size());
    }

    /**
     * Goes on behind an unreadable item: at the first line end (or closing brace of the body) at the item's own bracket
     * level that lies behind the place of the error; when its brackets do not match, at the end of its first line.
     */
    void recover(Mark mark) {
        int failedAt = at;
        depth = mark.depth();
        while (lineEndsHidden.size() > mark.frames()) {
            lineEndsHidden.pop();
        }
        Deque<String> open = new ArrayDeque<>();
        int last = Math.min(tokens.size(), mark.at() + RECOVERY_TOKENS);
        for (int i = mark.at(); i < last; i++) {
            Token token = tokens.get(i);
            if (open.isEmpty() && i >= failedAt && (token.is(Kind.NEWLINE) || token.isSymbol("}"))) {
                at = i;
                return;
            }
            String closing = closingOf(token);
            if (!closing.isEmpty()) {
                open.push(closing);
            } else if (closes(token) && (open.isEmpty() || !open.pop().equals(kindOf(token)))) {
                // brackets that do not match say nothing about where the item ends
                break;
            }
        }
        toLineEnd(mark.at());
    }

    /** Goes on behind an item that holds an unreadable character: at the end of that character's line. */
    void recoverBehind(Mark mark, int offset) {
        depth = mark.depth();
        while (lineEndsHidden.size() > mark.frames()) {
            lineEndsHidden.pop();
        }
        int from = mark.at();
        while (tokens.get(from).range().offset() < offset && !tokens.get(from).is(Kind.END)) {
            from++;
        }
        toLineEnd(from);
    }

    /** Gives up: nothing more is read. */
    void giveUp() {
        at = tokens.size() - 1;
    }

    private void toLineEnd(int from) {
        at = from;
        while (!tokens.get(at).is(Kind.NEWLINE) && !tokens.get(at).is(Kind.END)) {
            at++;
        }
    }

    /** What closes the thing that this token opens; empty when it opens nothing. */
    private static String closingOf(Token token) {
        return switch (token.kind()) {
            case SYMBOL ->
                switch (token.text()) {
                    case "(" -> ")";
                    case "[" -> "]";
                    case "{" -> "}";
                    default -> "";
                };
            case QUOTE_OPEN -> Kind.QUOTE_CLOSE.name();
            case HEREDOC_OPEN -> Kind.HEREDOC_CLOSE.name();
            case INTERPOLATION, CONTROL -> Kind.TEMPLATE_END.name();
            case IDENTIFIER, NUMBER, NEWLINE, QUOTE_CLOSE, HEREDOC_CLOSE, LITERAL, TEMPLATE_END, END -> "";
        };
    }

    private static String kindOf(Token token) {
        return token.is(Kind.SYMBOL) ? token.text() : token.kind().name();
    }

    private static boolean closes(Token token) {
        return token.is(Kind.QUOTE_CLOSE)
                || token.is(Kind.HEREDOC_CLOSE)
                || token.is(Kind.TEMPLATE_END)
                || token.is(Kind.SYMBOL) && ")]}".contains(token.text());
    }

    static Unreadable unreadable(Token token, String message) {
        return new Unreadable(HclProblem.at(token.range(), message));
    }
}
