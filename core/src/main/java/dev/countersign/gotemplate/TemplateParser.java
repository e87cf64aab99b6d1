package dev.countersign.gotemplate;

import dev.countersign.gotemplate.TemplateNode.Command;
import dev.countersign.gotemplate.TemplateNode.Operand;
import dev.countersign.gotemplate.TemplateNode.Pipeline;
import dev.countersign.gotemplate.TemplateToken.Kind;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the templates of one text: its own and those that it defines. */
final class TemplateParser {

    private static final int MAX_DEPTH = 64;
    private static final Set<String> KEYWORDS = Set.of(
            "if",
            "else",
            "end",
            "range",
            "with",
            "define",
            "block",
            "template",
            "break",
            "continue",
            "nil",
            "true",
            "false");

    private final List<TemplateToken> tokens;
    private final Map<String, List<TemplateNode>> defined;
    private final Deque<Set<String>> variables = new ArrayDeque<>();
    private int at;
    private int depth;
    private int loops;

    /** @param defined takes what {@code define} and {@code block} define */
    TemplateParser(HclSource source, Map<String, List<TemplateNode>> defined) {
        this.tokens = new TemplateLexer(source).tokens();
        this.defined = defined;
    }

    /** What a sequence of nodes ended with. */
    private record Part(List<TemplateNode> nodes, String ended, TemplateToken keyword) {}

    List<TemplateNode> template() {
        variables.push(Set.of(""));
        Part part = part();
        if (!part.ended().isEmpty()) {
            throw fail(part.keyword().range(), "\"" + part.ended() + "\" has nothing to end");
        }
        return part.nodes();
    }

    private Part part() {
        if (++depth > MAX_DEPTH) {
            throw fail(peek().range(), "this is nested more than " + MAX_DEPTH + " levels deep");
        }
        List<TemplateNode> nodes = new ArrayList<>();
        while (true) {
            TemplateToken token = next();
            switch (token.kind()) {
                case TEXT -> nodes.add(new TemplateNode.Text(token.text()));
                case END -> {
                    depth--;
                    return new Part(nodes, "", token);
                }
                case OPEN -> {
                    TemplateToken word = peek();
                    if (word.is(Kind.WORD)
                            && (word.text().equals("end") || word.text().equals("else"))) {
                        next();
                        depth--;
                        return new Part(nodes, word.text(), word);
                    }
                    action(nodes);
                }
                case CLOSE, WORD, FIELD, DOT, VARIABLE, STRING, CHARACTER, NUMBER, SYMBOL ->
                    throw fail(token.range(), "this stands outside of an action");
            }
        }
    }

    private void action(List<TemplateNode> nodes) {
        TemplateToken word = peek();
        switch (word.is(Kind.WORD) ? word.text() : "") {
            case "if" -> nodes.add(branches(next()));
            case "with" -> nodes.add(branches(next()));
            case "range" -> nodes.add(branches(next()));
            case "define" -> {
                next();
                define(word);
            }
            case "block" -> {
                next();
                TemplateToken name = expect(Kind.STRING, "the name of the block");
                Pipeline data = pipeline();
                close();
                body(name.text(), word);
                nodes.add(new TemplateNode.Invoke(name.text(), Optional.of(data), name.range()));
            }
            case "template" -> {
                next();
                TemplateToken name = expect(Kind.STRING, "the name of a template");
                Optional<Pipeline> data = peek().is(Kind.CLOSE) ? Optional.empty() : Optional.of(pipeline());
                close();
                nodes.add(new TemplateNode.Invoke(name.text(), data, name.range()));
            }
            case "break", "continue" -> {
                next();
                if (loops == 0) {
                    throw fail(word.range(), "\"" + word.text() + "\" stands outside of a range");
                }
                close();
                nodes.add(new TemplateNode.Leave(word.text().equals("break")));
            }
            default -> {
                Pipeline pipeline = pipeline();
                close();
                nodes.add(new TemplateNode.Output(pipeline));
                if (pipeline.declares()) {
                    declare(pipeline.variables());
                }
            }
        }
    }

