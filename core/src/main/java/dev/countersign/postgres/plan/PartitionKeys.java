package dev.countersign.postgres.plan;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.plan.UnplannableException;
import java.util.List;

/** What partition keys are written with: as long as a table is divided by it, the server drops it for nobody. */
final class PartitionKeys {
    private PartitionKeys() {}

    /** @throws UnplannableException when something would have to be made again by which a table is divided that stays */
    static void refuseMadeAgain(Situation situation, Fates fates) {
        List<String> reasons = situation.current().all(Table.class).stream()
                .filter(table -> table.partitionBy().isPresent() && !fates.goes(table.ref()))
                .flatMap(table -> situation.current().references(table.ref()).stream()
                        .filter(used -> isOfKey(used.kind()) && fates.goes(used) && !fates.isSetAside(used))
                        .map(used -> reason(table.ref(), used)))
                .toList();
        if (!reasons.isEmpty()) {
            throw new UnplannableException(reasons);
        }
    }

    private static boolean isOfKey(ObjectKind kind) {
        return switch (kind) {
            case COLLATION, OPERATOR_CLASS, FUNCTION -> true;
            default -> false;
        };
    }

    private static String reason(ObjectRef table, ObjectRef used) {
        String name = used.kind().label() + " " + used.display();
        return "The " + name
                + " would have to be made again, and PostgreSQL does not drop it while the partition key of table "
                + table.display() + " uses it: make the new one under another name and use that in the key.";
    }
}
