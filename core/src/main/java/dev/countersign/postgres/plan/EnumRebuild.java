package dev.countersign.postgres.plan;

import dev.countersign.catalog.EnumType;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.UnplannableException;
import java.util.ArrayList;
import java.util.List;

/** Enums that lose or reorder values through a new type of the same name, and where that is impossible. */
final class EnumRebuild {
    private EnumRebuild() {}

    /**
     * The columns of such an enum get the new type; the server changes the type of every column but one that is a partition key.
     *
     * @throws UnplannableException when a partition key has the type
     */
    static void refusePartitionKeys(Situation situation, SchemaDiff diff) {
        List<String> reasons = new ArrayList<>();
        for (Change change : diff.changes()) {
            if (change instanceof Change.ModifyObject m
                    && m.current() instanceof EnumType before
                    && m.desired() instanceof EnumType after
                    && !InPlace.isSubsequence(before.labels(), after.labels())) {
                for (ObjectRef user : situation.current().dependents(before.ref())) {
                    if (user.kind() == ObjectKind.COLUMN
                            && Replacements.wholeWithKey(situation, Situation.tableOf(user), user.name())
                                    .isPresent()) {
                        reasons.add(reason(before.ref(), user));
                    }
                }
            }
        }
        if (!reasons.isEmpty()) {
            throw new UnplannableException(reasons);
        }
    }

    private static String reason(ObjectRef type, ObjectRef column) {
        return "Enum " + type.display() + " would lose or reorder values, but " + column
                + " of that type is in a partition key, whose type PostgreSQL cannot change: make a new enum and a new"
                + " table under other names, copy the rows, then swap the names.";
    }
}
