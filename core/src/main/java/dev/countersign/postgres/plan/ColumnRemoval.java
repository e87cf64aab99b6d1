package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        boolean kept = after.heirs(Situation.tableOf(column)).stream()
                .filter(heir -> current.contains(heir.ref()))
                .filter(heir -> heir.column(column.name()).isPresent())
                .anyMatch(heir -> isKept(ObjectRef.column(heir.ref(), column.name())));
        boolean computed =
                Situation.column(current, column).flatMap(Column::generated).isPresent();
        List<Draft> drafts = new ArrayList<>();
        if (kept) {
            notNull(column).ifPresent(drafts::add);
        }
        drafts.add(Draft.of(
                        "ALTER TABLE " + (kept ? "ONLY " : "") + Names.table(column) + " DROP COLUMN "
                                + Names.own(column) + ";",
                        column,
                        "the desired state has no such column")
                .losing(!computed));
        return drafts;
    }

    /** Whether the heir's column is there throughout: not made again with the parent's, nor by itself. */
    private boolean isKept(ObjectRef column) {
        return fates.remadeWith(column).isEmpty() && fates.of(column) != Fate.REBUILD;
    }

    /**
     * Version 18 would drop an heir's constraint with the column and leave it NOT NULL, or leave a constraint of a parent that has none, and nothing mends
     * that. What is passed on no longer is the heirs' own.
     */
    private Optional<Draft> notNull(ObjectRef column) {
        ObjectRef table = Situation.tableOf(column);
        return Situation.column(current, column)
                .filter(c -> major >= NotNullNames.SINCE && NotNullNames.passesOn(c))
                .map(c -> NotNullOfHeirs.name(current, Situation.table(current, table), c))
                .map(name -> Draft.of(
                        "ALTER TABLE " + Names.qualified(table) + " ALTER CONSTRAINT " + Ident.quote(name)
                                + " NO INHERIT;",
                        column,
                        "heirs keep the column, and NOT NULL there is theirs"));
    }
}
