package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.postgres.plan.Step.Act;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Tables whose columns are those of a composite type. No column comes to such a table or leaves it, nor does the type change below it ({@code ALTER TABLE
 * ... OF}), so it lets go of the type first and takes it again when both are what they should be.
 */
final class TypedTables {
    private static final String TYPE = "of_type";

    private TypedTables() {}

    /** Tables that stay tables of a type and whose type or columns change. */
    static List<ObjectRef> ofChangedTypes(Catalog current, Catalog desired, Fates fates) {
        return current.all(Table.class).stream()
                .filter(t -> t.attributes().containsKey(TYPE))
                .filter(t -> desired.find(t.ref(), Table.class)
                        .filter(w -> changes(t, w, current, fates))
                        .isPresent())
                .map(Table::ref)
                .toList();
    }

    /** Whether the table has to let go of its type or take one. */
    static boolean changes(Table before, Table after, Catalog current, Fates fates) {
        if (!before.attributes().containsKey(TYPE) && !after.attributes().containsKey(TYPE)) {
            return false;
        }
        return !Objects.equals(before.attributes().get(TYPE), after.attributes().get(TYPE))
                || types(current, before.ref()).anyMatch(type -> fates.of(type) != null);
    }

    /** What happens while the table is of no type. */
    static List<Step> between(Catalog current, Catalog desired, Steps steps, ObjectRef table) {
        List<ObjectRef> types = Stream.concat(types(current, table), types(desired, table))
                .distinct()
                .toList();
        return types.isEmpty()
                ? List.of()
                : steps.all().stream()
                        .filter(s -> types.contains(s.ref()) || changesColumns(s, table))
                        .toList();
    }

    private static boolean changesColumns(Step step, ObjectRef table) {
        return step.ref().kind() == ObjectKind.COLUMN
                && Situation.tableOf(step.ref()).equals(table)
                && (step.act() == Act.CREATE || step.act() == Act.DROP || step.act() == Act.RETYPE);
    }

    private static Stream<ObjectRef> types(Catalog catalog, ObjectRef table) {
        return catalog.find(table, Table.class).filter(t -> t.attributes().containsKey(TYPE)).stream()
                .flatMap(t -> catalog.references(t.ref()).stream())
                .filter(r -> r.kind() == ObjectKind.COMPOSITE);
    }
}
