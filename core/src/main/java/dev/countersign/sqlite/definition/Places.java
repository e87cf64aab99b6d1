package dev.countersign.sqlite.definition;

import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the constraints of a table stand in its text: at a column or after the columns. It means the same (lang_createtable.html), so it is no difference,
 * yet SQLite keeps the text and others read it: a table that is made stands there as it was written. Only what stands elsewhere than usual is noted, among the
 * table's attributes.
 */
public final class Places {
    private static final String PREFIX = "place.";

    private Places() {}

    /** The column at which the constraint stands; empty when it stands after the columns. */
    static Optional<String> of(Table table, Constraint constraint) {
        String noted = table.attributes().get(key(constraint));
        return noted == null ? usual(constraint) : Optional.of(noted).filter(column -> !column.isEmpty());
    }

    /** What is to be noted of constraints and the columns at which they stand. */
    public static SortedMap<String, String> noted(Map<Constraint, Optional<String>> places) {
        SortedMap<String, String> noted = new TreeMap<>();
        places.forEach((constraint, place) -> {
            if (!place.equals(usual(constraint))) {
                noted.put(key(constraint), place.orElse(""));
            }
        });
        return noted;
    }

    /** Whether two tables differ in nothing else among their attributes. */
    public static boolean alone(Table one, Table other) {
        return others(one).equals(others(other));
    }

    private static SortedMap<String, String> others(Table table) {
        SortedMap<String, String> others = new TreeMap<>(table.attributes());
        others.keySet().removeIf(name -> name.startsWith(PREFIX));
        return others;
    }

    private static String key(Constraint constraint) {
        return PREFIX + constraint.ref().kind().label() + " " + constraint.ref().name();
    }

    /** What concerns one column stands there, unless it has a name or can be put off. */
    private static Optional<String> usual(Constraint constraint) {
        return switch (constraint) {
            case KeyConstraint k ->
                only(k.columns())
                        .filter(c -> k.attributes().containsKey("not_rowid")
                                || !k.attributes().containsKey("part.1"));
            case ForeignKey f ->
                only(f.columns()).filter(c -> !f.definition().contains(" DEFERRABLE") && !TableSql.isNamed(f));
            case CheckConstraint c ->
                only(c.columns())
                        .filter(column ->
                                !TableSql.isNamed(c) && !c.definition().contains(" ON CONFLICT "));
        };
    }

    private static Optional<String> only(List<String> columns) {
        return columns.size() == 1 ? Optional.of(columns.getFirst()) : Optional.empty();
    }
}
