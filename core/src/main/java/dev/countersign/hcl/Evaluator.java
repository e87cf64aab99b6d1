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
import dev.countersign.hcl.HclExpression.Template;
import dev.countersign.hcl.HclExpression.TemplateFor;
import dev.countersign.hcl.HclExpression.TemplateIf;
import dev.countersign.hcl.HclExpression.Unary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Evaluates expressions. Only what decides the result is evaluated: one branch of a condition, and the right side of
 * {@code &&} and {@code ||} only when the left side leaves it open. For one thread.
 */
public final class Evaluator {

    private final Functions functions;
    private final Budget budget;
    private final Loops loops;
    private final Suggestions suggestions = new Suggestions();

    /** An evaluator with these functions; the budget is spent over all its evaluations. */
    public Evaluator(Functions functions, Budget budget) {
        this.functions = functions;
        this.budget = budget;
        this.loops = new Loops(this, budget);
    }

    /**
     * The value of an expression.
     *
     * @throws HclException when it has none; {@link HclBudgetException} when finding it costs too much
     */
    public HclValue evaluate(HclExpression expression, Scope scope) {
        if (expression instanceof Literal literal) {
            // nothing to wait for: looking at the clock would take longer
            budget.spend(1, literal.range());
            return literal.value();
        }
        budget.enter(expression.range());
        budget.spend(1, expression.range());
        try {
            return value(expression, scope);
        } catch (ArithmeticException e) {
            throw fail(expression.range(), "the result is out of range or not a number");
        } finally {
            budget.leave();
        }
    }

    private HclValue value(HclExpression expression, Scope scope) {
        return switch (expression) {
            case Literal literal -> literal.value();
            case Name name -> whole(resolve(name, scope), name.range());
            case Attribute attribute -> whole(resolve(attribute, scope), attribute.range());
            case Index index -> whole(resolve(index, scope), index.range());
            case Template template -> template(template, scope);
            case TemplateIf branch -> condition(branch.condition(), scope, branch.then(), branch.otherwise());
            case TemplateFor loop -> loops.text(loop, scope);
            case ListLiteral list -> list(list, scope);
            case ObjectLiteral object -> object(object, scope);
            case Splat splat -> splat(splat, scope);
            case Call call -> call(call, scope);
            case Unary unary -> Operators.unary(unary, evaluate(unary.operand(), scope));
            case Binary binary -> binary(binary, scope);
            case Conditional choice -> condition(choice.condition(), scope, choice.then(), choice.otherwise());
            case HclExpression.Bound bound -> evaluate(bound.body(), scope.with(bound.name(), bound.value()));
            case For loop -> loop.keyResult().isPresent() ? loops.object(loop, scope) : loops.list(loop, scope);
        };
    }

    private Scope.Binding resolve(HclExpression expression, Scope scope) {
        budget.enter(expression.range());
        try {
            if (expression instanceof Name name) {
                return find(scope, name.name(), name.range(), "");
            }
            if (expression instanceof Attribute attribute) {
                return attribute(attribute, resolve(attribute.object(), scope));
            }
            if (expression instanceof Index index) {
                return index(index, resolve(index.collection(), scope), scope);
            }
            return new Scope.Binding.Value(evaluate(expression, scope));
        } finally {
            budget.leave();
        }
    }

    private Scope.Binding attribute(Attribute attribute, Scope.Binding object) {
        return switch (object) {
            case Scope.Binding.Names names ->
                find(
                        names.scope(),
                        attribute.name(),
                        attribute.nameRange(),
                        attribute.object().range().text() + ".");
            case Scope.Binding.Value(HclValue value) ->
                new Scope.Binding.Value(Operators.attribute(value, attribute.name(), attribute.nameRange()));
        };
    }

    private Scope.Binding index(Index index, Scope.Binding collection, Scope scope) {
        HclValue key = evaluate(index.key(), scope);
        return switch (collection) {
            case Scope.Binding.Names names
            when key instanceof HclValue.Text(String name) ->
                find(names.scope(), name, index.key().range(), "");
            case Scope.Binding.Names names ->
                new Scope.Binding.Value(Operators.index(
                        whole(names, index.range()), key, index.key().range()));
            case Scope.Binding.Value(HclValue value) ->
                new Scope.Binding.Value(Operators.index(value, key, index.key().range()));
        };
    }

