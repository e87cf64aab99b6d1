package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names of what one plan makes and takes away again, or gives its own name in the end: taken by nobody before or after, nor by another of them. Long names that
 * begin alike are the same once they are cut.
 */
final class PassingNames {
    private final Situation situation;
    private final Map<ObjectRef, String> given = new HashMap<>();
    private final Map<String, Set<String>> takenInSchemas = new HashMap<>();
    private final Map<ObjectRef, Set<String>> takenOnTables = new HashMap<>();

    PassingNames(Situation situation) {
        this.situation = situation;
    }

    /** The name of what stands in for a relation; the same each time. */
    String inSchema(ObjectRef relation, String suffix) {
        return given.computeIfAbsent(relation, r -> {
            Set<String> taken = takenInSchemas.computeIfAbsent(r.schema(), s -> FreeName.takenIn(situation, s));
            String name = FreeName.of(r.name(), suffix, taken::contains);
            taken.add(name);
            return name;
        });
    }

    /** The name of a constraint that is about the column; the same each time. */
    String onTable(ObjectRef column, String suffix) {
        return given.computeIfAbsent(column, c -> {
            ObjectRef table = Situation.tableOf(c);
            Set<String> taken = takenOnTables.computeIfAbsent(table, this::constraintsOf);
            String name = FreeName.of(table.name() + "_" + c.name(), suffix, taken::contains);
            taken.add(name);
            return name;
        });
    }

    private Set<String> constraintsOf(ObjectRef table) {
        Set<String> names = new HashSet<>();
        for (Catalog catalog : List.of(situation.current(), situation.desired())) {
            catalog.tableObjects(table).forEach(o -> names.add(o.ref().name()));
        }
        return names;
    }
}
