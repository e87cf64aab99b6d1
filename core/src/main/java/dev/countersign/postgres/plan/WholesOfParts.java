package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Indexes and keys of whole tables: a part of one goes only with its whole, unless its table leaves. */
final class WholesOfParts {
    private WholesOfParts() {}

    /**
     * Hands out the wholes that have to be dropped and made again because a part has to.
     *
     * @param touched everything that has a fate by now
     */
    static void madeAgain(Situation situation, Fates fates, List<ObjectRef> touched, Consumer<ObjectRef> rebuild) {
        Catalog current = situation.current();
        for (ObjectRef ref : touched.stream().sorted().toList()) {
            Optional<ObjectRef> whole = fates.goes(ref) ? Situation.attachedTo(current, ref) : Optional.empty();
            if (whole.isPresent()
                    && !fates.goes(whole.get())
                    && current.find(ref).orElseThrow() instanceof TableObject part
                    && !fates.goes(part.table())
                    && sameWhole(situation, part.table())) {
                rebuild.accept(whole.get());
            }
        }
    }

    private static boolean sameWhole(Situation situation, ObjectRef partition) {
        return situation
                .desired()
                .find(partition, Table.class)
                .map(Table::partitionOf)
                .equals(situation.current().find(partition, Table.class).map(Table::partitionOf));
    }
}
