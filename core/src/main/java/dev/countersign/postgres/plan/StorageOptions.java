package dev.countersign.postgres.plan;

import dev.countersign.postgres.name.OptionOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Parameters in {@code WITH (...)} of tables, indexes and views, and how one list of them becomes another. */
final class StorageOptions {
    private StorageOptions() {}

    /** Storage parameters as the server names them in {@code WITH (...)}, in the order in which it keeps them. */
    static Map<String, String> options(Map<String, String> attributes) {
        Map<String, String> options = new TreeMap<>();
        attributes.forEach((name, value) -> {
            if (name.startsWith("storage.")) {
                options.put(name.substring("storage.".length()), value);
            } else if (name.startsWith(OptionOrder.TOAST_PREFIX)) {
                options.put(name, value);
            }
        });
        return OptionOrder.sorted(options, attributes);
    }

    /** The text between the parentheses. */
    static String settings(Map<String, String> options) {
        return options.entrySet().stream()
                .map(e -> e.getKey() + "=" + value(e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String value(String value) {
        return value.matches("[A-Za-z0-9_.+-]+") ? value : Names.literal(value);
    }

    /** {@code SET (...)} and {@code RESET (...)} that lead from some options to others, in their order. */
    static List<String> changeOptions(String prefix, Map<String, String> before, Map<String, String> after) {
        List<String> sql = new ArrayList<>();
        TreeSet<String> gone = new TreeSet<>(before.keySet());
        gone.removeAll(after.keySet());
        Map<String, String> set = new LinkedHashMap<>(after);
        kept(before, after, false).forEach(set::remove);
        kept(before, after, true).forEach(set::remove);
        if (!gone.isEmpty()) {
            sql.add(prefix + " RESET (" + String.join(", ", gone) + ");");
        }
        if (!set.isEmpty()) {
            sql.add(prefix + " SET (" + settings(set) + ");");
        }
        return sql;
    }

    /**
     * The options that need not be set: what is set goes behind all the others, so these are the first ones, as far as the values are those of before and those
     * that stay are in this order already.
     *
     * @param toast whether those of the TOAST table, which has an order of its own
     */
    private static List<String> kept(Map<String, String> before, Map<String, String> after, boolean toast) {
        List<String> wanted = after.keySet().stream()
                .filter(name -> name.startsWith(OptionOrder.TOAST_PREFIX) == toast)
                .toList();
        for (int count = wanted.size(); count > 0; count--) {
            List<String> first = wanted.subList(0, count);
            if (first.stream().allMatch(name -> after.get(name).equals(before.get(name)))
                    && before.keySet().stream().filter(first::contains).toList().equals(first)) {
                return first;
            }
        }
        return List.of();
    }
}
