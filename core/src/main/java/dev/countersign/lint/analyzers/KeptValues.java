package dev.countersign.lint.analyzers;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which columns of a table hold after a step what the rows of now hold in them. Only those can be asked what a constraint will find: a column of another
 * type, another collation or another expression has, or compares, other values by then.
 */
final class KeptValues {
    private final LintInput input;
    private final LintStep step;
    private final ObjectRef table;

    /** @param table as it is called at that step */
    KeptValues(LintInput input, LintStep step, ObjectRef table) {
        this.input = input;
        this.step = step;
        this.table = table;
    }

    /** Whether the column goes by the same name and keeps every value, NULL included, and how they compare. */
    boolean whole(String column) {
        return comparable(column) && !isFilled(column);
    }

    /** The same, except that NULL may become something: values that are equal, or are missing elsewhere, stay so. */
    boolean comparable(String column) {
        return uncollated(column) && sameCollation(column);
    }

    /** The same, for whoever says how values compare. */
    boolean uncollated(String column) {
        return sameName(column) && sameType(column) && keepsExpression(column);
    }

    /** Whether the column, whatever its name was, has NULL where it has it now. SQLite takes NULL over into any type. */
    boolean nulls(String column) {
        return (sameType(column) || isSqlite()) && keepsExpression(column) && !isFilled(column);
    }

    /**
     * Whether the column numbers the rows of a table of SQLite, which gives a number to every row that brings none: an INTEGER that alone is the
     * primary key.
     */
    boolean numbersRows(String column) {
        return isSqlite() && numbersRows(step.after(), table, column);
    }

    private static boolean numbersRows(Catalog catalog, ObjectRef table, String column) {
        return catalog.find(table, Table.class)
                        .filter(t -> !t.attributes().containsKey("without_rowid"))
                        .flatMap(t -> t.column(column))
                        .filter(c -> c.type().equals("INTEGER"))
                        .isPresent()
                && catalog.tableObjects(table).stream()
                        .anyMatch(o -> o instanceof KeyConstraint key
                                && key.ref().kind() == ObjectKind.PRIMARY_KEY
                                && key.columns().equals(List.of(column))
                                && !key.attributes().containsKey("not_rowid"));
    }

    /** Whether it is computed as before, from columns of which the same is true and that are whole, or is not computed. */
    private boolean keepsExpression(String column) {
        return sameExpression(column)
                && (now(column).flatMap(Column::generated).isEmpty()
                        || computedFrom(column).stream()
                                .allMatch(c -> sameName(c)
                                        && sameType(c)
                                        && sameCollation(c)
                                        && sameExpression(c)
                                        && !isFilled(c)));
    }

    /** The columns from which the column is computed, however many lie between. Texts may name one another in a circle, in strings. */
    private Set<String> computedFrom(String column) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(column));
        while (!open.isEmpty()) {
            ofTable(ObjectRef.column(table, open.pop())).filter(found::add).forEach(open::push);
        }
        return found;
    }

    private boolean sameName(String column) {
        return original(column).filter(o -> o.name().equals(column)).isPresent();
    }

    private boolean sameType(String column) {
        return same(column, Column::type);
    }

    private boolean sameCollation(String column) {
        return same(column, Column::collation);
    }

    private boolean sameExpression(String column) {
        return same(column, Column::generated);
    }

    private boolean same(String column, Function<Column, Object> part) {
        Optional<Object> before = original(column).map(part);
        return before.isPresent() && before.equals(now(column).map(part));
    }

    /** Whether every column of the table that the object stands on is whole. */
    boolean wholeBelow(ObjectRef user) {
        return ofTable(user).allMatch(this::whole);
    }

    private Stream<String> ofTable(ObjectRef user) {
        return step.after().references(user).stream()
                .filter(r ->
                        r.kind() == ObjectKind.COLUMN && !r.equals(user) && r.equals(ObjectRef.column(table, r.name())))
                .map(ObjectRef::name);
    }

    /** Whether something may take the place of NULL: a default, what a statement puts there, or the number of the row. */
    private boolean isFilled(String column) {
        return becomesNumber(column)
                || Backfill.happened(input.before(step), table, column)
                || Backfill.copied(input.steps(), table, column);
    }

    private boolean becomesNumber(String column) {
        ObjectRef origin = DataDependAnalyzer.origin(input, step, table);
        return numbersRows(column)
                && original(column)
                        .filter(o -> numbersRows(initial(), origin, o.name()))
                        .isEmpty();
    }

    private boolean isSqlite() {
        return input.dialect().equals(DataDependAnalyzer.SQLITE);
    }

    private Optional<Column> original(String column) {
        return input.history().originalColumn(table, column, step, initial());
    }

    private Optional<Column> now(String column) {
        return step.after().find(table, Table.class).flatMap(t -> t.column(column));
    }

    private Catalog initial() {
        return input.steps().getFirst().before();
    }
}
