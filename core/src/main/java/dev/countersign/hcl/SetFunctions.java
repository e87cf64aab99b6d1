package dev.countersign.hcl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Functions that treat lists as sets: no repetitions, sorted order. */
final class SetFunctions {

    private SetFunctions() {}

    static void addTo(Map<String, HclFunction> all) {
        all.put("toset", c -> set(c.expect(1, 1).list(0)));
        all.put("setunion", c -> {
            Set<HclValue> union = new LinkedHashSet<>();
            lists(c.expect(1, Integer.MAX_VALUE)).forEach(union::addAll);
            return set(union);
        });
        all.put("setintersection", c -> {
            List<List<HclValue>> lists = lists(c.expect(1, Integer.MAX_VALUE));
            Set<HclValue> common = new LinkedHashSet<>(lists.getFirst());
            lists.forEach(list -> common.retainAll(new LinkedHashSet<>(list)));
            return set(common);
        });
        all.put("setsubtract", c -> {
            List<List<HclValue>> lists = lists(c.expect(2, 2));
            Set<HclValue> rest = new LinkedHashSet<>(lists.getFirst());
            rest.removeAll(new LinkedHashSet<>(lists.getLast()));
            return set(rest);
        });
        all.put("setproduct", SetFunctions::product);
    }

    /** The arguments with items of one type throughout. */
    private static List<List<HclValue>> lists(FunctionCall call) {
        List<HclValue> all = new ArrayList<>();
        for (int i = 0; i < call.count(); i++) {
            all.addAll(call.list(i));
        }
        List<HclValue> alike = Conversions.ofOneType(all);
        List<List<HclValue>> lists = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < call.count(); i++) {
            int to = from + call.list(i).size();
            lists.add(alike.subList(from, to));
            from = to;
        }
        return lists;
    }

    /** In order, as one set has items of one type. */
    private static HclValue set(Collection<HclValue> items) {
        List<HclValue> distinct = new ArrayList<>(new LinkedHashSet<>(Conversions.ofOneType(List.copyOf(items))));
        boolean numbers = distinct.stream().allMatch(HclValue.Number.class::isInstance);
        Comparator<HclValue> order = numbers
                ? Comparator.comparing(v -> ((HclValue.Number) v).value())
                : Comparator.comparing(JsonText::write);
        distinct.sort(order);
        return HclValue.of(distinct);
    }

    private static HclValue product(FunctionCall call) {
        List<List<HclValue>> rows = List.of(List.of());
        for (int i = 0; i < call.expect(2, Integer.MAX_VALUE).count(); i++) {
            List<HclValue> items = call.list(i);
            call.reserveItems((long) rows.size() * items.size() * (i + 1));
            List<List<HclValue>> longer = new ArrayList<>();
            for (List<HclValue> row : rows) {
                for (HclValue item : items) {
                    List<HclValue> next = new ArrayList<>(row);
                    next.add(item);
                    longer.add(next);
                }
            }
            rows = longer;
        }
        return HclValue.of(rows.stream().map(HclValue::of).toList());
    }
}
