package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Columns that have rows of a table as values. The server changes no value within a value ({@code ALTER TABLE}, {@code find_composite_type_dependencies}), so while a
 * column of that table gets another type, they are texts.
 */
final class RowTypes {
    private RowTypes() {}

    /**
     * The columns that are texts for a while.
     *
     * @throws UnplannableException when one is computed or gets another type itself
     */
    static Set<ObjectRef> textsMeanwhile(Situation situation, SchemaDiff diff) {
        Set<ObjectRef> texts = new TreeSet<>();
        List<String> reasons = new ArrayList<>();
        for (Change change : diff.changes()) {
            if (change instanceof Change.ModifyColumn m
                    && !m.current().type().equals(m.desired().type())) {
                for (ObjectRef user : situation.current().dependents(m.table())) {
                    if (user.kind() == ObjectKind.COLUMN && staysWithRowType(situation, user, m.table())) {
                        texts.add(user);
                        if (!canBeText(situation, user)) {
                            reasons.add(refusal(m, user));
                        }
                    }
                }
            }
        }
        if (!reasons.isEmpty()) {
            throw new UnplannableException(reasons);
        }
        return texts;
    }

    private static String refusal(Change.ModifyColumn change, ObjectRef user) {
        return "Column " + change.ref().display() + " would get another type, but column " + user.display()
                + " holds rows of " + change.table().display()
                + " as values, in which PostgreSQL changes no type, and cannot be text meanwhile, because it is computed, a"
                + " column of a foreign table, or changes itself: change that column first, then plan again.";
    }

    private static boolean canBeText(Situation situation, ObjectRef user) {
        Optional<Column> before = Situation.column(situation.current(), user);
        return before.flatMap(Column::generated).isEmpty()
                && before.map(Column::type)
                        .equals(Situation.column(situation.desired(), user).map(Column::type))
                && situation
                        .current()
                        .find(Situation.tableOf(user), Table.class)
                        .filter(Names::isForeign)
                        .isEmpty();
    }

    /** The step by which a column gets its type, after the one that makes it text if it is among these. */
    static List<Step> around(Step retyping, Fates fates) {
        return fates.isTextMeanwhile(retyping.ref())
                ? List.of(new Step(Step.Act.TO_TEXT, retyping.ref()), retyping)
                : List.of(retyping);
    }

    /** The statement that makes texts of the rows; arrays become arrays of texts. */
    static String toText(ObjectRef user, Column column) {
        String name = Ident.quote(column.name());
        String text = column.type().endsWith("[]") ? "text[]" : "text";
        return "ALTER TABLE " + Names.qualified(Situation.tableOf(user)) + " ALTER COLUMN " + name + " TYPE " + text
                + " USING " + name + "::" + text + ";";
    }

    /** Columns of the table get their types between; they come and go when the texts, which were made of what there was, have been read. */
    static void order(Steps steps, Step toText, BiConsumer<Step, Step> edges) {
        Step back = new Step(Step.Act.RETYPE, toText.ref());
        Catalog current = steps.situation().current();
        for (ObjectRef table : current.references(toText.ref())) {
            if (table.kind() == ObjectKind.TABLE) {
                for (ObjectRef column : columns(current, table)) {
                    steps.removal(column).ifPresent(going -> between(back, going, edges));
                    steps.retyping(column).ifPresent(retyping -> {
                        edges.accept(toText, retyping);
                        edges.accept(retyping, back);
                    });
                }
                for (ObjectRef column : columns(steps.situation().desired(), table)) {
                    steps.creation(column).ifPresent(coming -> between(back, coming, edges));
                }
            }
        }
    }

    /** A default may be a row, which has the columns that the table has in the end. */
    private static void between(Step back, Step change, BiConsumer<Step, Step> edges) {
        edges.accept(back, change);
        edges.accept(change, new Step(Step.Act.ALTER, back.ref()));
    }

    private static List<ObjectRef> columns(Catalog catalog, ObjectRef table) {
        return Situation.table(catalog, table).columns().stream()
                .map(column -> ObjectRef.column(table, column.name()))
                .toList();
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
