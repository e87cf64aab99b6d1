package dev.countersign.postgres.plan;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.UnplannableException;
import java.util.ArrayList;
import java.util.List;

/** Columns that have the row type of a table. */
final class RowTypes {
    private RowTypes() {}

    /**
     * A column of a table whose rows are values of another column keeps its type: the server changes no value within a value ({@code ALTER TABLE},
     * {@code find_composite_type_dependencies}).
     *
     * @throws UnplannableException when such a column would get another type, and the column with the row type stays
     */
    static void refuseRetyped(Situation situation, SchemaDiff diff) {
        List<String> reasons = new ArrayList<>();
        for (Change change : diff.changes()) {
            if (change instanceof Change.ModifyColumn m
                    && !m.current().type().equals(m.desired().type())) {
                for (ObjectRef user : situation.current().dependents(m.table())) {
                    if (user.kind() == ObjectKind.COLUMN && staysWithRowType(situation, user, m.table())) {
                        reasons.add(
                                "Column " + m.ref().display() + " would get another type, but column "
                                        + user.display() + " holds rows of "
                                        + m.table().display()
                                        + " as values, in which PostgreSQL changes no type: make that column text, plan again, then turn it back.");
                    }
                }
            }
        }
        if (!reasons.isEmpty()) {
            throw new UnplannableException(reasons);
        }
    }

    private static boolean staysWithRowType(Situation situation, ObjectRef user, ObjectRef table) {
        List<String> types = List.of(Names.qualified(table), Names.qualified(table) + "[]");
        return Situation.column(situation.current(), user)
                        .map(Column::type)
                        .filter(types::contains)
                        .isPresent()
                && Situation.column(situation.desired(), user)
                        .map(Column::type)
                        .filter(types::contains)
                        .isPresent();
    }
}
