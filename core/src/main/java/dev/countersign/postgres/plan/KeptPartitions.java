package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.plan.UnplannableException;
import java.util.ArrayList;
import java.util.List;

/**
 * Partitions that are kept although the desired state does not have them. An index or key of the whole is valid only when every partition has its part of it
 * (documentation of {@code CREATE INDEX}), and what part a kept one would get, nobody has said.
 */
final class KeptPartitions {
    private KeptPartitions() {}

    /**
     * Refuses new indexes and keys above such partitions.
     *
     * @param situation the states between which is planned, with what is kept
     * @param wanted the desired state without it
     */
    static void refuseNewIndexesAbove(Situation situation, Catalog wanted) {
        List<String> reasons = new ArrayList<>();
        for (Table partition : situation.desired().all(Table.class)) {
            if (partition.partitionOf().isPresent() && !wanted.contains(partition.ref())) {
                ObjectRef whole = partition.partitionOf().get().parent();
                situation.desired().tableObjects(whole).stream()
                        .filter(o -> o instanceof Index || o instanceof KeyConstraint)
                        .map(TableObject::ref)
                        .filter(above -> !situation.current().contains(above))
                        .map(above -> "Table " + partition.ref().display() + " is kept and stays a partition of "
                                + whole.display() + ", which gets "
                                + above.kind().label() + " " + above.display()
                                + ", and the desired state does not say what part of it the partition has: detach"
                                + " the partition first, or add it to the desired state.")
                        .forEach(reasons::add);
            }
        }
        if (!reasons.isEmpty()) {
            throw new UnplannableException(reasons);
        }
    }
}
