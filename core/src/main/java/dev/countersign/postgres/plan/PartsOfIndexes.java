package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.TableObject;
import java.util.HashMap;
import java.util.Map;

/** How an index or key of a partitioned table comes to its parts. */
final class PartsOfIndexes {
    private final Catalog desired;
    private final Lineage lineage;
    /** What was found of each whole: every one of its parts asks. */
    private final Map<ObjectRef, Boolean> putTogether = new HashMap<>();

    PartsOfIndexes(Catalog desired) {
        this.desired = desired;
        this.lineage = new Lineage(desired);
    }

    /**
     * Whether the index or key of a partitioned table is made by itself and its parts are attached to it one by one: because a partition has no part of
     * it, or because the server could take another index of a partition for the part.
     */
    boolean arePutTogether(ObjectRef whole) {
        return putTogether.computeIfAbsent(whole, w -> isIncomplete(w) || hasDoubles(w));
    }

    private boolean hasDoubles(ObjectRef whole) {
        return desired.dependents(whole).stream()
                .filter(p ->
                        Situation.attachedTo(desired, p).filter(whole::equals).isPresent())
                .flatMap(p -> desired.find(p, Index.class).stream())
                .anyMatch(part -> desired.tableObjects(part.table()).stream()
                        .anyMatch(o -> o instanceof Index other
                                && !other.ref().equals(part.ref())
                                && other.unique() == part.unique()
                                && other.method().equals(part.method())
                                && other.parts().equals(part.parts())
                                && other.include().equals(part.include())
                                && other.predicate().equals(part.predicate())));
    }

    private boolean isIncomplete(ObjectRef whole) {
        ObjectRef table = desired.find(whole, TableObject.class).orElseThrow().table();
        return lineage.heirs(table).stream()
                .filter(t ->
                        t.partitionOf().filter(p -> p.parent().equals(table)).isPresent())
                .anyMatch(t -> desired.tableObjects(t.ref()).stream()
                        .noneMatch(o -> desired.references(o.ref()).contains(whole)));
    }
}
