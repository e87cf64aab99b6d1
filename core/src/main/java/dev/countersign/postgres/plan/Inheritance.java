package dev.countersign.postgres.plan;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code INHERIT} and {@code NO INHERIT} make of a table's columns (documentation of {@code ALTER TABLE}): a column that was there before stays the
 * table's own although a parent has it too, one that only came from a parent becomes the table's own when the last such parent is left, and a new
 * parent is always the last. Whatever else is wanted only a new table has.
 */
final class Inheritance {
    private Inheritance() {}

    /** Whether the columns' origin and the order of parents can be reached without making the table anew. */
    static boolean reachable(Table before, Table after, Situation situation) {
        if (Names.isForeign(before)
                || before.partitionOf().isPresent()
                || after.partitionOf().isPresent()
                || after.inherits().isEmpty()) {
            return true;
        }
        List<ObjectRef> kept = new ArrayList<>(before.inherits());
        kept.retainAll(after.inherits());
        List<ObjectRef> order = new ArrayList<>(kept);
        after.inherits().stream().filter(p -> !kept.contains(p)).forEach(order::add);
        return order.equals(after.inherits())
                && after.columns().stream().allMatch(c -> reachable(before, c, kept, situation));
    }

    private static boolean reachable(Table before, Column wanted, List<ObjectRef> kept, Situation situation) {
        boolean there = before.column(wanted.name()).isPresent();
        boolean passedOn = kept.stream().anyMatch(p -> {
            ObjectRef column = ObjectRef.column(p, wanted.name());
            return Situation.column(situation.current(), column).isPresent() == there
                    && Situation.column(situation.desired(), column).isPresent();
        });
        boolean inherited =
                passedOn && before.column(wanted.name()).map(Column::inherited).orElse(true);
        return inherited == wanted.inherited() || !there && !wanted.inherited();
    }
}
