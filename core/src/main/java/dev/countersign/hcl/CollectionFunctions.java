package dev.countersign.hcl;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Functions on lists and objects. */
final class CollectionFunctions {

    private CollectionFunctions() {}

    static void addTo(Map<String, HclFunction> all) {
        all.put("alltrue", c -> HclValue.of(c.expect(1, 1).list(0).stream().allMatch(truth(c))));
        all.put("anytrue", c -> HclValue.of(c.expect(1, 1).list(0).stream().anyMatch(truth(c))));
        all.put("chunklist", CollectionFunctions::chunks);
        all.put("coalescelist", c -> {
            for (int i = 0; i < c.expect(1, Integer.MAX_VALUE).count(); i++) {
                if (c.arguments().get(i) != HclValue.Null.NULL && !c.list(i).isEmpty()) {
                    return c.arguments().get(i);
                }
            }
            throw c.fail("has no list that is not empty");
        });
        all.put(
                "compact",
                c -> HclValue.of(c.expect(1, 1).list(0).stream()
                        .filter(v -> v != HclValue.Null.NULL && !v.equals(HclValue.of("")))
                        .toList()));
        all.put("concat", c -> {
            List<HclValue> items = new ArrayList<>();
            for (int i = 0; i < c.expect(1, Integer.MAX_VALUE).count(); i++) {
                c.reserveItems(c.list(i).size());
                items.addAll(c.list(i));
            }
            return HclValue.of(items);
        });
        all.put("contains", c -> {
            c.reserveItems(c.expect(2, 2).list(0).size());
            return HclValue.of(c.list(0).contains(c.arguments().get(1)));
        });
        all.put(
                "distinct",
                c -> HclValue.of(new ArrayList<>(
                        new LinkedHashSet<>(Conversions.ofOneType(c.expect(1, 1).list(0))))));
        all.put("element", c -> {
            List<HclValue> items = c.expect(2, 2).list(0);
            if (items.isEmpty()) {
                throw c.fail("has no element to take: the list is empty");
            }
            return items.get(Math.floorMod(c.integer(1), items.size()));
        });
        all.put(
                "empty",
                c -> HclValue.of(c.expect(1, 1).arguments().getFirst() == HclValue.Null.NULL || length(c) == 0));
        all.put("flatten", c -> {
            List<HclValue> items = new ArrayList<>();
            flatten(c, c.expect(1, 1).list(0), items);
            return HclValue.of(items);
        });
        all.put("index", CollectionFunctions::index);
        all.put(
                "keys",
                c -> HclValue.of(c.expect(1, 1).object(0).keySet().stream()
                        .map(HclValue::of)
                        .toList()));
        all.put("length", c -> HclValue.of(length(c.expect(1, 1))));
        all.put("merge", CollectionFunctions::merge);
        all.put("range", CollectionFunctions::range);
        all.put("reverse", c -> HclValue.of(c.expect(1, 1).list(0).reversed()));
        all.put("slice", CollectionFunctions::slice);
        all.put("tolist", c -> HclValue.of(Conversions.ofOneType(c.expect(1, 1).list(0))));
        all.put("values", c -> HclValue.of(List.copyOf(c.expect(1, 1).object(0).values())));
        all.put("zipmap", CollectionFunctions::zipmap);
    }

    private static Predicate<HclValue> truth(FunctionCall call) {
        return value -> Conversions.bool(value)
                .orElseThrow(() -> call.fail("needs a list of bools, found " + value.typeName()));
    }

    private static long length(FunctionCall call) {
        return switch (call.arguments().getFirst()) {
            case HclValue.Text(String text) -> Characters.count(text);
            case HclValue.Items(List<HclValue> items) -> items.size();
            case HclValue.Fields(SortedMap<String, HclValue> fields) -> fields.size();
            case HclValue.Number ignored -> throw noLength(call);
            case HclValue.Bool ignored -> throw noLength(call);
            case HclValue.Null ignored -> throw noLength(call);
            case HclValue.Unknown ignored -> throw noLength(call);
        };
    }

