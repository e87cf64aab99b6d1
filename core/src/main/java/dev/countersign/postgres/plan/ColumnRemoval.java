package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import java.util.ArrayList;
import java.util.List;

/** Drops columns: alone where heirs keep theirs, else with those of the heirs. */
final class ColumnRemoval {
    private final int major;
    private final Catalog current;
    private final Fates fates;
    private final Lineage after;

    ColumnRemoval(Situation situation, Fates fates) {
        this.major = situation.serverMajor();
        this.current = situation.current();
        this.fates = fates;
        this.after = new Lineage(situation.desired());
    }

    List<Draft> drop(ObjectRef column) {
        List<Column> kept = after.heirs(Situation.tableOf(column)).stream()
                .filter(heir -> current.contains(heir.ref())
                        && fates.remadeWith(ObjectRef.column(heir.ref(), column.name()))
                                .isEmpty())
                .map(Table::columns)
                .flatMap(List::stream)
                .filter(c -> c.name().equals(column.name()))
                .toList();
        boolean notNull =
                Situation.column(current, column).filter(Column::notNull).isPresent();
        boolean computed =
                Situation.column(current, column).flatMap(Column::generated).isPresent();
        List<Draft> drafts = new ArrayList<>();
        if (major >= 18 && notNull && kept.stream().anyMatch(c -> !c.notNull())) {
            // version 18 would drop the heir's constraint with the column and leave it NOT NULL, which nothing mends
            drafts.add(Draft.of(
                    "ALTER TABLE " + Names.table(column) + " ALTER COLUMN " + Names.own(column) + " DROP NOT NULL;",
                    column,
                    "heirs keep the column, which may be NULL there"));
        }
        drafts.add(Draft.of(
                        "ALTER TABLE " + (kept.isEmpty() ? "" : "ONLY ") + Names.table(column) + " DROP COLUMN "
                                + Names.own(column) + ";",
                        column,
                        "the desired state has no such column")
                .losing(!computed));
        return drafts;
    }
}
