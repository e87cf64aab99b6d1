package dev.countersign.postgres.plan;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.UnplannableException;
import dev.countersign.postgres.locks.FillWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Tables that the server would have to write anew for something else than a column's type. It refuses that for a table whose rows are values elsewhere, even where there
 * is none ({@code find_composite_type_dependencies}).
 */
final class RowRewrites {
    private RowRewrites() {}

    /** @throws UnplannableException when a column goes on holding rows of such a table */
    static void refuse(Situation situation, SchemaDiff diff, Fates fates) {
        FillWork work = new FillWork(situation.desired());
        List<String> reasons = new ArrayList<>();
        for (Change change : diff.changes()) {
            if (change instanceof Change.AddColumn added && isComputed(added.column(), work)) {
                reasons.addAll(reasons(
                        situation,
                        fates,
                        added.table(),
                        "Column " + added.ref().display() + " would be added with a value of its own for every row"));
            } else if (change instanceof Change.ModifyObject m
                    && m.current() instanceof Table before
                    && m.desired() instanceof Table after
                    && (differs(before, after, "persistence") || differs(before, after, "access_method"))) {
                reasons.addAll(reasons(
                        situation,
                        fates,
                        before.ref(),
                        "Table " + before.ref().display() + " would be stored otherwise"));
            }
        }
        if (!reasons.isEmpty()) {
            throw new UnplannableException(reasons);
        }
    }

    private static boolean isComputed(Column column, FillWork work) {
        return column.identity().isPresent()
                || column.generated().isPresent() && column.stored()
                || work.hasVolatileDefault(column)
                || work.isOfCheckedDomain(column);
    }

    private static boolean differs(Table before, Table after, String attribute) {
        return !Objects.equals(
                before.attributes().get(attribute), after.attributes().get(attribute));
    }

    private static List<String> reasons(Situation situation, Fates fates, ObjectRef table, String what) {
        Set<ObjectRef> after = ValueUse.columns(situation.desired(), table);
        return ValueUse.columns(situation.current(), table).stream()
                .filter(user ->
                        after.contains(user) && !fates.goes(Situation.tableOf(user)) && !fates.isReplaced(table))
                .map(user -> what + ", which PostgreSQL does not do while column " + user.display() + " holds rows of "
                        + table.display() + " as values: give column " + user.display()
                        + " another type first, then plan again.")
                .toList();
    }
}
