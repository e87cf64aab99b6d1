package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table that becomes a partition gets identity from the whole, but what stands below it does not, unless it is attached afterwards (seen up to
 * PostgreSQL 18).
 */
final class IdentityBelow {
    /** The first version whose partitions have the identity columns of the whole. */
    private static final int SINCE = 17;

    private final Situation situation;
    private final Catalog current;
    private final Catalog desired;
    private final Fates fates;
    private final Lineage lineage;

    IdentityBelow(Situation situation, Fates fates) {
        this.situation = situation;
        this.current = situation.current();
        this.desired = situation.desired();
        this.fates = fates;
        this.lineage = new Lineage(desired);
    }

    /** The partitions below tables that join a whole; they stay what they are and have to be taken off and attached again. */
    Set<ObjectRef> rejoining(Collection<ObjectRef> joining) {
        Set<ObjectRef> rejoining = new TreeSet<>();
        if (situation.serverMajor() >= SINCE) {
            joining.forEach(table -> collect(table, rejoining));
        }
        return rejoining;
    }

    /** Whether the partition has an identity column only if it is attached when the whole above its own whole is there. */
    boolean comesByAttaching(Table part) {
        return situation.serverMajor() >= SINCE && hasIdentity(part);
    }

    private void collect(ObjectRef joining, Set<ObjectRef> rejoining) {
        for (Table part : lineage.heirs(joining)) {
            if (part.partitionOf().isPresent()
                    && current.find(part.ref(), Table.class)
                            .map(Table::partitionOf)
                            .filter(part.partitionOf()::equals)
                            .isPresent()
                    && !fates.goes(part.ref())
                    && hasIdentity(part)) {
                rejoining.add(part.ref());
                collect(part.ref(), rejoining);
            }
        }
    }

    /** Whether the whole of the partition has an identity column, which the catalog knows of the whole alone. */
    private boolean hasIdentity(Table part) {
        Optional<Table> whole = part.partitionOf().flatMap(p -> desired.find(p.parent(), Table.class));
        return whole.filter(w -> w.columns().stream().anyMatch(c -> c.identity().isPresent()) || hasIdentity(w))
                .isPresent();
    }
}
