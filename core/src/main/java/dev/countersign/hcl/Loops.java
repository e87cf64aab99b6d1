package dev.countersign.hcl;

import dev.countersign.hcl.HclExpression.For;
import dev.countersign.hcl.HclExpression.TemplateFor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Evaluates {@code for} in lists, objects and templates. */
final class Loops {

    private final Evaluator evaluator;
    private final Budget budget;

    Loops(Evaluator evaluator, Budget budget) {
        this.evaluator = evaluator;
        this.budget = budget;
    }

    HclValue text(TemplateFor loop, Scope scope) {
        StringBuilder text = new StringBuilder();
        Optional<HclValue.Unknown> unknown = each(
                evaluator.evaluate(loop.collection(), scope), loop.collection().range(), (key, item) -> {
                    HclValue value = evaluator.evaluate(loop.body(), bind(scope, loop.key(), key, loop.item(), item));
                    String string = Conversions.text(value).orElse("");
                    budget.spendText(string.length(), loop.range());
                    text.append(string);
                });
        return unknown.isPresent() ? unknown.get() : HclValue.of(text.toString());
    }

    HclValue list(For loop, Scope scope) {
        List<HclValue> results = new ArrayList<>();
        Optional<HclValue.Unknown> unknown = each(
                evaluator.evaluate(loop.collection(), scope), loop.collection().range(), (key, item) -> {
                    Scope inner = bind(scope, loop.key(), key, loop.item(), item);
                    if (included(loop, inner)) {
                        results.add(evaluator.evaluate(loop.value(), inner));
                    }
                });
        return unknown.isPresent() ? unknown.get() : HclValue.of(results);
    }

    HclValue object(For loop, Scope scope) {
        Map<String, List<HclValue>> results = new TreeMap<>();
        HclExpression keyExpression = loop.keyResult().orElseThrow();
        Optional<HclValue.Unknown> unknown = each(
                evaluator.evaluate(loop.collection(), scope), loop.collection().range(), (key, item) -> {
                    Scope inner = bind(scope, loop.key(), key, loop.item(), item);
                    if (included(loop, inner)) {
                        String name = Operators.key(evaluator.evaluate(keyExpression, inner), keyExpression.range());
                        List<HclValue> group = results.computeIfAbsent(name, n -> new ArrayList<>());
                        if (!group.isEmpty() && !loop.grouped()) {
                            throw fail(
                                    keyExpression.range(),
                                    "two items have the same key; \"...\" after the value groups them");
                        }
                        group.add(evaluator.evaluate(loop.value(), inner));
                    }
                });
        if (unknown.isPresent()) {
            return unknown.get();
        }
        Map<String, HclValue> object = new TreeMap<>();
        results.forEach((key, group) -> object.put(key, loop.grouped() ? HclValue.of(group) : group.getFirst()));
        return HclValue.of(object);
    }

    private boolean included(For loop, Scope scope) {
        return loop.condition().isEmpty()
                || Operators.bool(
                        evaluator.evaluate(loop.condition().get(), scope),
                        loop.condition().get().range(),
                        "a condition");
    }

    private static Scope bind(Scope scope, Optional<String> keyName, HclValue key, String itemName, HclValue item) {
        Scope inner = keyName.isPresent() ? scope.with(keyName.get(), key) : scope;
        return inner.with(itemName, item);
    }

    private Optional<HclValue.Unknown> each(
            HclValue collection, SourceRange at, BiConsumer<HclValue, HclValue> action) {
        switch (collection) {
            case HclValue.Items list -> {
                for (int i = 0; i < list.values().size(); i++) {
                    action.accept(HclValue.of(i), list.values().get(i));
                }
            }
            case HclValue.Fields object ->
                object.values().forEach((key, value) -> action.accept(HclValue.of(key), value));
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
