package dev.countersign.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tables and what inherits from them, as partitions or plainly. */
final class Heirs {
    private Heirs() {}

    /** The table and every table that inherits from it, directly or not. */
    static Set<ObjectRef> of(Catalog catalog, ObjectRef table) {
        Set<ObjectRef> all = new LinkedHashSet<>(List.of(table));
        List<Table> tables = catalog.all(Table.class);
        boolean more = true;
        while (more) {
            more = false;
            for (Table heir : tables) {
                boolean inherits = heir.inherits().stream().anyMatch(all::contains)
                        || heir.partitionOf()
                                .filter(p -> all.contains(p.parent()))
                                .isPresent();
                more |= inherits && all.add(heir.ref());
            }
        }
        return all;
    }
}
