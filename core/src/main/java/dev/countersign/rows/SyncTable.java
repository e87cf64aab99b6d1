package dev.countersign.rows;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Identity;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table whose rows follow the desired state.
 *
 * @param table as the desired state has it
 * @param before as the current state has it; empty when the plan makes it
 * @param key names of the columns that tell rows apart, in the desired state
 * @param columns the columns that rows get values for, in the table's order: no computed ones, and none that the database numbers instead
 * @param earlier names in the current state of those columns that are there, by their names in the desired state
 * @param certain names of columns whose values in rows that are there are known: they are there with the same type, or come without a default
 */
record SyncTable(
        Table table,
        Optional<Table> before,
        List<String> key,
        List<Column> columns,
        Map<String, String> earlier,
        Set<String> certain) {
    SyncTable {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        earlier = Map.copyOf(earlier);
        certain = Set.copyOf(certain);
    }

    ObjectRef ref() {
        return table.ref();
    }

    /** Whether it is called so in one of the states. */
    boolean wasOrIs(ObjectRef name) {
        return ref().equals(name) || before.map(Table::ref).filter(name::equals).isPresent();
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** Whether an {@code UPDATE} can give the column another value. */
    boolean updatable(Column column) {
        return column.identity()
                        .filter(i -> i.generation() == Identity.Generation.ALWAYS)
                        .isEmpty()
                && !key.contains(column.name());
    }

    List<ForeignKey> foreignKeys(Catalog desired) {
        return desired.tableObjects(ref()).stream()
                .filter(ForeignKey.class::isInstance)
                .map(ForeignKey.class::cast)
                .toList();
    }
}
