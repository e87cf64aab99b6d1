package dev.countersign.simulate;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.diff.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells of what one statement dropped and made again under its name as of two changes: what it held is lost, and making it again costs what making it costs,
 * though the states before and after may be the same.
 */
final class MadeAgain {
    /** What of a column, when it changes, lets the server make again what uses it. */
    private static final Set<String> REBUILDING = Set.of("type", "collation", "generated");

    private final Catalog before;
    private final Catalog after;
    private final List<Change> dropped = new ArrayList<>();
    private final List<Change> made = new ArrayList<>();
    private final Set<ObjectRef> told = new HashSet<>();
    private final Set<ObjectRef> tables = new HashSet<>();

    private MadeAgain(Catalog before, Catalog after) {
        this.before = before;
        this.after = after;
    }

    /**
     * @param changes what the states before and after differ in
     * @param made what the statement made, whatever was there under its name
     */
    static List<Change> split(List<Change> changes, Set<ObjectRef> made, Catalog before, Catalog after) {
        if (made.isEmpty()) {
            return changes;
        }
        MadeAgain split = new MadeAgain(before, after);
        split.withOtherNames(changes, made);
        List<ObjectRef> inOrder =
                made.stream().sorted(Comparator.comparing(ObjectRef::display)).toList();
        inOrder.stream().filter(ref -> ref.kind() == ObjectKind.TABLE).forEach(split::table);
        inOrder.stream().filter(ref -> ref.kind() == ObjectKind.COLUMN).forEach(split::column);
        Set<ObjectRef> retyped = retyped(changes);
        inOrder.stream()
                .filter(ref -> ref.kind() != ObjectKind.TABLE && ref.kind() != ObjectKind.COLUMN)
                .forEach(ref -> split.constraint(ref, retyped));
        List<Change> all = new ArrayList<>(split.dropped);
        all.addAll(split.made);
        changes.stream().filter(change -> !split.isTold(change)).forEach(all::add);
        return all;
    }

    /** The tables in which a column has another type now: the server makes the constraints that use it again by itself. */
    private static Set<ObjectRef> retyped(List<Change> changes) {
        Set<ObjectRef> tables = new HashSet<>();
        for (Change change : changes) {
            if (change instanceof Change.ModifyColumn modify
                    && !Collections.disjoint(modify.attributes(), REBUILDING)) {
                tables.add(modify.table());
            }
        }
        return tables;
    }

    /** What was on the table went with it, and costs nothing by itself. */
    private void table(ObjectRef ref) {
        if (before.contains(ref) && after.contains(ref)) {
            tables.add(ref);
            dropped.add(new Change.DropObject(before.objects().get(ref)));
            made.add(new Change.AddObject(after.objects().get(ref)));
            after.objects().values().stream()
                    .filter(object ->
                            object instanceof TableObject child && child.table().equals(ref))
                    .forEach(child -> made.add(new Change.AddObject(child)));
        }
    }

    private void column(ObjectRef ref) {
        ObjectRef table =
                new ObjectRef(ObjectKind.TABLE, ref.path().subList(0, ref.path().size() - 1));
        Optional<Column> old = column(before, table, ref.name());
        Optional<Column> now = column(after, table, ref.name());
        if (!tables.contains(table) && old.isPresent() && now.isPresent()) {
            told.add(ref);
            dropped.add(new Change.DropColumn(table, old.get()));
            made.add(new Change.AddColumn(table, now.get()));
        }
    }

    private static Optional<Column> column(Catalog state, ObjectRef table, String name) {
        return state.find(table, Table.class).flatMap(t -> t.column(name));
    }

    private void constraint(ObjectRef ref, Set<ObjectRef> retyped) {
        // an index may be another one also where it was only built anew: REINDEX CONCURRENTLY
        if (before.objects().get(ref) instanceof Constraint old
                && after.objects().get(ref) instanceof Constraint now
                && !tables.contains(old.table())
                && !retyped.contains(old.table())
                && !(old instanceof ForeignKey key && retyped.contains(key.referencedTable()))) {
            told.add(ref);
            dropped.add(new Change.DropObject(old));
            made.add(new Change.AddObject(now));
        }
    }

    /** A constraint or an index that says what a dropped one said looks like that one renamed. */
    private void withOtherNames(List<Change> changes, Set<ObjectRef> of) {
        for (Change change : changes) {
            if (change instanceof Change.RenameObject rename
                    && (rename.current() instanceof Constraint || rename.current() instanceof Index)
                    && of.contains(rename.newRef())
                    && after.contains(rename.newRef())) {
                told.add(rename.ref());
                dropped.add(new Change.DropObject(rename.current()));
                made.add(new Change.AddObject(after.objects().get(rename.newRef())));
            }
        }
    }

    private boolean isTold(Change change) {
        ObjectRef ref = change.ref();
        return told.contains(ref)
                || change instanceof Change.DropObject drop
                        && drop.object() instanceof TableObject child
                        && tables.contains(child.table())
                || tables.contains(ref)
                || ref.kind().isTableChild()
                        && tables.contains(new ObjectRef(
                                ObjectKind.TABLE,
                                ref.path().subList(0, ref.path().size() - 1)));
    }
}
