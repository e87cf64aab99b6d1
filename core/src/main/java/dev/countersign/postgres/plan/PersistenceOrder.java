package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.postgres.plan.Step.Act;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The order in which tables become logged or unlogged: a logged table refers to logged ones only (manual, {@code ALTER TABLE … SET LOGGED}), at every
 * moment.
 */
final class PersistenceOrder {
    private final Catalog current;
    private final Catalog desired;
    private final BiConsumer<Step, Step> edges;
    private final Set<ObjectRef> changing = new HashSet<>();

    PersistenceOrder(Steps steps, BiConsumer<Step, Step> edges) {
        this.current = steps.situation().current();
        this.desired = steps.situation().desired();
        this.edges = edges;
        for (Step step : steps.all()) {
            ObjectRef ref = step.ref();
            if (step.act() == Act.ALTER
                    && ref.kind() == ObjectKind.TABLE
                    && isUnlogged(current, ref) != isUnlogged(desired, ref)) {
                changing.add(ref);
            }
        }
    }

    void everything() {
        if (changing.isEmpty()) {
            return;
        }
        for (ForeignKey key : current.all(ForeignKey.class)) {
            Step goes = new Step(Act.DROP, key.ref());
            change(key.table()).ifPresent(change -> edges.accept(goes, change));
            change(key.referencedTable()).ifPresent(change -> edges.accept(goes, change));
        }
        for (ForeignKey key : desired.all(ForeignKey.class)) {
            Step comes = new Step(Act.CREATE, key.ref());
            Optional<Step> owner = change(key.table());
            Optional<Step> referenced = change(key.referencedTable());
            owner.ifPresent(change -> edges.accept(change, comes));
            referenced.ifPresent(change -> edges.accept(change, comes));
            if (owner.isPresent() && referenced.isPresent() && !owner.equals(referenced)) {
                boolean unlogged = isUnlogged(desired, key.referencedTable());
                edges.accept((unlogged ? owner : referenced).get(), (unlogged ? referenced : owner).get());
            }
        }
    }

    /** The step that makes the table logged or unlogged. */
    private Optional<Step> change(ObjectRef table) {
        return Optional.of(new Step(Act.ALTER, table)).filter(s -> changing.contains(table));
    }

    private static boolean isUnlogged(Catalog catalog, ObjectRef table) {
        return catalog.find(table, Table.class)
                .filter(t -> "unlogged".equals(t.attributes().get("persistence")))
                .isPresent();
    }
}