    private Scope.Binding find(Scope scope, String name, SourceRange at, String prefix) {
        return scope.find(name)
                .orElseThrow(() -> new HclException(suggestions.unknownName(
                        at, "there is no \"" + shorten(prefix + name) + "\" here", name, scope.names())));
    }

    private static String shorten(String name) {
        return name.length() > 80 ? name.substring(0, 80) + "..." : name;
    }

    private HclValue whole(Scope.Binding binding, SourceRange at) {
        return switch (binding) {
            case Scope.Binding.Value(HclValue value) -> value;
            case Scope.Binding.Names(Scope scope) -> {
                budget.enter(at);
                try {
                    Map<String, HclValue> all = new TreeMap<>();
                    for (String name : scope.names()) {
                        budget.spend(1, at);
                        scope.find(name).ifPresent(b -> all.put(name, whole(b, at)));
                    }
                    yield HclValue.of(all);
                } finally {
                    budget.leave();
                }
            }
        };
    }

    private HclValue condition(HclExpression condition, Scope scope, HclExpression then, HclExpression otherwise) {
        HclValue decided = evaluate(condition, scope);
        if (decided instanceof HclValue.Unknown) {
            return decided;
        }
        boolean yes = Operators.bool(decided, condition.range(), "a condition");
        HclExpression chosen = yes ? then : otherwise;
        HclExpression other = yes ? otherwise : then;
        HclValue value = evaluate(chosen, scope);
        return ResultType.unify(value, other)
                .orElseThrow(() -> fail(
                        chosen.range(),
                        "the two results of a condition need one type; this is " + value.typeName() + ", the other is "
                                + ResultType.of(other).hclName()));
    }

    private HclValue binary(Binary binary, Scope scope) {
        HclValue left = evaluate(binary.left(), scope);
        return switch (binary.operator()) {
            case "&&" -> logical(binary, left, scope, false);
            case "||" -> logical(binary, left, scope, true);
            case "==", "!=" -> equality(binary, left, evaluate(binary.right(), scope));
            default -> Operators.binary(binary, left, evaluate(binary.right(), scope));
        };
    }

    private HclValue equality(Binary binary, HclValue left, HclValue right) {
        return WholeValue.unknownIn(left, budget, binary.left().range())
                .or(() -> WholeValue.unknownIn(right, budget, binary.right().range()))
                .<HclValue>map(unknown -> unknown)
                .orElseGet(() ->
                        HclValue.of(left.equals(right) == binary.operator().equals("==")));
    }

    /** {@code decisive} on either side is the result, whatever the other side is; the right side is tried last. */
    private HclValue logical(Binary binary, HclValue left, Scope scope, boolean decisive) {
        String operand = "an operand of " + binary.operator();
        boolean leftUnknown = left instanceof HclValue.Unknown;
        if (!leftUnknown && Operators.bool(left, binary.left().range(), operand) == decisive) {
            return HclValue.of(decisive);
        }
        HclValue right = evaluate(binary.right(), scope);
        if (right instanceof HclValue.Unknown) {
            return right;
        }
        boolean rightValue = Operators.bool(right, binary.right().range(), operand);
        return leftUnknown && rightValue != decisive ? left : HclValue.of(rightValue);
    }

    private HclValue template(Template template, Scope scope) {
        if (template.isOneValue()) {
            return evaluate(template.parts().getFirst(), scope);
        }
        StringBuilder text = new StringBuilder();
        for (HclExpression part : template.parts()) {
            HclValue value = evaluate(part, scope);
            if (value instanceof HclValue.Unknown) {
                return value;
            }
            String string = Conversions.text(value)
                    .orElseThrow(() -> fail(
                            part.range(),
                            "only a string, number or bool can be put into text, not " + value.typeName()));
            budget.spendText(string.length(), part.range());
            text.append(string);
        }
        return HclValue.of(text.toString());
    }

    private HclValue list(ListLiteral list, Scope scope) {
        List<HclValue> values = new ArrayList<>();
        for (HclExpression item : list.items()) {
            values.add(evaluate(item, scope));
        }
        return HclValue.of(values);
    }

