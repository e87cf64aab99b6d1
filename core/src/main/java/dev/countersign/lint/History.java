package dev.countersign.lint;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the objects of a plan come from: for every step it knows under which name an object existed before the first statement, following renames,
 * or that the plan itself created it.
 */
public final class History {

    /** For each step, names before it mapped to the names at the start; objects made by the plan are in {@code made}. */
    private record Moment(Map<ObjectRef, ObjectRef> renamed, Set<ObjectRef> made) {}

    private final Map<Integer, Moment> moments;

    private History(Map<Integer, Moment> moments) {
        this.moments = moments;
    }

    /** The history of these steps. */
    public static History of(List<LintStep> steps) {
        Map<Integer, Moment> moments = new HashMap<>();
        Map<ObjectRef, ObjectRef> renamed = new HashMap<>();
        Set<ObjectRef> made = new HashSet<>();
        for (LintStep step : steps) {
            moments.put(step.number(), new Moment(Map.copyOf(renamed), Set.copyOf(made)));
            step.changes().forEach(change -> record(change, renamed, made));
        }
        return new History(moments);
    }

    /** The identity the object or column had before the first statement; empty when the plan created it. */
    public Optional<ObjectRef> origin(ObjectRef ref, LintStep step) {
        Moment moment = moments.get(step.number());
        if (ref.kind() == ObjectKind.COLUMN) {
            ObjectRef table = tableOf(ref, step.before());
            if (moment.made().contains(ref) || moment.made().contains(table)) {
                return Optional.empty();
            }
            ObjectRef column = moment.renamed().get(ref);
            if (column != null) {
                return Optional.of(column);
            }
            return Optional.of(ObjectRef.column(moment.renamed().getOrDefault(table, table), ref.name()));
        }
        boolean madeNow = !step.before().contains(ref)
                && step.changes(Change.AddObject.class).stream()
                        .anyMatch(add -> add.ref().equals(ref));
        return madeNow || moment.made().contains(ref)
                ? Optional.empty()
                : Optional.of(moment.renamed().getOrDefault(ref, ref));
    }

    /** The column's definition before the first statement, if it existed then. */
    public Optional<Column> originalColumn(ObjectRef table, String column, LintStep step, Catalog initial) {
        return origin(ObjectRef.column(table, column), step)
                .flatMap(ref -> initial.find(tableOf(ref, initial), Table.class).flatMap(t -> t.column(ref.name())));
    }

    private static ObjectRef tableOf(ObjectRef column, Catalog catalog) {
        List<String> path = column.path().subList(0, column.path().size() - 1);
        ObjectRef table = new ObjectRef(ObjectKind.TABLE, path);
        if (catalog.contains(table)) {
            return table;
        }
        ObjectRef view = new ObjectRef(ObjectKind.VIEW, path);
        return catalog.contains(view) ? view : table;
    }

    private static void record(Change change, Map<ObjectRef, ObjectRef> renamed, Set<ObjectRef> made) {
        switch (change) {
            case Change.AddObject add -> {
                made.add(add.ref());
                renamed.remove(add.ref());
            }
            case Change.AddColumn add -> {
                made.add(add.ref());
                renamed.remove(add.ref());
            }
            case Change.DropObject drop -> forget(drop.ref(), renamed, made);
            case Change.DropColumn drop -> forget(drop.ref(), renamed, made);
            case Change.RenameObject rename -> {
                moved(rename.ref(), rename.newRef(), renamed, made);
                moveChildren(rename.ref(), rename.newRef(), renamed, made);
            }
            case Change.RenameColumn rename ->
                moved(rename.ref(), ObjectRef.column(rename.table(), rename.newName()), renamed, made);
            case Change.ModifyObject ignored -> {
                // keeps its name
            }
            case Change.ModifyColumn ignored -> {
                // keeps its name
            }
        }
    }

    private static void forget(ObjectRef ref, Map<ObjectRef, ObjectRef> renamed, Set<ObjectRef> made) {
        made.remove(ref);
        renamed.remove(ref);
    }

    private static void moved(ObjectRef from, ObjectRef to, Map<ObjectRef, ObjectRef> renamed, Set<ObjectRef> made) {
        if (made.remove(from)) {
            made.add(to);
            return;
        }
        ObjectRef origin = renamed.remove(from);
        renamed.put(to, origin == null ? from : origin);
    }

    /** Columns that were added or renamed live on under the table's new name. */
    private static void moveChildren(
            ObjectRef from, ObjectRef to, Map<ObjectRef, ObjectRef> renamed, Set<ObjectRef> made) {
        for (ObjectRef child : List.copyOf(made)) {
            if (isColumnOf(child, from)) {
                made.remove(child);
                made.add(ObjectRef.column(to, child.name()));
            }
        }
        for (ObjectRef child : List.copyOf(renamed.keySet())) {
            if (isColumnOf(child, from)) {
                renamed.put(ObjectRef.column(to, child.name()), renamed.remove(child));
            }
        }
    }

    private static boolean isColumnOf(ObjectRef child, ObjectRef table) {
        return child.kind() == ObjectKind.COLUMN
                && child.path().size() == table.path().size() + 1
                && child.path().subList(0, table.path().size()).equals(table.path());
    }
}
