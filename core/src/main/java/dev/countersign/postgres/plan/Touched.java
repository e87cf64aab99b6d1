package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Dependency;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of the dependency graph that a plan can have to do with. An order is made between steps, and a dependency orders two of them only when its
 * dependent has a step: its own, its table's or view's when it is a column, or that of a table from which it inherits.
 */
final class Touched {
    private final Set<ObjectRef> objects = new HashSet<>();
    private final Set<List<String>> relations = new HashSet<>();

    Touched(Steps steps, Fates fates) {
        objects.addAll(fates.all().keySet());
        steps.all().forEach(step -> objects.add(step.ref()));
        Deque<List<String>> open = new ArrayDeque<>();
        for (ObjectRef ref : objects) {
            if (ref.path().size() > 1) {
                open.add(ref.path().subList(0, 2));
            }
        }
        Map<List<String>, Set<List<String>>> children = new HashMap<>();
        addChildren(steps.situation().current(), children);
        addChildren(steps.situation().desired(), children);
        while (!open.isEmpty()) {
            List<String> relation = open.remove();
            if (relations.add(relation)) {
                open.addAll(children.getOrDefault(relation, Set.of()));
            }
        }
    }

    private static void addChildren(Catalog catalog, Map<List<String>, Set<List<String>>> children) {
        for (Table table : catalog.all(Table.class)) {
            for (ObjectRef parent : Situation.parents(table)) {
                children.computeIfAbsent(parent.path(), p -> new HashSet<>())
                        .add(table.ref().path());
            }
        }
    }

    /** The dependencies of everything that has steps. */
    List<Dependency> dependencies(Catalog catalog) {
        Set<ObjectRef> dependents = new LinkedHashSet<>(objects);
        for (List<String> path : relations) {
            for (ObjectKind kind : List.of(ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW)) {
                ObjectRef relation = new ObjectRef(kind, path);
                if (catalog.contains(relation)) {
                    dependents.addAll(Situation.parts(catalog, relation));
                }
            }
        }
        List<Dependency> found = new ArrayList<>();
        for (ObjectRef dependent : dependents) {
            catalog.references(dependent).forEach(used -> found.add(new Dependency(dependent, used)));
        }
        return found;
    }
}
