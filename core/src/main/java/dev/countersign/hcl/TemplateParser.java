package dev.countersign.hcl;

import dev.countersign.hcl.HclExpression.Literal;
import dev.countersign.hcl.HclExpression.Template;
import dev.countersign.hcl.HclExpression.TemplateFor;
import dev.countersign.hcl.HclExpression.TemplateIf;
import dev.countersign.hcl.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a quoted string or a heredoc: text, <code>${...}</code> and <code>%{if}</code> / <code>%{for}</code>. */
final class TemplateParser {

    private final Tokens tokens;
    private final ExpressionParser expressions;

    TemplateParser(Tokens tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** What a template consists of before its directives are matched up. */
    private sealed interface Part {
        Token token();

        record Text(String text, Token token) implements Part {}

        record Value(HclExpression expression, Token token, Token end) implements Part {}

        record Control(
                String word,
                Optional<String> key,
                String item,
                Optional<HclExpression> argument,
                Token token,
                Token end)
                implements Part {}
    }

    HclExpression template() {
        Token open = tokens.next();
        boolean heredoc = open.is(Kind.HEREDOC_OPEN);
        tokens.hideLineEnds(false);
        List<Part> parts = new ArrayList<>();
        while (!tokens.peek().is(heredoc ? Kind.HEREDOC_CLOSE : Kind.QUOTE_CLOSE)) {
            parts.add(part(tokens.peek()));
        }
        Token close = tokens.next();
        tokens.restoreLineEnds();
        trim(parts);
        if (heredoc && open.text().equals("<<-")) {
            unindent(parts);
        }
        SourceRange range = open.range().to(close.range());
        Nesting nesting = new Nesting(parts);
        List<HclExpression> tree = nesting.sequence(Optional.empty());
        if (tree.isEmpty()) {
            return HclExpression.text("", range);
        }
        if (tree.size() == 1 && tree.getFirst() instanceof Literal(HclValue.Text text, SourceRange ignored)) {
            return new Literal(text, range);
        }
        return new Template(tree, range);
    }

    private Part part(Token token) {
        return switch (token.kind()) {
            case LITERAL -> new Part.Text(tokens.next().text(), token);
            case INTERPOLATION -> {
                tokens.next();
                tokens.hideLineEnds(true);
                HclExpression value = expressions.expression();
                Token end = tokens.expect(
                        Kind.TEMPLATE_END,
                        "\"}\" after the interpolated value (text of another language is written $${)");
                tokens.restoreLineEnds();
                yield new Part.Value(value, token, end);
            }
            case CONTROL -> control(tokens.next());
            case IDENTIFIER,
                    NUMBER,
                    SYMBOL,
                    NEWLINE,
                    QUOTE_OPEN,
                    QUOTE_CLOSE,
                    HEREDOC_OPEN,
                    HEREDOC_CLOSE,
                    TEMPLATE_END,
                    END -> throw Tokens.unreadable(token, "the text is not closed");
        };
    }

    private Part control(Token start) {
        tokens.hideLineEnds(true);
        Token word = tokens.expect(Kind.IDENTIFIER, "if, else, endif, for or endfor");
        Optional<String> key = Optional.empty();
        String item = "";
        Optional<HclExpression> argument = Optional.empty();
        switch (word.text()) {
            case "if" -> argument = Optional.of(expressions.expression());
            case "for" -> {
                item = tokens.expect(Kind.IDENTIFIER, "a name after \"for\"").text();
                if (tokens.takeSymbol(",")) {
                    key = Optional.of(item);
                    item = tokens.expect(Kind.IDENTIFIER, "a second name after \",\"")
                            .text();
                }
                Token in = tokens.expect(Kind.IDENTIFIER, "\"in\"");
                if (!in.isWord("in")) {
                    throw Tokens.unreadable(in, "expected \"in\", found " + in.describe());
                }
                argument = Optional.of(expressions.expression());
            }
            case "else", "endif", "endfor" -> {}
            default ->
                throw Tokens.unreadable(word, "expected if, else, endif, for or endfor, found " + word.describe());
        }
        Token end = tokens.expect(Kind.TEMPLATE_END, "\"}\" after \"" + word.text() + "\"");
        tokens.restoreLineEnds();
        return new Part.Control(word.text(), key, item, argument, start, end);
    }

    /**
     * {@code <<-}: takes the smallest indentation of all lines off every line. Lines of nothing but white space neither
     * count nor change, and a line whose predecessor lost its end to a {@code ~} does not begin one: both as the
     * original implementation has it, where the specification leaves it open.
     */
    private static void unindent(List<Part> parts) {
        int smallest = Integer.MAX_VALUE;
        List<Integer> starts = new ArrayList<>();
        boolean lineStart = true;
        for (int i = 0; i < parts.size(); i++) {
            String text = parts.get(i) instanceof Part.Text(String literal, Token ignored) ? literal : "";
            boolean blank = text.isBlank() && text.endsWith("\n");
            if (lineStart && !blank) {
                smallest = Math.min(smallest, indentation(text));
                starts.add(i);
            }
            lineStart = text.endsWith("\n");
        }
        for (int start : starts) {
            if (parts.get(start) instanceof Part.Text(String text, Token token)) {
                parts.set(start, new Part.Text(text.substring(smallest), token));
            }
        }
    }

    /** How many white space characters a text begins with, in UTF-16 units. */
    private static int indentation(String line) {
        int count = 0;
        while (count < line.length() && Characters.isSpace(line.charAt(count))) {
            count++;
        }
        return count;
    }

    /** A {@code ~} in a marker removes the white space of the text next to it, in a heredoc up to the end of the line. */
    private static void trim(List<Part> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Part.Text(String text, Token token)) {
                String trimmed = i > 0 && endTrims(parts.get(i - 1)) ? text.stripLeading() : text;
                boolean next = i + 1 < parts.size() && parts.get(i + 1).token().trim();
                parts.set(i, new Part.Text(next ? trimmed.stripTrailing() : trimmed, token));
            }
        }
    }

    private static boolean endTrims(Part part) {
        return switch (part) {
            case Part.Text ignored -> false;
            case Part.Value value -> value.end().trim();
            case Part.Control control -> control.end().trim();
        };
    }

    /** Matches if with endif and for with endfor. */
    private final class Nesting {
        private final List<Part> parts;
        private int at;

        Nesting(List<Part> parts) {
            this.parts = parts;
        }

        /** Everything up to (not including) else, endif or endfor; without an opener none of them may come. */
        List<HclExpression> sequence(Optional<Part.Control> opener) {
            tokens.enter();
            List<HclExpression> result = new ArrayList<>();
            while (at < parts.size()) {
                switch (parts.get(at)) {
                    case Part.Text(String text, Token token) -> {
                        at++;
                        if (!text.isEmpty()) {
                            result.add(HclExpression.text(text, token.range()));
                        }
                    }
                    case Part.Value value -> {
                        at++;
                        result.add(value.expression());
                    }
                    case Part.Control control -> {
                        if (control.argument().isEmpty()) {
                            if (opener.isEmpty()) {
                                throw Tokens.unreadable(
                                        control.token(), "\"" + control.word() + "\" has no opening directive");
                            }
                            tokens.leave();
                            return result;
                        }
                        at++;
                        result.add(control.word().equals("if") ? condition(control) : loop(control));
                    }
                }
            }
            if (opener.isPresent()) {
                Part.Control control = opener.get();
                throw Tokens.unreadable(
                        control.token(), "\"" + control.word() + "\" has no \"end" + control.word() + "\"");
            }
            tokens.leave();
            return result;
        }

        private HclExpression condition(Part.Control start) {
            HclExpression then = template(start, sequence(Optional.of(start)));
            HclExpression otherwise = HclExpression.text("", start.token().range());
            Part.Control end = (Part.Control) parts.get(at++);
            if (end.word().equals("else")) {
                otherwise = template(end, sequence(Optional.of(start)));
                end = (Part.Control) parts.get(at++);
            }
            close(start, end);
            return new TemplateIf(start.argument().orElseThrow(), then, otherwise, ranges(start, end));
        }

        private HclExpression loop(Part.Control start) {
            HclExpression body = template(start, sequence(Optional.of(start)));
            Part.Control end = (Part.Control) parts.get(at++);
            close(start, end);
            return new TemplateFor(start.key(), start.item(), start.argument().orElseThrow(), body, ranges(start, end));
        }

        private void close(Part.Control start, Part.Control end) {
            if (!end.word().equals("end" + start.word())) {
                throw Tokens.unreadable(
                        end.token(), "expected \"end" + start.word() + "\", found \"" + end.word() + "\"");
            }
        }

        private HclExpression template(Part.Control at, List<HclExpression> items) {
            // always a sequence, also of one item, so that the result is text and not the item's own type
            List<HclExpression> sequence = new ArrayList<>(items);
            sequence.addFirst(HclExpression.text("", at.token().range()));
            return new Template(sequence, at.token().range().to(at.end().range()));
        }

        private SourceRange ranges(Part.Control start, Part.Control end) {
            return start.token().range().to(end.end().range());
        }
    }
}
