package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who inherits from whom, from the parents' side; read once, because catalogs are large. */
final class Lineage {
    private final Catalog catalog;
    private final Map<ObjectRef, List<Table>> heirs = new HashMap<>();

    Lineage(Catalog catalog) {
        this.catalog = catalog;
        for (Table table : catalog.all(Table.class)) {
            for (ObjectRef parent : Situation.parents(table)) {
                heirs.computeIfAbsent(parent, p -> new ArrayList<>()).add(table);
            }
        }
    }

    /** The table's heirs and partitions. */
    List<Table> heirs(ObjectRef parent) {
        return heirs.getOrDefault(parent, List.of());
    }

    /** The checks of the same name that heirs and partitions have. */
    List<CheckConstraint> heirs(CheckConstraint check) {
        return heirs(check.table()).stream()
                .flatMap(t -> check(t.ref(), check).stream())
                .toList();
    }

    /** Whether a parent has the check without its rows ever having been looked at; what it passes on to an heir that is there is as unchecked. */
    boolean isUncheckedAbove(CheckConstraint heir) {
        return catalog.find(heir.table(), Table.class).stream()
                .flatMap(t -> Situation.parents(t).stream())
                .flatMap(parent -> check(parent, heir).stream())
                .anyMatch(check -> !check.validated());
    }

    /** The table's check of the same name. */
    Optional<CheckConstraint> check(ObjectRef table, CheckConstraint like) {
        return catalog.find(table.child(ObjectKind.CHECK, like.ref().name()), CheckConstraint.class);
    }
}
