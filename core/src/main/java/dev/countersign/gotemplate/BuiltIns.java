package dev.countersign.gotemplate;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclValue;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** The functions that every template has; {@code and} and {@code or} are the evaluator's, as they stop early. */
final class BuiltIns {

    private BuiltIns() {}

    static SortedMap<String, TemplateFunction> all() {
        SortedMap<String, TemplateFunction> all = new TreeMap<>();
        all.put("print", values -> HclValue.of(TemplateText.print(values)));
        all.put("println", values -> HclValue.of(TemplateText.printLine(values)));
        all.put("printf", values -> {
            if (values.isEmpty() || !(values.getFirst() instanceof HclValue.Text(String pattern))) {
                throw new IllegalArgumentException("needs a text with verbs first");
            }
            return HclValue.of(TemplateText.format(pattern, values.subList(1, values.size())));
        });
        all.put("not", values -> HclValue.of(!truth(one(values))));
        all.put("len", values -> HclValue.of(length(one(values))));
        all.put("index", BuiltIns::index);
        all.put("slice", BuiltIns::slice);
        all.put("eq", values -> {
            need(values, 2, Integer.MAX_VALUE);
            return HclValue.of(values.stream().skip(1).anyMatch(v -> equal(values.getFirst(), v)));
        });
        all.put("ne", values -> {
            need(values, 2, 2);
            return HclValue.of(!equal(values.get(0), values.get(1)));
        });
        all.put("lt", values -> compare(values, c -> c < 0));
        all.put("le", values -> compare(values, c -> c <= 0));
        all.put("gt", values -> compare(values, c -> c > 0));
        all.put("ge", values -> compare(values, c -> c >= 0));
        all.put(
                "html",
                values -> HclValue.of(TemplateText.print(values)
                        .replace("&", "&amp;")
                        .replace("'", "&#39;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&#34;")));
        all.put(
                "urlquery",
                values -> HclValue.of(URLEncoder.encode(TemplateText.print(values), StandardCharsets.UTF_8)));
        return all;
    }

    /** What counts as true: everything but false, zero, nothing, and what is empty. */
    static boolean truth(HclValue value) {
        return switch (value) {
            case HclValue.Bool(boolean bool) -> bool;
            case HclValue.Text(String text) -> !text.isEmpty();
            case HclValue.Number(BigDecimal number) -> number.signum() != 0;
            case HclValue.Items(List<HclValue> items) -> !items.isEmpty();
            case HclValue.Fields fields -> !fields.values().isEmpty();
            case HclValue.Null ignored -> false;
            case HclValue.Unknown(String reason) ->
                throw new IllegalArgumentException("has a value that is not known: " + reason);
        };
    }

    static void need(List<HclValue> values, int least, int most) {
        if (values.size() < least || values.size() > most) {
            String wanted = least == most ? Integer.toString(least) : least + " or more";
            throw new IllegalArgumentException("takes " + wanted + " values, here are " + values.size());
        }
    }

    private static HclValue one(List<HclValue> values) {
        need(values, 1, 1);
        return values.getFirst();
    }

    private static int length(HclValue value) {
        return switch (value) {
            case HclValue.Text(String text) -> text.getBytes(StandardCharsets.UTF_8).length;
            case HclValue.Items(List<HclValue> items) -> items.size();
            case HclValue.Fields fields -> fields.values().size();
            case HclValue.Number ignored -> throw wrong("needs something with a length", value);
            case HclValue.Bool ignored -> throw wrong("needs something with a length", value);
            case HclValue.Null ignored -> throw wrong("needs something with a length", value);
            case HclValue.Unknown ignored -> throw wrong("needs something with a length", value);
        };
    }

    private static HclValue index(List<HclValue> values) {
        need(values, 1, Integer.MAX_VALUE);
        HclValue result = values.getFirst();
        for (HclValue key : values.subList(1, values.size())) {
            if (result instanceof HclValue.Items(List<HclValue> items)) {
                int at = whole(key);
                if (at < 0 || at >= items.size()) {
                    throw new IllegalArgumentException("has no item " + at + " in a list of " + items.size());
                }
                result = items.get(at);
            } else if (result instanceof HclValue.Fields fields && key instanceof HclValue.Text(String name)) {
                result = fields.values().getOrDefault(name, HclValue.Null.NULL);
            } else {
                throw wrong("needs a list with a number or an object with a name", result);
            }
        }
        return result;
    }

    private static HclValue slice(List<HclValue> values) {
        need(values, 1, Integer.MAX_VALUE);
        HclValue whole = values.getFirst();
        boolean text = whole instanceof HclValue.Text;
        List<HclValue> items = new ArrayList<>();
        if (whole instanceof HclValue.Text(String letters)) {
            letters.codePoints().forEach(c -> items.add(HclValue.of(Character.toString(c))));
        } else if (whole instanceof HclValue.Items(List<HclValue> list)) {
            items.addAll(list);
        } else {
            throw wrong("needs a text or a list", whole);
        }
        int from = values.size() > 1 ? whole(values.get(1)) : 0;
        int to = values.size() > 2 ? whole(values.get(2)) : items.size();
        if (values.size() > 3 || from < 0 || to < from || to > items.size()) {
            throw new IllegalArgumentException("cannot take " + from + " to " + to + " of " + items.size());
        }
        List<HclValue> part = items.subList(from, to);
        return text ? HclValue.of(TemplateText.print(part)) : HclValue.of(part);
    }

    /** A whole number that fits into an int. */
    static int whole(HclValue value) {
        try {
            return Conversions.number(value)
                    .filter(n -> value instanceof HclValue.Number)
                    .orElseThrow(() -> wrong("needs a whole number", value))
                    .intValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("needs a whole number", e);
        }
    }

    private static boolean equal(HclValue left, HclValue right) {
        boolean comparable = left == HclValue.Null.NULL
                || right == HclValue.Null.NULL
                || left.getClass() == right.getClass() && !(left instanceof HclValue.Unknown);
        if (!comparable) {
            throw new IllegalArgumentException(
                    "compares values of one kind, not " + left.typeName() + " and " + right.typeName());
        }
        return left.equals(right);
    }

    private static HclValue compare(List<HclValue> values, IntPredicate wanted) {
        need(values, 2, 2);
        HclValue left = values.get(0);
        HclValue right = values.get(1);
        if (left instanceof HclValue.Number(BigDecimal a) && right instanceof HclValue.Number(BigDecimal b)) {
            return HclValue.of(wanted.test(a.compareTo(b)));
        }
        if (left instanceof HclValue.Text(String a) && right instanceof HclValue.Text(String b)) {
            return HclValue.of(wanted.test(a.compareTo(b)));
        }
        throw new IllegalArgumentException(
                "orders two numbers or two strings, not " + left.typeName() + " and " + right.typeName());
    }

    private static IllegalArgumentException wrong(String wanted, HclValue found) {
        return new IllegalArgumentException(wanted + ", not " + found.typeName());
    }

    static Map<String, TemplateFunction> with(Map<String, TemplateFunction> more) {
        SortedMap<String, TemplateFunction> all = all();
        all.putAll(more);
        return all;
    }
}
