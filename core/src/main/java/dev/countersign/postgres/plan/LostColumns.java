package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.RowPolicy;
import dev.countersign.catalog.TableObject;
import dev.countersign.catalog.Trigger;
import java.util.Optional;

/** What goes because a column goes on which it stands. */
final class LostColumns {
    private final Catalog current;
    private final Fates fates;

    LostColumns(Catalog current, Fates fates) {
        this.current = current;
        this.fates = fates;
    }

    /** Indexes and table constraints go with any of their columns. */
    Optional<ObjectRef> of(TableObject child) {
        return switch (child.ref().kind()) {
            case INDEX, PRIMARY_KEY, UNIQUE, EXCLUDE, CHECK, FOREIGN_KEY ->
                current.references(child.ref()).stream()
                        .filter(r -> r.kind() == ObjectKind.COLUMN
                                && Situation.tableOf(r).equals(child.table()))
                        .filter(column -> carries(column, child))
                        .findFirst();
            default -> Optional.empty();
        };
    }

    /**
     * A column takes what is on it along. It does not so with a key that has it only in an expression or condition, nor with a foreign key of the table to
     * itself that refers to it.
     */
    private boolean carries(ObjectRef column, TableObject child) {
        return fates.goes(column)
                && switch (child) {
                    case KeyConstraint key ->
                        key.columns().contains(column.name()) || key.include().contains(column.name());
                    case ForeignKey key ->
                        !key.referencedTable().equals(key.table())
                                || key.referencedColumns().stream()
                                        .noneMatch(c -> fates.goes(ObjectRef.column(key.table(), c)));
                    case CheckConstraint check -> true;
                    case Index index -> true;
                    case Trigger trigger -> false;
                    case RowPolicy policy -> false;
                };
    }
}
