package dev.countersign.hcl;

import dev.countersign.hcl.HclExpression.Attribute;
import dev.countersign.hcl.HclExpression.Binary;
import dev.countersign.hcl.HclExpression.Call;
import dev.countersign.hcl.HclExpression.Conditional;
import dev.countersign.hcl.HclExpression.For;
import dev.countersign.hcl.HclExpression.Index;
import dev.countersign.hcl.HclExpression.ListLiteral;
import dev.countersign.hcl.HclExpression.Literal;
import dev.countersign.hcl.HclExpression.Name;
import dev.countersign.hcl.HclExpression.ObjectLiteral;
import dev.countersign.hcl.HclExpression.Splat;
import dev.countersign.hcl.HclExpression.Unary;
import dev.countersign.hcl.Token.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one expression: recursive descent with the operator precedence of the HCL specification. */
final class ExpressionParser {

    /** Weakest first. */
    private static final List<Set<String>> LEVELS = List.of(
            Set.of("||"),
            Set.of("&&"),
            Set.of("==", "!="),
            Set.of("<", ">", "<=", ">="),
            Set.of("+", "-"),
            Set.of("*", "/", "%"));

    /** How many of the levels are logical operators. */
    private static final int LOGICAL_LEVELS = 2;

    /** Operators, indexes or attribute steps in one chain; longer ones would only be written to exhaust the stack. */
    private static final int MAX_CHAIN = 256;

    private static final int MAX_DIGITS = 1000;

