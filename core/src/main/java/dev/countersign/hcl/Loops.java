package dev.countersign.hcl;

import dev.countersign.hcl.HclExpression.For;
import dev.countersign.hcl.HclExpression.TemplateFor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Evaluates {@code for} in lists, objects and templates. */
final class Loops {

    private final Evaluator evaluator;
    private final Budget budget;

    Loops(Evaluator evaluator, Budget budget) {
        this.evaluator = evaluator;
        this.budget = budget;
    }

    /** One turn of a loop; an unknown value that it comes upon is the value of the whole loop. */
    private interface Turn {
        Optional<HclValue.Unknown> take(HclValue key, HclValue item);
    }

    HclValue text(TemplateFor loop, Scope scope) {
        StringBuilder text = new StringBuilder();
        Optional<HclValue.Unknown> unknown = each(
                evaluator.evaluate(loop.collection(), scope), loop.collection().range(), (key, item) -> {
                    HclValue value = evaluator.evaluate(loop.body(), bind(scope, loop.key(), key, loop.item(), item));
                    if (value instanceof HclValue.Unknown open) {
                        return Optional.of(open);
                    }
                    String string = Conversions.text(value)
                            .orElseThrow(() -> fail(loop.body().range(), "the body of a \"for\" is not text"));
                    budget.spendText(string.length(), loop.range());
                    text.append(string);
                    return Optional.empty();
                });
        return unknown.isPresent() ? unknown.get() : HclValue.of(text.toString());
    }

    HclValue list(For loop, Scope scope) {
        List<HclValue> results = new ArrayList<>();
        Optional<HclValue.Unknown> unknown = each(
                evaluator.evaluate(loop.collection(), scope), loop.collection().range(), (key, item) -> {
                    Scope inner = bind(scope, loop.key(), key, loop.item(), item);
                    HclValue included = included(loop, inner);
                    if (included instanceof HclValue.Unknown open) {
                        return Optional.of(open);
                    }
                    if (included.equals(HclValue.of(true))) {
                        results.add(evaluator.evaluate(loop.value(), inner));
                    }
                    return Optional.empty();
                });
        return unknown.isPresent() ? unknown.get() : HclValue.of(results);
    }

    HclValue object(For loop, Scope scope) {
        Map<String, List<HclValue>> results = new TreeMap<>();
        HclExpression keyExpression = loop.keyResult().orElseThrow();
        Optional<HclValue.Unknown> unknown = each(
                evaluator.evaluate(loop.collection(), scope), loop.collection().range(), (key, item) -> {
                    Scope inner = bind(scope, loop.key(), key, loop.item(), item);
                    HclValue included = included(loop, inner);
                    if (included instanceof HclValue.Unknown open) {
                        return Optional.of(open);
                    }
                    if (included.equals(HclValue.of(false))) {
                        return Optional.empty();
                    }
                    HclValue name = evaluator.evaluate(keyExpression, inner);
                    if (name instanceof HclValue.Unknown open) {
                        return Optional.of(open);
                    }
                    List<HclValue> group =
                            results.computeIfAbsent(Operators.key(name, keyExpression.range()), n -> new ArrayList<>());
                    if (!group.isEmpty() && !loop.grouped()) {
                        throw fail(
                                keyExpression.range(),
                                "two items have the same key; \"...\" after the value groups them");
                    }
                    group.add(evaluator.evaluate(loop.value(), inner));
                    return Optional.empty();
                });
        if (unknown.isPresent()) {
            return unknown.get();
        }
        Map<String, HclValue> object = new TreeMap<>();
        results.forEach((key, group) -> object.put(key, loop.grouped() ? HclValue.of(group) : group.getFirst()));
        return HclValue.of(object);
    }

    /** True, false, or unknown. */
    private HclValue included(For loop, Scope scope) {
        if (loop.condition().isEmpty()) {
            return HclValue.of(true);
        }
        HclValue decided = evaluator.evaluate(loop.condition().get(), scope);
        return decided instanceof HclValue.Unknown
                ? decided
                : HclValue.of(Operators.bool(decided, loop.condition().get().range(), "a condition"));
    }

    private static Scope bind(Scope scope, Optional<String> keyName, HclValue key, String itemName, HclValue item) {
        Scope inner = keyName.isPresent() ? scope.with(keyName.get(), key) : scope;
        return inner.with(itemName, item);
    }

    private static Optional<HclValue.Unknown> each(HclValue collection, SourceRange at, Turn turn) {
        switch (collection) {
            case HclValue.Items list -> {
                for (int i = 0; i < list.values().size(); i++) {
                    Optional<HclValue.Unknown> unknown =
                            turn.take(HclValue.of(i), list.values().get(i));
                    if (unknown.isPresent()) {
                        return unknown;
                    }
                }
            }
            case HclValue.Fields object -> {
                for (var field : object.values().entrySet()) {
                    Optional<HclValue.Unknown> unknown = turn.take(HclValue.of(field.getKey()), field.getValue());
                    if (unknown.isPresent()) {
                        return unknown;
                    }
                }
            }
            case HclValue.Unknown unknown -> {
                return Optional.of(unknown);
            }
            case HclValue.Text ignored -> throw notIterable(collection, at);
            case HclValue.Number ignored -> throw notIterable(collection, at);
            case HclValue.Bool ignored -> throw notIterable(collection, at);
            case HclValue.Null ignored -> throw notIterable(collection, at);
        }
        return Optional.empty();
    }

    private static HclException notIterable(HclValue value, SourceRange at) {
        return fail(at, "\"for\" needs a list or an object, not " + value.typeName());
    }

    private static HclException fail(SourceRange at, String message) {
        return new HclException(HclProblem.at(at, message));
    }
}
