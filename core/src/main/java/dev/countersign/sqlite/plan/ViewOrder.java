package dev.countersign.sqlite.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Views behind the views they name, where possible: SQLite makes a view whatever is missing, but nobody can read it until then. */
final class ViewOrder {
    private final Catalog catalog;
    private final Set<SchemaObject> ordered = new LinkedHashSet<>();
    private final Set<ObjectRef> visited = new HashSet<>();

    ViewOrder(Catalog catalog) {
        this.catalog = catalog;
    }

    Set<SchemaObject> views() {
        catalog.objects().keySet().forEach(this::visit);
        return ordered;
    }

    private void visit(ObjectRef ref) {
        if (ref.kind() != ObjectKind.VIEW || !visited.add(ref)) {
            return;
        }
        catalog.references(ref).forEach(this::visit);
        catalog.find(ref).ifPresent(ordered::add);
    }
}