    private final Tokens tokens;
    private final TemplateParser templates;

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
        this.templates = new TemplateParser(tokens, this);
    }

    HclExpression expression() {
        tokens.enter();
        HclExpression condition = binary(0);
        if (tokens.takeSymbol("?")) {
            HclExpression then = expression();
            tokens.expectSymbol(":", "between the two results of a condition");
            HclExpression otherwise = expression();
            condition = new Conditional(
                    condition, then, otherwise, condition.range().to(otherwise.range()));
        }
        tokens.leave();
        return condition;
    }

    private HclExpression binary(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        HclExpression left = binary(level + 1);
        int chain = 0;
        if (level < LOGICAL_LEVELS) {
            // strict HCL ends the value here, but the vendor's own examples go on with && or || on the next line
            tokens.continueOn(LEVELS.get(level));
        }
        while (tokens.peek().is(Kind.SYMBOL)
                && LEVELS.get(level).contains(tokens.peek().text())) {
            Token operator = tokens.next();
            limitChain(++chain, operator);
            HclExpression right = binary(level + 1);
            left = new Binary(operator.text(), left, right, left.range().to(right.range()));
            if (level < LOGICAL_LEVELS) {
                tokens.continueOn(LEVELS.get(level));
            }
        }
        return left;
    }

    private HclExpression unary() {
        Token token = tokens.peek();
        if (token.isSymbol("-") || token.isSymbol("!")) {
            tokens.next();
            tokens.enter();
            HclExpression operand = unary();
            tokens.leave();
            return new Unary(token.text(), operand, token.range().to(operand.range()));
        }
        return traversal(term());
    }

    private HclExpression traversal(HclExpression start) {
        HclExpression result = start;
        int chain = 0;
        while (true) {
            Token token = tokens.peek();
            if (token.isSymbol(".")) {
                limitChain(++chain, token);
                tokens.next();
                result = tokens.takeSymbol("*") ? attributeSplat(result, token) : step(result);
            } else if (token.isSymbol("[")) {
                limitChain(++chain, token);
                if (tokens.peekSecond().isSymbol("*")) {
                    return fullSplat(result, token);
                }
                result = index(result);
            } else {
                return result;
            }
        }
    }

    private HclExpression step(HclExpression object) {
        Token name = tokens.peek();
        if (name.is(Kind.IDENTIFIER)) {
            tokens.next();
            return new Attribute(
                    object, name.text(), name.range(), object.range().to(name.range()));
        }
        if (name.is(Kind.NUMBER)) {
            tokens.next();
            // a.0.1 reads as the number 0.1
            HclExpression result = object;
            for (String part : name.text().split("\\.", -1)) {
                if (!part.chars().allMatch(c -> c >= '0' && c <= '9') || part.length() > 9) {
                    throw Tokens.unreadable(name, "expected an attribute name or an index after \".\"");
                }
                HclExpression key = HclExpression.number(new BigDecimal(part), name.range());
                result = new Index(result, key, object.range().to(name.range()));
            }
            return result;
        }
        throw Tokens.unreadable(name, "expected an attribute name after \".\", found " + name.describe());
    }

    private HclExpression index(HclExpression collection) {
        tokens.next();
        tokens.hideLineEnds(true);
        HclExpression key = expression();
        Token close = tokens.expectSymbol("]", "after the index");
        tokens.restoreLineEnds();
        return new Index(collection, key, collection.range().to(close.range()));
    }

    /** {@code [*]}: everything that follows, further splats included, is taken of each item. */
    private HclExpression fullSplat(HclExpression source, Token open) {
        tokens.next();
        tokens.next();
        tokens.expectSymbol("]", "after [*");
        tokens.enter();
        HclExpression each = traversal(new Name(Splat.ITEM, open.range()));
        tokens.leave();
        return new Splat(source, each, source.range().to(each.range()));
    }

    /** {@code .*}: only the attributes that follow are taken of each item; an index is one of the whole list. */
    private HclExpression attributeSplat(HclExpression source, Token dot) {
        HclExpression each = new Name(Splat.ITEM, dot.range());
        int chain = 0;
        while (tokens.peek().isSymbol(".")) {
            Token token = tokens.next();
            limitChain(++chain, token);
            if (tokens.peek().isSymbol("*")) {
                throw Tokens.unreadable(tokens.peek(), "\".*\" cannot be used twice in one chain; \"[*]\" can");
            }
            each = step(each);
        }
        return new Splat(source, each, source.range().to(each.range()));
    }

    private HclExpression term() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NUMBER -> HclExpression.number(number(tokens.next()), token.range());
            case IDENTIFIER -> word(tokens.next());
            case QUOTE_OPEN, HEREDOC_OPEN -> templates.template();
            case SYMBOL ->
                switch (token.text()) {
                    case "(" -> parenthesised();
                    case "[" -> list();
                    case "{" -> object();
                    default -> throw missing(token);
                };
            case NEWLINE, QUOTE_CLOSE, HEREDOC_CLOSE, LITERAL, INTERPOLATION, CONTROL, TEMPLATE_END, END ->
                throw missing(token);
        };
    }

    private static Tokens.Unreadable missing(Token token) {
        return Tokens.unreadable(token, "expected a value, found " + token.describe());
    }

    private static BigDecimal number(Token token) {
        int exponentAt = Math.max(token.text().indexOf('e'), token.text().indexOf('E'));
        if (token.text().length() > MAX_DIGITS || exponentAt > 0 && token.text().length() - exponentAt > 6) {
            throw Tokens.unreadable(token, "this number is too long");
        }
        BigDecimal value = new BigDecimal(token.text());
        if (!HclValue.Number.isInRange(value)) {
            throw Tokens.unreadable(token, "this number is out of range");
        }
        return value;
    }

    private HclExpression word(Token word) {
        if (tokens.peek().isSymbol("(")) {
            return call(word.text(), word);
        }
        if (tokens.peek().isSymbol("::")) {
            StringBuilder name = new StringBuilder(word.text());
            while (tokens.takeSymbol("::")) {
                name.append("::")
                        .append(tokens.expect(Kind.IDENTIFIER, "a function name")
                                .text());
            }
            return call(name.toString(), word);
        }
        return switch (word.text()) {
            case "true" -> new Literal(HclValue.of(true), word.range());
            case "false" -> new Literal(HclValue.of(false), word.range());
            case "null" -> new Literal(HclValue.Null.NULL, word.range());
            default -> new Name(word.text(), word.range());
        };
    }

    private HclExpression call(String name, Token word) {
        tokens.expectSymbol("(", "after the function name");
        tokens.hideLineEnds(true);
        List<HclExpression> arguments = new ArrayList<>();
        boolean expand = false;
        while (!tokens.peek().isSymbol(")")) {
            arguments.add(expression());
            if (tokens.takeSymbol("...")) {
                expand = true;
                break;
            }
            if (!tokens.takeSymbol(",")) {
                break;
            }
        }
        Token close = tokens.expectSymbol(")", "after the arguments of " + name);
        tokens.restoreLineEnds();
        return new Call(name, word.range(), arguments, expand, word.range().to(close.range()));
    }

    private HclExpression parenthesised() {
        tokens.next();
        tokens.hideLineEnds(true);
        HclExpression inner = expression();
        tokens.expectSymbol(")", "to close the parenthesis");
        tokens.restoreLineEnds();
        return inner;
    }

    private HclExpression list() {
        Token open = tokens.next();
        tokens.hideLineEnds(true);
        if (tokens.peek().isWord("for")) {
            return forExpression(open, "]");
        }
        List<HclExpression> items = new ArrayList<>();
        while (!tokens.peek().isSymbol("]")) {
            items.add(expression());
            if (!tokens.takeSymbol(",")) {
                break;
            }
        }
        Token close = tokens.expectSymbol("]", "or \",\" after a list item");
        tokens.restoreLineEnds();
        return new ListLiteral(items, open.range().to(close.range()));
    }

    private HclExpression object() {
        Token open = tokens.next();
        tokens.hideLineEnds(true);
        if (tokens.peek().isWord("for")
                && !tokens.peekSecond().isSymbol("=")
                && !tokens.peekSecond().isSymbol(":")) {
            return forExpression(open, "}");
        }
        tokens.restoreLineEnds();
        tokens.hideLineEnds(false);
        List<ObjectLiteral.Entry> entries = new ArrayList<>();
        tokens.skipLineEnds();
        while (!tokens.peek().isSymbol("}")) {
            if (tokens.peek().is(Kind.END)) {
                throw Tokens.unreadable(open, "this object has no closing brace");
            }
            HclExpression key = key();
            if (!tokens.takeSymbol("=") && !tokens.takeSymbol(":")) {
                throw Tokens.unreadable(
                        tokens.peek(),
                        "expected \"=\" after an object key, found "
                                + tokens.peek().describe());
            }
            entries.add(new ObjectLiteral.Entry(key, expression()));
            if (!tokens.takeSymbol(",")
                    && !tokens.peek().is(Kind.NEWLINE)
                    && !tokens.peek().isSymbol("}")) {
                throw Tokens.unreadable(
                        tokens.peek(),
                        "expected \",\", a new line or \"}\" after an object value, found "
                                + tokens.peek().describe());
            }
            tokens.skipLineEnds();
        }
        Token close = tokens.next();
        tokens.restoreLineEnds();
        return new ObjectLiteral(entries, open.range().to(close.range()));
    }

    private HclExpression key() {
        Token token = tokens.peek();
        Token second = tokens.peekSecond();
        if (token.is(Kind.IDENTIFIER) && (second.isSymbol("=") || second.isSymbol(":"))) {
            tokens.next();
            return HclExpression.text(token.text(), token.range());
        }
        HclExpression key = expression();
        if (key instanceof Attribute && !token.isSymbol("(")) {
            String written = key.range().text();
            throw new Tokens.Unreadable(HclProblem.at(
                    key.range(),
                    "a key with a dot may be a name or a reference; write (" + written + ") for the reference or \""
                            + written + "\" for the name"));
        }
        return key;
    }

    private HclExpression forExpression(Token open, String closing) {
        tokens.next();
        String first = tokens.expect(Kind.IDENTIFIER, "a name after \"for\"").text();
        Optional<String> second = tokens.takeSymbol(",")
                ? Optional.of(tokens.expect(Kind.IDENTIFIER, "a second name after \",\"")
                        .text())
                : Optional.empty();
        Token in = tokens.expect(Kind.IDENTIFIER, "\"in\"");
        if (!in.isWord("in")) {
            throw Tokens.unreadable(in, "expected \"in\", found " + in.describe());
        }
        HclExpression collection = expression();
        tokens.expectSymbol(":", "after the collection of a for expression");
        HclExpression value = expression();
        Optional<HclExpression> key = Optional.empty();
        boolean grouped = false;
        if (closing.equals("}")) {
            key = Optional.of(value);
            tokens.expectSymbol("=>", "after the key of a for expression");
            value = expression();
            grouped = tokens.takeSymbol("...");
        }
        Optional<HclExpression> condition = Optional.empty();
        if (tokens.peek().isWord("if")) {
            tokens.next();
            condition = Optional.of(expression());
        }
        Token close = tokens.expectSymbol(closing, "to close the for expression");
        tokens.restoreLineEnds();
        return new For(
                second.map(name -> first),
                second.orElse(first),
                collection,
                key,
                value,
                grouped,
                condition,
                open.range().to(close.range()));
    }

    private static void limitChain(int length, Token token) {
        if (length > MAX_CHAIN) {
            throw Tokens.unreadable(token, "this chain has more than " + MAX_CHAIN + " parts; split it with locals");
        }
    }
}
