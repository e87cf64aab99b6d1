package dev.countersign.hcl;

import dev.countersign.hcl.Token.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the structure of an HCL text: attributes and blocks. An unreadable item is reported and stepped over. */
final class Parser {

    /** How many problems of one file are kept. */
    static final int MAX_PROBLEMS = 100;

    private final HclSource source;
    private final List<HclProblem> problems = new ArrayList<>();
    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final int lexical;
    private int failures;

    Parser(HclSource source) {
        this.source = source;
        this.tokens = new Tokens(new Lexer(source, problems).tokens());
        this.lexical = problems.size();
        this.expressions = new ExpressionParser(tokens);
    }

    HclFile file() {
        HclBody body = body(true);
        problems.sort(Comparator.comparingInt(p -> p.range().offset()));
        return new HclFile(source, body, problems);
    }

    private HclBody body(boolean topLevel) {
        List<HclAttribute> attributes = new ArrayList<>();
        List<HclBlock> blocks = new ArrayList<>();
        Map<String, HclAttribute> byName = new HashMap<>();
        SourceRange start = tokens.peek().range();
        while (true) {
            tokens.skipLineEnds();
            Token token = tokens.peek();
            if (token.is(Kind.END) || !topLevel && token.isSymbol("}")) {
                return new HclBody(attributes, blocks, start.to(token.range()));
            }
            Tokens.Mark mark = tokens.mark();
            try {
                item(token, attributes, blocks, byName);
            } catch (Tokens.Unreadable e) {
                fail(e.problem, token, mark);
                if (topLevel && tokens.peek().isSymbol("}")) {
                    tokens.next();
                }
            }
        }
    }

    private void fail(HclProblem problem, Token item, Tokens.Mark mark) {
        // each failure may look at the rest of the text once, so there must not be one on every line of a big file
        if (++failures > MAX_PROBLEMS) {
            tokens.giveUp();
            return;
        }
        Optional<HclProblem> unreadable = problems.subList(0, lexical).stream()
                .filter(p -> p.range().offset() >= item.range().offset()
                        && p.range().offset() < problem.range().offset())
                .findFirst();
        if (unreadable.isPresent()) {
            // behind an unreadable character the rest of its line cannot make sense
            tokens.recoverBehind(mark, unreadable.get().range().offset());
        } else {
            report(problem);
            tokens.recover(mark);
        }
    }

    private void item(
            Token token, List<HclAttribute> attributes, List<HclBlock> blocks, Map<String, HclAttribute> byName) {
        if (!token.is(Kind.IDENTIFIER)) {
            tokens.next();
            String hint = token.is(Kind.QUOTE_OPEN) ? "; names are written without quotes" : "";
            throw Tokens.unreadable(
                    token, "expected an attribute (name = value) or a block, found " + token.describe() + hint);
        }
        tokens.next();
        if (tokens.takeSymbol("=")) {
            HclExpression value = expressions.expression();
            HclAttribute attribute = new HclAttribute(
                    token.text(), token.range(), value, token.range().to(value.range()));
            HclAttribute earlier = byName.putIfAbsent(attribute.name(), attribute);
            if (earlier == null) {
                attributes.add(attribute);
            } else {
                report(HclProblem.at(
                        attribute.nameRange(),
                        "\"" + attribute.name() + "\" was already set in line "
                                + earlier.nameRange().line()));
            }
            endOfItem("the value of \"" + token.text() + "\"");
        } else {
            blocks.add(block(token));
            endOfItem("the block \"" + token.text() + "\"");
        }
    }

    private HclBlock block(Token type) {
        List<HclBlock.Label> labels = new ArrayList<>();
        while (!tokens.peek().isSymbol("{")) {
            Token token = tokens.peek();
            if (token.is(Kind.IDENTIFIER)) {
                tokens.next();
                labels.add(new HclBlock.Label(token.text(), token.range()));
            } else if (token.is(Kind.QUOTE_OPEN)) {
                HclExpression label = expressions.expression();
                if (!(label instanceof HclExpression.Literal(HclValue.Text(String text), SourceRange range))) {
                    throw new Tokens.Unreadable(HclProblem.at(label.range(), "a block label is plain text"));
                }
                labels.add(new HclBlock.Label(text, range));
            } else {
                throw Tokens.unreadable(
                        token, "expected \"=\" or \"{\" after \"" + type.text() + "\", found " + token.describe());
            }
        }
        Token open = tokens.next();
        tokens.enter();
        tokens.hideLineEnds(false);
        HclBody body = body(false);
        tokens.restoreLineEnds();
        tokens.leave();
        Token close = tokens.peek();
        if (tokens.takeSymbol("}")) {
            return new HclBlock(
                    type.text(), type.range(), labels, body, type.range().to(close.range()));
        }
        report(HclProblem.at(open.range(), "the block \"" + type.text() + "\" has no closing brace"));
        return new HclBlock(
                type.text(), type.range(), labels, body, type.range().to(body.range()));
    }

    private void endOfItem(String what) {
        Token token = tokens.peek();
        if (!token.is(Kind.NEWLINE) && !token.is(Kind.END) && !token.isSymbol("}")) {
            throw Tokens.unreadable(token, "expected a new line after " + what + ", found " + token.describe());
        }
    }

    private void report(HclProblem problem) {
        // a brace that never closes reports once per level; the first of two at one place says it all
        boolean repeated = problems.stream()
                .anyMatch(p -> p.range().offset() == problem.range().offset());
        if (!repeated && problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        }
    }
}
