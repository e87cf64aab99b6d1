package dev.countersign.postgres.plan;

import dev.countersign.catalog.Table;
import dev.countersign.plan.UnplannableException;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The foreign side of foreign tables and their columns as DDL. */
final class ForeignDdl {
    private static final String OPTION = "foreign_option.";
    private static final String SECRET = "foreign_secret.";

    private ForeignDdl() {}

    /** {@code SERVER ... OPTIONS (...)} with a space in front. */
    static String server(Table table) {
        return " SERVER " + Ident.quote(table.attributes().get("foreign_server")) + options(table.attributes());
    }

    /** {@code OPTIONS (...)} with a space in front; empty without options. */
    static String options(Map<String, String> attributes) {
        SortedMap<String, String> options = of(attributes);
        return options.isEmpty()
                ? ""
                : options.entrySet().stream()
                        .map(e -> Ident.quote(e.getKey()) + " " + Names.literal(e.getValue()))
                        .collect(Collectors.joining(", ", " OPTIONS (", ")"));
    }

    /** The clause that leads from some options to others, with a space in front; empty when they are the same. */
    static String change(Map<String, String> before, Map<String, String> after) {
        SortedMap<String, String> old = of(before);
        SortedMap<String, String> wanted = of(after);
        List<String> changes = new ArrayList<>();
        old.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .forEach(name -> changes.add("DROP " + Ident.quote(name)));
        wanted.forEach((name, value) -> {
            if (!value.equals(old.get(name))) {
                changes.add((old.containsKey(name) ? "SET " : "ADD ") + Ident.quote(name) + " " + Names.literal(value));
            }
        });
        return changes.isEmpty() ? "" : " OPTIONS (" + String.join(", ", changes) + ")";
    }

    /**
     * @param subject what has the options, for the message
     * @throws UnplannableException when a secret option would have to be written
     */
    static void refuseSecrets(String subject, Map<String, String> before, Map<String, String> after) {
        List<String> missing = after.keySet().stream()
                .filter(name -> name.startsWith(SECRET) && !before.containsKey(name))
                .map(name -> name.substring(SECRET.length()))
                .toList();
        if (!missing.isEmpty()) {
            throw new UnplannableException(List.of(subject + " needs the option " + String.join(", ", missing)
                    + ", a secret that is never read and never written into a plan: set it by hand, then plan again."));
        }
    }

    /** The attributes that are options, which a column's declaration says. */
    static SortedMap<String, String> only(Map<String, String> attributes) {
        SortedMap<String, String> options = new TreeMap<>(attributes);
        options.keySet().removeIf(name -> !name.startsWith(OPTION) && !name.startsWith(SECRET));
        return options;
    }

    private static SortedMap<String, String> of(Map<String, String> attributes) {
        SortedMap<String, String> options = new TreeMap<>();
        only(attributes).forEach((name, value) -> options.put(name.substring(OPTION.length()), value));
        return options;
    }
}