    private void define(TemplateToken word) {
        TemplateToken name = expect(Kind.STRING, "the name of the template");
        close();
        body(name.text(), word);
    }

    private void body(String name, TemplateToken opener) {
        int outerLoops = loops;
        loops = 0;
        variables.push(Set.of(""));
        Part body = part();
        variables.pop();
        loops = outerLoops;
        if (!body.ended().equals("end")) {
            throw fail(opener.range(), "\"" + opener.text() + "\" has no \"end\"");
        }
        close();
        defined.put(name, body.nodes());
    }

    /** {@code if}, {@code with} or {@code range} with everything up to its {@code end}. */
    private TemplateNode branches(TemplateToken word) {
        variables.push(variables.element());
        Pipeline pipeline = pipeline();
        declare(pipeline.variables());
        close();
        boolean loop = word.text().equals("range");
        loops += loop ? 1 : 0;
        Part then = scoped();
        loops -= loop ? 1 : 0;
        List<TemplateNode> otherwise = List.of();
        if (then.ended().equals("else")) {
            otherwise = otherwise(word);
        } else if (then.ended().isEmpty()) {
            throw fail(word.range(), "\"" + word.text() + "\" has no \"end\"");
        } else {
            close();
        }
        variables.pop();
        return switch (word.text()) {
            case "if" -> new TemplateNode.If(pipeline, then.nodes(), otherwise);
            case "with" -> new TemplateNode.With(pipeline, then.nodes(), otherwise);
            default -> new TemplateNode.Range(pipeline, then.nodes(), otherwise);
        };
    }

    private List<TemplateNode> otherwise(TemplateToken word) {
        TemplateToken again = peek();
        // "else if" and "else with" need no end of their own
        if (again.is(Kind.WORD)
                && again.text().equals(word.text())
                && !word.text().equals("range")) {
            if (++depth > MAX_DEPTH) {
                throw fail(again.range(), "this is nested more than " + MAX_DEPTH + " levels deep");
            }
            List<TemplateNode> nested = List.of(branches(next()));
            depth--;
            return nested;
        }
        close();
        Part part = scoped();
        if (!part.ended().equals("end")) {
            throw fail(word.range(), "\"" + word.text() + "\" has no \"end\"");
        }
        close();
        return part.nodes();
    }

    private Part scoped() {
        variables.push(variables.element());
        Part part = part();
        variables.pop();
        return part;
    }

    private void declare(List<String> names) {
        if (!names.isEmpty()) {
            Set<String> known = new HashSet<>(variables.pop());
            known.addAll(names);
            variables.push(known);
        }
    }

    private Pipeline pipeline() {
        TemplateToken first = peek();
        List<String> names = new ArrayList<>();
        boolean declares = false;
        int start = at;
        if (first.is(Kind.VARIABLE)) {
            names.add(next().text());
            if (peek().isSymbol(",")) {
                next();
                names.add(expect(Kind.VARIABLE, "a second variable").text());
            }
            if (peek().isSymbol(":=") || peek().isSymbol("=")) {
                declares = next().text().equals(":=");
                for (String name : declares ? List.<String>of() : names) {
                    known(name, first.range());
                }
            } else {
                names.clear();
                at = start;
            }
        }
        List<Command> commands = new ArrayList<>(List.of(command()));
        while (peek().isSymbol("|")) {
            next();
            commands.add(command());
        }
        for (Command command : commands.subList(1, commands.size())) {
            if (!(command.words().getFirst() instanceof Operand.Function)) {
                throw fail(command.range(), "only a function takes a value from \"|\"");
            }
        }
        return new Pipeline(List.copyOf(names), declares, List.copyOf(commands), first.range());
    }

    private Command command() {
        List<Operand> words = new ArrayList<>();
        SourceRange range = peek().range();
        while (!peek().is(Kind.CLOSE) && !peek().isSymbol("|") && !peek().isSymbol(")")) {
            words.add(operand());
        }
        if (words.isEmpty()) {
            throw fail(range, "expected a value, found " + peek().describe());
        }
        boolean calls = words.getFirst() instanceof Operand.Function || words.getFirst() instanceof Operand.Field;
        if (words.size() > 1 && !calls) {
            throw fail(range, "only a function or method takes arguments");
        }
        return new Command(List.copyOf(words), range);
    }

