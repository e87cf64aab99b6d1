package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import java.util.List;

/** Columns that a table has from its parents. */
final class InheritedColumns {
    private final Catalog current;
    private final Catalog desired;

    InheritedColumns(Situation situation) {
        this.current = situation.current();
        this.desired = situation.desired();
    }

    /** Whether the column is there by inheritance in both states. */
    boolean followParents(ObjectRef column) {
        return Situation.column(current, column).filter(Column::inherited).isPresent()
                && Situation.column(desired, column).filter(Column::inherited).isPresent();
    }

    /** The parents that the column's table has in both states. */
    List<ObjectRef> keptParents(ObjectRef column) {
        ObjectRef table = Situation.tableOf(column);
        List<ObjectRef> later =
                desired.find(table, Table.class).map(Situation::parents).orElse(List.of());
        return current.find(table, Table.class).map(Situation::parents).orElse(List.of()).stream()
                .filter(later::contains)
                .toList();
    }
}
