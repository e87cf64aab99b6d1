package dev.countersign.hcl;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An expression as written, with its place in the text. */
public sealed interface HclExpression {

    /** Where the expression stands. */
    SourceRange range();

    /** The direct parts, in text order; lets callers walk an expression without knowing every kind. */
    List<HclExpression> children();

    /** A number, {@code true}, {@code false}, {@code null} or plain text. */
    record Literal(HclValue value, SourceRange range) implements HclExpression {
        @Override
        public List<HclExpression> children() {
            return List.of();
        }
    }

    /** A quoted string or heredoc with interpolations or directives in it. */
    record Template(List<HclExpression> parts, SourceRange range) implements HclExpression {
        public Template {
            parts = List.copyOf(parts);
        }

        /** Whether it is one interpolation and nothing else, which gives the value itself and not its text. */
        boolean isOneValue() {
            return parts.size() == 1
                    && !(parts.getFirst() instanceof TemplateIf)
                    && !(parts.getFirst() instanceof TemplateFor);
        }

        @Override
        public List<HclExpression> children() {
            return parts;
        }
    }

    /** <code>%{if condition}...%{else}...%{endif}</code>. */
    record TemplateIf(HclExpression condition, HclExpression then, HclExpression otherwise, SourceRange range)
            implements HclExpression {
        @Override
        public List<HclExpression> children() {
            return List.of(condition, then, otherwise);
        }
    }

    /** <code>%{for k, v in collection}...%{endfor}</code>. */
    record TemplateFor(
            Optional<String> key, String item, HclExpression collection, HclExpression body, SourceRange range)
            implements HclExpression {
        @Override
        public List<HclExpression> children() {
            return List.of(collection, body);
        }
    }

    /** {@code [a, b]}. */
    record ListLiteral(List<HclExpression> items, SourceRange range) implements HclExpression {
        public ListLiteral {
            items = List.copyOf(items);
        }

        @Override
        public List<HclExpression> children() {
            return items;
        }
    }

    /** <code>{ a = b, (c) = d }</code>; a key that is a bare word is a text literal. */
    record ObjectLiteral(List<Entry> entries, SourceRange range) implements HclExpression {

        /** One key with its value. */
        public record Entry(HclExpression key, HclExpression value) {}

        public ObjectLiteral {
            entries = List.copyOf(entries);
        }

        @Override
        public List<HclExpression> children() {
            List<HclExpression> all = new ArrayList<>();
            for (Entry entry : entries) {
                all.add(entry.key());
                all.add(entry.value());
            }
            return all;
        }
    }

    /** A bare name: the root of a traversal, or a keyword such as {@code ERROR}. */
    record Name(String name, SourceRange range) implements HclExpression {
        @Override
        public List<HclExpression> children() {
            return List.of();
        }
    }

    /** {@code object.name}; {@code nameRange} covers the name alone. */
    record Attribute(HclExpression object, String name, SourceRange nameRange, SourceRange range)
            implements HclExpression {
        @Override
        public List<HclExpression> children() {
            return List.of(object);
        }
    }

    /** {@code collection[key]} or {@code collection.0}. */
    record Index(HclExpression collection, HclExpression key, SourceRange range) implements HclExpression {
        @Override
        public List<HclExpression> children() {
            return List.of(collection, key);
        }
    }

    /** {@code source[*].rest}; {@code each} is the rest, with {@link #ITEM} standing for one item. */
    record Splat(HclExpression source, HclExpression each, SourceRange range) implements HclExpression {

        /** The name under which {@code each} sees the item; no HCL text can write it. */
        public static final String ITEM = "*";

        @Override
        public List<HclExpression> children() {
            return List.of(source, each);
        }
    }

    /** {@code function(arguments)}; with {@code expand} the last argument is a list whose items are the arguments. */
    record Call(
            String function, SourceRange nameRange, List<HclExpression> arguments, boolean expand, SourceRange range)
            implements HclExpression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public List<HclExpression> children() {
            return arguments;
        }
    }

    /** {@code -number} or {@code !bool}. */
    record Unary(String operator, HclExpression operand, SourceRange range) implements HclExpression {
        @Override
        public List<HclExpression> children() {
            return List.of(operand);
        }
    }

    /** {@code left operator right}. */
    record Binary(String operator, HclExpression left, HclExpression right, SourceRange range)
            implements HclExpression {
        @Override
        public List<HclExpression> children() {
            return List.of(left, right);
        }
    }

    /** {@code condition ? then : otherwise}. */
    record Conditional(HclExpression condition, HclExpression then, HclExpression otherwise, SourceRange range)
            implements HclExpression {
        @Override
        public List<HclExpression> children() {
            return List.of(condition, then, otherwise);
        }
    }

    /**
     * {@code [for k, v in collection : value if condition]} or, with {@code keyResult},
     * <code>{for k, v in collection : keyResult => value... if condition}</code>.
     */
    record For(
            Optional<String> key,
            String item,
            HclExpression collection,
            Optional<HclExpression> keyResult,
            HclExpression value,
            boolean grouped,
            Optional<HclExpression> condition,
            SourceRange range)
            implements HclExpression {
        @Override
        public List<HclExpression> children() {
            List<HclExpression> all = new ArrayList<>(List.of(collection));
            keyResult.ifPresent(all::add);
            all.add(value);
            condition.ifPresent(all::add);
            return all;
        }
    }

    /**
     * An expression that sees one name more; no HCL text can write it. It stands for what is written in a block that is made once for each item.
     *
     * @param name hides an outer one of the same name
     * @param value what the name stands for
     * @param origin where the value comes from: what influences it influences this, too
     * @param body what is written
     */
    record Bound(String name, HclValue value, HclExpression origin, HclExpression body) implements HclExpression {
        @Override
        public SourceRange range() {
            return body.range();
        }

        @Override
        public List<HclExpression> children() {
            return List.of(origin, body);
        }
    }

    /** A text literal. */
    static Literal text(String value, SourceRange range) {
        return new Literal(new HclValue.Text(value), range);
    }

    /** A number literal. */
    static Literal number(BigDecimal value, SourceRange range) {
        return new Literal(new HclValue.Number(value), range);
    }
}
