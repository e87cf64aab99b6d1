package dev.countersign.postgres.lint;

import dev.countersign.sql.Lexer;
import dev.countersign.sql.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The statements that a body in PL/pgSQL runs by {@code EXECUTE}, looked at for what is joined into them without being quoted. Follows variables that get such
 * a text one after the other, not through branches. What {@code format} does is its own affair.
 */
final class DynamicSql {
    private static final Set<String> SAFE = Set.of("quote_ident", "quote_literal", "quote_nullable", "format");
    private static final Set<String> SAFE_TYPES =
            Set.of("regclass", "regtype", "regproc", "regprocedure", "oid", "int", "integer", "bigint", "smallint");

    private final String text;
    private final List<Token> tokens;
    private final Set<String> joined = new HashSet<>();
    private final Set<String> harmless = new HashSet<>();

    /** @param definition the statement that makes the routine, as the server prints it */
    DynamicSql(String definition) {
        this.text = body(definition);
        this.tokens = Lexer.significantTokens(text);
    }

    /** What stands between dollar quotes. */
    private static String body(String definition) {
        int open = definition.indexOf("\nAS $");
        int start = definition.indexOf('$', open + 5);
        int end = definition.lastIndexOf('$', definition.lastIndexOf('$') - 1);
        return open < 0 || start < 0 || end <= start ? "" : definition.substring(start + 1, end);
    }

    /** The first thing that gets into a statement unquoted; empty when there is none. */
    Optional<String> firstUnquoted() {
        for (int i = 0; i < tokens.size(); i++) {
            if (is(i, ":=") || is(i, ":") && is(i + 1, "=")) {
                assigned(i, is(i, ":=") ? i + 1 : i + 2);
            } else if (is(i, "EXECUTE") && !is(i + 1, "FUNCTION") && !is(i + 1, "PROCEDURE") && !is(i + 1, "ON")) {
                Optional<String> unquoted = unquoted(expression(i + 1));
                if (unquoted.isPresent()) {
                    return unquoted;
                }
            }
        }
        return Optional.empty();
    }

    private void assigned(int sign, int start) {
        Set<String> names = new HashSet<>();
        names.add(word(sign - 1));
        // a declaration has its type between the name and the sign
        names.add(word(sign - 2));
        boolean unsafe = unquoted(expression(start)).isPresent();
        (unsafe ? joined : harmless).addAll(names);
        (unsafe ? harmless : joined).removeAll(names);
    }

    /** The operands that are joined from there on. */
    private List<List<Token>> expression(int start) {
        List<List<Token>> operands = new ArrayList<>();
        List<Token> operand = new ArrayList<>();
        int depth = 0;
        for (int i = start; i < tokens.size(); i++) {
            if (depth == 0 && (is(i, ";") || is(i, "INTO") || is(i, "USING") || is(i, "LOOP"))) {
                break;
            }
            depth += is(i, "(") ? 1 : is(i, ")") ? -1 : 0;
            if (depth == 0 && is(i, "||")) {
                operands.add(operand);
                operand = new ArrayList<>();
            } else {
                operand.add(tokens.get(i));
            }
        }
        operands.add(operand);
        return operands;
    }

    private Optional<String> unquoted(List<List<Token>> operands) {
        if (operands.size() == 1) {
            return operands.getFirst().size() == 1
                            && joined.contains(word(operands.getFirst().getFirst()))
                    ? Optional.of(words(operands.getFirst()))
                    : Optional.empty();
        }
        return operands.stream().filter(o -> !isSafe(o)).map(this::words).findFirst();
    }

    private boolean isSafe(List<Token> operand) {
        if (operand.isEmpty()) {
            return true;
        }
        Token first = operand.getFirst();
        Token last = operand.getLast();
        boolean constant =
                operand.size() == 1 && (first.kind() == Token.Kind.STRING || first.kind() == Token.Kind.NUMBER);
        boolean quoted = operand.size() > 1 && SAFE.contains(word(first));
        boolean typed = operand.size() > 2
                && operand.get(operand.size() - 2).in(text).equals("::")
                && SAFE_TYPES.contains(word(last));
        return constant || quoted || typed || operand.size() == 1 && harmless.contains(word(first));
    }

    private boolean is(int position, String word) {
        return position < tokens.size() && tokens.get(position).in(text).equalsIgnoreCase(word);
    }

    private String word(int position) {
        return position < 0 ? "" : word(tokens.get(position));
    }

    private String word(Token token) {
        return token.in(text).toLowerCase(Locale.ROOT);
    }

    private String words(List<Token> operand) {
        return text.substring(operand.getFirst().offset(), operand.getLast().end());
    }
}
