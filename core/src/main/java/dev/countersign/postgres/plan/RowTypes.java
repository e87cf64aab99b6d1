package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
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
import java.util.function.Predicate;

/**
 * Columns that have rows of a table as values. The server changes no value within a value ({@code ALTER TABLE}, {@code find_composite_type_dependencies}), so while a
 * column of that table gets another type, they are texts.
 */
final class RowTypes {
    private RowTypes() {}

    /**
     * The columns that are texts for a while: their values are rows of a table of which a column gets another type, or hold such rows within.
     *
     * @param madeAnew tells the types whose successors are other types of the same name
     * @throws UnplannableException when one is computed or gets another type itself, or when its text would not be read any more
     */
    static Set<ObjectRef> textsMeanwhile(Situation situation, SchemaDiff diff, Predicate<ObjectRef> madeAnew) {
        Set<ObjectRef> changing = new TreeSet<>();
        for (Change change : diff.changes()) {
            if (change instanceof Change.ModifyColumn m
                    && !m.current().type().equals(m.desired().type())) {
                changing.add(m.ref());
            } else if (Names.isType(change.ref().kind()) && madeAnew.test(change.ref())) {
                changing.addAll(ValueUse.columns(situation.current(), change.ref()));
            }
        }
        Set<ObjectRef> texts = new TreeSet<>();
        List<String> reasons = new ArrayList<>();
        for (ObjectRef column : changing) {
            ObjectRef table = Situation.tableOf(column);
            for (ObjectRef user : ValueUse.columns(situation.current(), table)) {
                if (Situation.column(situation.desired(), column).isPresent()
                        && holds(situation.desired(), user, table)) {
                    texts.add(user);
                    if (!canBeText(situation, user)) {
                        reasons.add(refusal(column, user));
                    } else if (CompositeValues.of(column, situation, madeAnew).isPresent()
                            || CompositeValues.of(user, situation, madeAnew).isPresent()) {
                        reasons.add(otherParts(column, user));
                    }
                }
            }
        }
        if (!reasons.isEmpty()) {
            throw new UnplannableException(reasons);
        }
        return texts;
    }

    private static boolean holds(Catalog catalog, ObjectRef user, ObjectRef table) {
        return ValueUse.columns(catalog, table).contains(user);
    }

    private static String otherParts(ObjectRef column, ObjectRef user) {
        return "Column " + column.display() + " would get another type, but column " + user.display()
                + " holds rows of " + Situation.tableOf(column).display()
                + " as values, in which PostgreSQL changes no type, and attributes of a type within them come, go or move, so that they cannot be text"
                + " meanwhile: give column " + user.display() + " another type first, then plan again.";
    }

    private static String refusal(ObjectRef column, ObjectRef user) {
        return "Column " + column.display() + " would get another type, but column " + user.display()
                + " holds rows of " + Situation.tableOf(column).display()
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

    /** Where a column of a table gets another type, or comes, values that are its rows must not be there any more, or not yet, unless they stay. */
    static void without(Steps steps, Step retyping, BiConsumer<Step, Step> edges) {
        ObjectRef table = Situation.tableOf(retyping.ref());
        Set<ObjectRef> before = ValueUse.columns(steps.situation().current(), table);
        Set<ObjectRef> after = ValueUse.columns(steps.situation().desired(), table);
        for (ObjectRef user : before) {
            steps.removal(user).ifPresent(going -> edges.accept(going, retyping));
            if (!after.contains(user)) {
                steps.retyping(user).ifPresent(other -> edges.accept(other, retyping));
            }
        }
        for (ObjectRef user : after) {
            steps.creation(user).ifPresent(coming -> edges.accept(retyping, coming));
            if (!before.contains(user)) {
                steps.retyping(user).ifPresent(other -> edges.accept(retyping, other));
            }
        }
    }

    /** Columns of the table get their types between; they come and go when the texts, which were made of what there was, have been read. */
    static void order(Steps steps, Step toText, BiConsumer<Step, Step> edges) {
        Step back = new Step(Step.Act.RETYPE, toText.ref());
        Catalog current = steps.situation().current();
        for (ObjectRef table : ValueUse.tables(current, toText.ref())) {
            for (ObjectRef column : columns(current, table)) {
                steps.removal(column).ifPresent(going -> between(back, going, edges));
                edges.accept(toText, new Step(Step.Act.TO_TEXT, column));
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
}
