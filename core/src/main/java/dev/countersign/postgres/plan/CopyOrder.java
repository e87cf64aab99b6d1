package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.postgres.plan.Step.Act;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Where the copying of a replaced table's rows has its place: after everything that receives them, before everything that checks, watches or ends them. */
final class CopyOrder {
    private final Catalog current;
    private final Catalog desired;
    private final Fates fates;
    private final Steps steps;
    private final BiConsumer<Step, Step> edges;

    CopyOrder(Steps steps, Fates fates, BiConsumer<Step, Step> edges) {
        this.current = steps.situation().current();
        this.desired = steps.situation().desired();
        this.fates = fates;
        this.steps = steps;
        this.edges = edges;
    }

    void of(ObjectRef table) {
        Step aside = new Step(Act.SET_ASIDE, table);
        // a new label is committed before it can be used, and the copying must not fall apart into two transactions
        fates.all().forEach((ref, fate) -> {
            if (ref.kind() == ObjectKind.ENUM && fate == Fate.ALTER) {
                edges.accept(new Step(Act.ALTER, ref), aside);
            }
        });
        current.all(Table.class).stream()
                .filter(t -> t.inherits().contains(table))
                .forEach(heir -> edges.accept(new Step(Act.DETACH, heir.ref()), aside));
        if (!fates.copies(table)) {
            return;
        }
        leaves(table, aside);
        Step copy = new Step(Act.COPY, table);
        edges.accept(new Step(Act.CREATE, table), copy);
        edges.accept(copy, new Step(Act.DROP, table));
        for (ObjectRef part : below(desired, table)) {
            edges.accept(new Step(Act.CREATE, part), copy);
            edges.accept(new Step(Act.ATTACH, part), copy);
            edges.accept(new Step(Act.COPY, part), copy);
            watching(part, copy);
        }
        for (ObjectRef part : below(current, table)) {
            boolean first = fates.replacements().goesWithRows(part);
            Step drop = new Step(Act.DROP, part);
            if (first || !fates.replacements().leavesWhole(part)) {
                edges.accept(first ? drop : copy, first ? copy : drop);
            }
        }
        desired.tableObjects(table).forEach(o -> steps.creation(o.ref()).ifPresent(s -> edges.accept(copy, s)));
        watching(table, copy);
    }

    /** A partition that is none of the new table takes its rows along, before the old table gets another name or goes. */
    private void leaves(ObjectRef partition, Step aside) {
        Optional<ObjectRef> whole =
                current.find(partition, Table.class).flatMap(Table::partitionOf).map(Table.PartitionOf::parent);
        whole.filter(p -> fates.goes(p) && fates.replacements().leavesWhole(partition))
                .ifPresent(parent -> {
                    edges.accept(aside, new Step(Act.SET_ASIDE, parent));
                    edges.accept(aside, new Step(Act.DROP, parent));
                    current.all(ForeignKey.class).stream()
                            .filter(key -> key.referencedTable().equals(parent))
                            .forEach(key -> edges.accept(new Step(Act.DROP, key.ref()), aside));
                });
    }

    /** Triggers and rules must not see copied rows as new ones. */
    private void watching(ObjectRef table, Step copy) {
        for (SchemaObject object : desired.objects().values()) {
            boolean watches = object instanceof TableObject child
                            && child.table().equals(table)
                            && child.ref().kind() == ObjectKind.TRIGGER
                    || object instanceof DefinedObject d
                            && d.ref().kind() == ObjectKind.RULE
                            && d.owner().filter(table::equals).isPresent();
            if (watches) {
                steps.creation(object.ref()).ifPresent(s -> edges.accept(copy, s));
            }
        }
    }

    static List<ObjectRef> below(Catalog catalog, ObjectRef whole) {
        List<ObjectRef> parts = new ArrayList<>();
        if (catalog.find(whole, Table.class).flatMap(Table::partitionBy).isEmpty()) {
            return parts;
        }
        for (Table table : catalog.all(Table.class)) {
            if (table.partitionOf().filter(p -> p.parent().equals(whole)).isPresent()) {
                parts.add(table.ref());
                parts.addAll(below(catalog, table.ref()));
            }
        }
        return parts;
    }
}