    private Operand operand() {
        TemplateToken token = next();
        Operand operand = switch (token.kind()) {
            case STRING -> new Operand.Constant(HclValue.of(token.text()), token.range());
            case CHARACTER -> new Operand.Constant(HclValue.of(Long.parseLong(token.text())), token.range());
            case NUMBER -> new Operand.Constant(number(token), token.range());
            case DOT -> new Operand.Dot(token.range());
            case FIELD -> new Operand.Field(new Operand.Dot(token.range()), token.text(), token.range());
            case VARIABLE -> new Operand.Variable(known(token.text(), token.range()), token.range());
            case WORD -> word(token);
            case SYMBOL -> group(token);
            case TEXT, OPEN, CLOSE, END -> throw fail(token.range(), "expected a value, found " + token.describe());
        };
        while (peek().is(Kind.FIELD) && !peek().spaceBefore()) {
            TemplateToken field = next();
            operand = new Operand.Field(operand, field.text(), field.range());
        }
        return operand;
    }

    private Operand word(TemplateToken token) {
        return switch (token.text()) {
            case "true" -> new Operand.Constant(HclValue.of(true), token.range());
            case "false" -> new Operand.Constant(HclValue.of(false), token.range());
            case "nil" -> new Operand.Constant(HclValue.Null.NULL, token.range());
            default -> {
                if (KEYWORDS.contains(token.text())) {
                    throw fail(token.range(), "\"" + token.text() + "\" cannot stand here");
                }
                yield new Operand.Function(token.text(), token.range());
            }
        };
    }

    private Operand group(TemplateToken open) {
        if (!open.isSymbol("(")) {
            throw fail(open.range(), "expected a value, found " + open.describe());
        }
        if (++depth > MAX_DEPTH) {
            throw fail(open.range(), "this is nested more than " + MAX_DEPTH + " levels deep");
        }
        Pipeline pipeline = pipeline();
        if (!pipeline.variables().isEmpty()) {
            throw fail(open.range(), "variables are not set within parentheses");
        }
        if (!next().isSymbol(")")) {
            throw fail(open.range(), "this parenthesis is not closed");
        }
        depth--;
        return new Operand.Group(pipeline, open.range());
    }

    private String known(String name, SourceRange range) {
        if (!variables.element().contains(name)) {
            throw new HclException(HclProblem.unknownName(
                    range,
                    "there is no variable \"$" + name + "\" here",
                    name,
                    variables.element().stream().filter(v -> !v.isEmpty()).toList()));
        }
        return name;
    }

    private static HclValue number(TemplateToken token) {
        String text = token.text().replace("_", "");
        try {
            boolean negative = text.startsWith("-");
            String digits = negative || text.startsWith("+") ? text.substring(1) : text;
            int radix = digits.startsWith("0x") || digits.startsWith("0X")
                    ? 16
                    : digits.startsWith("0b") ? 2 : digits.startsWith("0o") ? 8 : 10;
            BigDecimal value = radix == 10
                    ? new BigDecimal(digits.length() > 100 ? "" : digits)
                    : new BigDecimal(new BigInteger(digits.substring(2), radix));
            return new HclValue.Number(negative ? value.negate() : value);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw fail(token.range(), "this is not a number");
        }
    }

    private void close() {
        if (!peek().is(Kind.CLOSE)) {
            throw fail(peek().range(), "expected }}, found " + peek().describe());
        }
        next();
    }

    private TemplateToken expect(Kind kind, String what) {
        if (!peek().is(kind)) {
            throw fail(peek().range(), "expected " + what + ", found " + peek().describe());
        }
        return next();
    }

    private TemplateToken peek() {
        return tokens.get(at);
    }

    private TemplateToken next() {
        TemplateToken token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    private static HclException fail(SourceRange range, String message) {
        return new HclException(HclProblem.at(range, message));
    }
}