    private static HclException noLength(FunctionCall call) {
        return call.fail("needs a string, list or object, not "
                + call.arguments().getFirst().typeName());
    }

    private static HclValue chunks(FunctionCall call) {
        List<HclValue> items = Conversions.ofOneType(call.expect(2, 2).list(0));
        int size = call.integer(1);
        if (size < 0) {
            throw call.fail("needs a chunk size that is not negative");
        }
        List<HclValue> chunks = new ArrayList<>();
        int step = size == 0 ? Math.max(1, items.size()) : size;
        for (int i = 0; i < items.size(); i += step) {
            chunks.add(HclValue.of(items.subList(i, (int) Math.min(items.size(), (long) i + step))));
        }
        call.reserveItems(items.size());
        return HclValue.of(chunks);
    }

    private static void flatten(FunctionCall call, List<HclValue> items, List<HclValue> into) {
        call.reserveItems(items.size());
        for (HclValue item : items) {
            if (item instanceof HclValue.Items(List<HclValue> inner)) {
                flatten(call, inner, into);
            } else {
                into.add(item);
            }
        }
    }

    private static HclValue index(FunctionCall call) {
        HclValue collection = call.expect(2, 2).arguments().getFirst();
        HclValue wanted = call.arguments().get(1);
        if (collection instanceof HclValue.Fields(SortedMap<String, HclValue> fields)) {
            HclValue found = fields.get(call.text(1));
            if (found == null) {
                throw call.fail("did not find the key");
            }
            return found;
        }
        int at = Conversions.number(wanted)
                .flatMap(Evaluator::integer)
                .orElseThrow(() -> call.fail("needs a whole number for a list"));
        if (at < 0 || at >= call.list(0).size()) {
            throw call.fail(
                    "has no item " + at + " in a list of " + call.list(0).size());
        }
        return call.list(0).get(at);
    }

    private static HclValue merge(FunctionCall call) {
        Map<String, HclValue> merged = new TreeMap<>();
        for (int i = 0; i < call.count(); i++) {
            if (call.arguments().get(i) != HclValue.Null.NULL) {
                call.reserveItems(call.object(i).size());
                merged.putAll(call.object(i));
            }
        }
        return HclValue.of(merged);
    }

    private static HclValue range(FunctionCall call) {
        int count = call.expect(1, 3).count();
        BigDecimal start = count == 1 ? BigDecimal.ZERO : call.number(0);
        BigDecimal end = call.number(count == 1 ? 0 : 1);
        BigDecimal step = count == 3 ? call.number(2) : BigDecimal.valueOf(end.compareTo(start) < 0 ? -1 : 1);
        if (step.signum() == 0 || step.signum() != end.subtract(start).signum() && end.compareTo(start) != 0) {
            throw call.fail("needs a step that leads from the start to the end");
        }
        BigDecimal size = end.subtract(start).divide(step, 0, RoundingMode.CEILING);
        if (size.compareTo(BigDecimal.valueOf(10_000)) > 0) {
            throw call.fail("makes at most 10000 numbers");
        }
        List<HclValue> numbers = new ArrayList<>();
        for (int i = 0; i < size.intValueExact(); i++) {
            numbers.add(new HclValue.Number(start.add(step.multiply(BigDecimal.valueOf(i)))));
        }
        call.reserveItems(numbers.size());
        return HclValue.of(numbers);
    }

    private static HclValue slice(FunctionCall call) {
        List<HclValue> items = call.expect(3, 3).list(0);
        int from = call.integer(1);
        int to = call.integer(2);
        if (from < 0 || to < from || to > items.size()) {
            throw call.fail("cannot take " + from + " to " + to + " of a list of " + items.size());
        }
        return HclValue.of(items.subList(from, to));
    }

    private static HclValue zipmap(FunctionCall call) {
        List<String> keys = call.expect(2, 2).texts(0);
        List<HclValue> values = call.list(1);
        if (keys.size() != values.size()) {
            throw call.fail("needs as many values as keys, here are " + values.size() + " and " + keys.size());
        }
        Map<String, HclValue> zipped = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            zipped.put(keys.get(i), values.get(i));
        }
        return HclValue.of(zipped);
    }
}
