package dev.countersign.postgres.name;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The order in which a relation has its parameters. It means nothing to the server, which keeps and prints the order in which they were once written; so two
 * relations are the same to everybody who reads them only if it is the same too. By name, unless an attribute of the object says otherwise.
 */
public final class OptionOrder {
    /** The attribute that names the parameters of a table or of a materialized view, or the options of a view, in their order. */
    public static final String OWN = "option_order";

    /** The attribute that names the parameters of a table's TOAST table in their order. */
    public static final String TOAST = "toast_order";

    /** Before the parameters of a table's TOAST table, in attributes and in {@code WITH (...)}. */
    public static final String TOAST_PREFIX = "toast.";

    private static final String BETWEEN = ", ";

    private OptionOrder() {}

    /** What an order attribute says of these parameters; empty where they are in the order of their names. */
    public static Optional<String> of(List<String> names) {
        return names.size() < 2 || names.equals(names.stream().sorted().toList())
                ? Optional.empty()
                : Optional.of(String.join(BETWEEN, names));
    }

    /**
     * The options in the order in which they are written.
     *
     * @param options by name, those of a TOAST table behind its prefix
     * @param attributes of the object that has them
     */
    public static Map<String, String> sorted(Map<String, String> options, Map<String, String> attributes) {
        Map<String, String> rest = new TreeMap<>(options);
        Map<String, String> sorted = new LinkedHashMap<>();
        take(attributes.get(OWN), "", rest, sorted);
        rest.forEach((name, value) -> {
            if (!name.startsWith(TOAST_PREFIX)) {
                sorted.put(name, value);
            }
        });
        take(attributes.get(TOAST), TOAST_PREFIX, rest, sorted);
        rest.forEach(sorted::putIfAbsent);
        return sorted;
    }

    private static void take(String order, String prefix, Map<String, String> from, Map<String, String> to) {
        if (order == null) {
            return;
        }
        for (String name : order.split(BETWEEN)) {
            String value = from.remove(prefix + name);
            if (value != null) {
                to.put(prefix + name, value);
            }
        }
    }
}