    private HclValue object(ObjectLiteral object, Scope scope) {
        Map<String, HclValue> values = new TreeMap<>();
        for (ObjectLiteral.Entry entry : object.entries()) {
            HclValue key = evaluate(entry.key(), scope);
            if (key instanceof HclValue.Unknown) {
                return key;
            }
            values.put(Operators.key(key, entry.key().range()), evaluate(entry.value(), scope));
        }
        return HclValue.of(values);
    }

    private HclValue splat(Splat splat, Scope scope) {
        HclValue source = evaluate(splat.source(), scope);
        List<HclValue> results = new ArrayList<>();
        List<HclValue> items = switch (source) {
            case HclValue.Items list -> list.values();
            case HclValue.Null ignored -> List.of();
            case HclValue.Unknown unknown -> {
                results.add(unknown);
                yield List.of();
            }
            case HclValue.Text one -> List.of(one);
            case HclValue.Number one -> List.of(one);
            case HclValue.Bool one -> List.of(one);
            case HclValue.Fields one -> List.of(one);
        };
        if (!results.isEmpty()) {
            return results.getFirst();
        }
        for (HclValue item : items) {
            results.add(evaluate(splat.each(), scope.with(Splat.ITEM, item)));
        }
        return HclValue.of(results);
    }

    private HclValue call(Call call, Scope scope) {
        switch (call.function()) {
            case "try" -> {
                return attempt(call, scope);
            }
            case "can" -> {
                requireOne(call);
                return can(call.arguments().getFirst(), scope);
            }
            default -> {}
        }
        HclFunction function =
                functions.find(call.function()).orElseThrow(() -> functions.unknown(call.function(), call.nameRange()));
        List<HclValue> arguments = new ArrayList<>();
        for (HclExpression argument : call.arguments()) {
            arguments.add(evaluate(argument, scope));
        }
        if (call.expand()) {
            HclValue last = arguments.removeLast();
            if (last instanceof HclValue.Unknown) {
                return last;
            }
            if (!(last instanceof HclValue.Items items)) {
                throw fail(call.arguments().getLast().range(), "\"...\" expands a list, not " + last.typeName());
            }
            arguments.addAll(items.values());
        }
        for (HclValue argument : arguments) {
            Optional<HclValue.Unknown> unknown = functions.movesItems(call.function())
                    ? Optional.of(argument)
                            .filter(HclValue.Unknown.class::isInstance)
                            .map(HclValue.Unknown.class::cast)
                    : WholeValue.unknownIn(argument, budget, call.range());
            if (unknown.isPresent()) {
                return unknown.get();
            }
        }
        return function.call(new FunctionCall(call, arguments, budget));
    }

    private HclValue attempt(Call call, Scope scope) {
        if (call.arguments().isEmpty()) {
            throw fail(call.range(), "\"try\" needs at least one argument");
        }
        HclException last = null;
        for (HclExpression argument : call.arguments()) {
            try {
                return evaluate(argument, scope);
            } catch (HclBudgetException e) {
                throw e;
            } catch (HclException e) {
                last = e;
            }
        }
        throw last;
    }

    private HclValue can(HclExpression argument, Scope scope) {
        try {
            HclValue value = evaluate(argument, scope);
            return value instanceof HclValue.Unknown ? value : HclValue.of(true);
        } catch (HclBudgetException e) {
            throw e;
        } catch (HclException e) {
            // the question is whether it fails, so the failure is the answer
            return HclValue.of(false);
        }
    }

    private static void requireOne(Call call) {
        if (call.arguments().size() != 1) {
            throw fail(call.range(), "\"" + call.function() + "\" takes one argument");
        }
    }

    /** Runs what waits for something outside; that time is not the evaluation's own. */
    public <T> T waiting(Supplier<T> action) {
        return budget.waiting(action);
    }

    private static HclException fail(SourceRange at, String message) {
        return new HclException(HclProblem.at(at, message));
    }

    /** A whole number, when the value is one that fits into an int. */
    static Optional<Integer> integer(BigDecimal value) {
        try {
            return Optional.of(value.intValueExact());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }
}
