package dev.countersign.plan;

import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What may not change while something stays that was to go. The desired state is whole without it, and nothing in that state says that a column of a primary
 * key that is kept out may not become NULL; the server would stop the plan there.
 */
final class StandsOn {
    private final SchemaDiff diff;

    StandsOn(SchemaDiff diff) {
        this.diff = diff;
    }

    /** The differences that what is kept cannot live with. */
    List<Change> breaking(Change kept) {
        return switch (kept) {
            case Change.DropObject d -> changes(breaks(d.object()));
            case Change.DropColumn d -> changes(c -> makesHeir(c, d));
            case Change.ModifyColumn m when m.current().notNull() -> changes(c -> makesHeirNullable(c, m));
            default -> List.of();
        };
    }

    private List<Change> changes(Predicate<Change> breaks) {
        return diff.changes().stream().filter(breaks).toList();
    }

    private Predicate<Change> breaks(SchemaObject kept) {
        return switch (kept) {
            case KeyConstraint key
            when key.ref().kind() == ObjectKind.PRIMARY_KEY -> change -> makesNullable(change, key);
            case ForeignKey foreignKey -> change -> changesKey(change, foreignKey);
            case CheckConstraint check when check.inherited() -> change -> changesInherited(change, check);
            default -> change -> false;
        };
    }

    private static boolean makesNullable(Change change, KeyConstraint key) {
        return change instanceof Change.ModifyColumn m
                && m.table().equals(key.table())
                && key.columns().contains(m.current().name())
                && !m.desired().notNull();
    }

    /** What a parent says of NULL holds for its heirs. */
    private boolean makesHeirNullable(Change change, Change.ModifyColumn kept) {
        return change instanceof Change.ModifyColumn m
                && m.current().name().equals(kept.current().name())
                && m.current().notNull()
                && !m.desired().notNull()
                && Heirs.of(diff.current(), kept.table()).contains(m.table());
    }

    /** Another definition, such as a deferrable one, may be none that a foreign key can point to. */
    private static boolean changesKey(Change change, ForeignKey foreignKey) {
        return change instanceof Change.ModifyObject m
                && m.current() instanceof KeyConstraint key
                && key.table().equals(foreignKey.referencedTable())
                && Set.copyOf(key.columns()).equals(Set.copyOf(foreignKey.referencedColumns()))
                && m.attributes().contains("definition");
    }

    /** A check of a parent is made anew to be another one, and those of its heirs go with it. */
    private boolean changesInherited(Change change, CheckConstraint check) {
        return change instanceof Change.ModifyObject m
                && m.current() instanceof CheckConstraint above
                && above.ref().name().equals(check.ref().name())
                && Heirs.of(diff.current(), above.table()).contains(check.table());
    }

    /** A table comes under one whose column it does not have. */
    private static boolean makesHeir(Change change, Change.DropColumn kept) {
        return change instanceof Change.ModifyObject m
                && m.current() instanceof Table before
                && m.desired() instanceof Table after
                && isHeir(after, kept.table())
                && !isHeir(before, kept.table())
                && after.column(kept.column().name()).isEmpty();
    }

    private static boolean isHeir(Table table, ObjectRef parent) {
        return table.inherits().contains(parent)
                || table.partitionOf().filter(p -> p.parent().equals(parent)).isPresent();
    }
}
