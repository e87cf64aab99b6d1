package dev.countersign.postgres.plan;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.Generated;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.UnplannableException;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A column that is computed when it is read and becomes an ordinary one. {@code DROP EXPRESSION} is only for stored ones (documentation of {@code ALTER TABLE}),
 * and before version 13 there is none, so what the column shows is written into a new one that takes its name. {@code USING} does that without an update, which triggers would see.
 */
final class VirtualValues {
    /** The first version that makes a stored column an ordinary one. */
    private static final int DROP_EXPRESSION_SINCE = 13;

    private final Situation situation;
    private final Fates fates;

    VirtualValues(Situation situation, Fates fates) {
        this.situation = situation;
        this.fates = fates;
    }

    /** Whether the column is such a one and changes by itself, not with a parent's or with its table. */
    boolean areKept(ObjectRef column) {
        return column.kind() == ObjectKind.COLUMN
                && fates.of(column) == Fate.REBUILD
                && fates.remadeWith(column).isEmpty()
                && Situation.column(situation.current(), column)
                        .filter(before -> Situation.column(situation.desired(), column)
                                .filter(after -> becomeOrdinary(before, after, situation.serverMajor()))
                                .isPresent())
                        .isPresent();
    }

    /** Whether a computed column becomes an ordinary one, and the server has no statement for it. */
    static boolean becomeOrdinary(Column before, Column after, int serverMajor) {
        return before.generated()
                        .filter(g -> g.storage() == Generated.Storage.VIRTUAL || serverMajor < DROP_EXPRESSION_SINCE)
                        .isPresent()
                && after.generated().isEmpty();
    }

    /** Instead of dropping the column; it then has its old type, and nothing else is said about it. */
    List<String> writtenDown(ObjectRef column) {
        ObjectRef table = Situation.tableOf(column);
        Column before = Situation.column(situation.current(), column).orElseThrow();
        String alter = "ALTER TABLE " + Names.qualified(table);
        String values = Ident.quote(FreeName.of(
                column.name(),
                "_values",
                name -> Stream.of(situation.current(), situation.desired())
                        .flatMap(catalog -> catalog.all(Table.class).stream())
                        .anyMatch(any -> any.column(name).isPresent())));
        String type =
                before.type() + before.collation().map(c -> " COLLATE " + c).orElse("");
        return List.of(
                alter + " ADD COLUMN " + values + " " + type + ";",
                alter + " ALTER COLUMN " + values + " TYPE " + type + " USING " + Names.own(column) + ";",
                alter + " DROP COLUMN " + Names.own(column) + ";",
                alter + " RENAME COLUMN " + values + " TO " + Names.own(column) + ";");
    }

    /** The column as it is when its values have been written down. */
    Column written(ObjectRef column) {
        Column before = Situation.column(situation.current(), column).orElseThrow();
        return ColumnDdl.plain(before).withoutExpression().withNotNull(false);
    }

    /** What heirs get of the desired column when it is made anew: a default set later is the table's alone. */
    Column passedOn(ObjectRef column) {
        Column wanted = Situation.column(situation.desired(), column).orElseThrow();
        return areKeptAbove(column) ? wanted.withDefault(Optional.empty()) : wanted;
    }

    private boolean areKeptAbove(ObjectRef column) {
        return areKept(column)
                || fates.remadeWith(column).filter(this::areKeptAbove).isPresent();
    }

    /** Heirs that declare the column themselves keep theirs when the parent's is dropped, so that the new one has no name to take. */
    static void refuseWithHeirs(SchemaDiff diff) {
        Lineage lineage = new Lineage(diff.current());
        int serverMajor = new Situation(diff.current(), diff.desired()).serverMajor();
        List<String> reasons = new ArrayList<>();
        for (Change change : diff.changes()) {
            if (change instanceof Change.ModifyColumn m && becomeOrdinary(m.current(), m.desired(), serverMajor)) {
                below(lineage, m.table())
                        .filter(h -> declares(h, m.current().name()))
                        .map(heir -> "Column " + m.ref().display()
                                + " is computed" + (isStored(m.current()) ? "" : " when it is read")
                                + " and would become an ordinary one, and table "
                                + heir.ref().display()
                                + " declares it as well: PostgreSQL cannot keep what both show. Make a column of another"
                                + " name, fill it, then drop the computed one and rename the new one.")
                        .forEach(reasons::add);
            }
        }
        if (!reasons.isEmpty()) {
            throw new UnplannableException(reasons);
        }
    }

    private static boolean isStored(Column column) {
        return column.generated()
                .filter(g -> g.storage() == Generated.Storage.STORED)
                .isPresent();
    }

    private static Stream<Table> below(Lineage lineage, ObjectRef table) {
        return lineage.heirs(table).stream().flatMap(h -> Stream.concat(Stream.of(h), below(lineage, h.ref())));
    }

    private static boolean declares(Table heir, String column) {
        return heir.column(column).filter(c -> !c.inherited()).isPresent();
    }
}
