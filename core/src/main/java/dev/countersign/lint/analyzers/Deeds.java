package dev.countersign.lint.analyzers;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.diff.Change;
import dev.countersign.diff.Change.Verb;
import dev.countersign.lint.LintStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the statements of a plan did to which objects. A table is modified too when something in it is. What the plan makes is only added. A column that comes from
 * a parent table is added, dropped and renamed there, which nobody can do to it by itself, so it is only told of there.
 */
final class Deeds {

    /**
     * Something that a statement did.
     *
     * @param state the state in which to look at the object
     */
    record Deed(Verb verb, ObjectRef ref, Catalog state, LintStep step) {}

    private record Key(Verb verb, ObjectRef ref) {}

    private final Catalog last;
    private final List<Deed> deeds = new ArrayList<>();
    private final Set<Key> known = new HashSet<>();
    private final Set<ObjectRef> made = new HashSet<>();
    private final Set<ObjectRef> gone = new HashSet<>();
    private final Map<ObjectRef, ObjectRef> renamed = new HashMap<>();

    Deeds(List<LintStep> steps) {
        this.last = steps.getLast().after();
        for (LintStep step : steps) {
            for (Change change : step.changes()) {
                switch (change) {
                    case Change.DropObject drop -> gone.add(drop.ref());
                    case Change.DropColumn drop -> gone.add(drop.ref());
                    case Change.RenameObject rename -> {
                        gone.add(rename.ref());
                        ObjectRef first = renamed.remove(rename.ref());
                        renamed.put(rename.newRef(), first == null ? rename.ref() : first);
                    }
                    case Change.RenameColumn rename -> {
                        ObjectRef first = renamed.remove(rename.ref());
                        renamed.put(
                                ObjectRef.column(rename.table(), rename.newName()),
                                first == null ? rename.ref() : first);
                    }
                    case Change.AddObject ignored -> {}
                    case Change.AddColumn ignored -> {}
                    case Change.ModifyObject ignored -> {}
                    case Change.ModifyColumn ignored -> {}
                }
            }
        }
        steps.forEach(step -> step.changes().forEach(change -> note(change, step)));
    }

    List<Deed> all() {
        return List.copyOf(deeds);
    }

    /** The name that the object had before the first statement, as far as it was renamed. */
    ObjectRef before(ObjectRef ref) {
        ObjectRef own = renamed.get(ref);
        if (own != null) {
            return own;
        }
        if (ref.kind().isTableChild() && ref.path().size() == 3) {
            ObjectRef table = new ObjectRef(ObjectKind.TABLE, ref.path().subList(0, 2));
            ObjectRef old = renamed.get(table);
            if (old != null) {
                return new ObjectRef(
                        ref.kind(),
                        List.of(old.path().get(0), old.path().get(1), ref.path().get(2)));
            }
        }
        return ref;
    }

    private void note(Change change, LintStep step) {
        switch (change) {
            case Change.AddObject add -> {
                added(add.ref(), step);
                if (add.object() instanceof Table table) {
                    table.columns().forEach(c -> added(table.ref(), c, step));
                }
                table(add.object()).ifPresent(t -> modified(t, step));
            }
            case Change.AddColumn add -> {
                added(add.table(), add.column(), step);
                modified(add.table(), step);
            }
            case Change.DropObject drop -> {
                dropped(drop.ref(), step);
                table(drop.object()).filter(t -> step.after().contains(t)).ifPresent(t -> modified(t, step));
            }
            case Change.DropColumn drop -> {
                if (!inherited(step.before(), drop.ref())) {
                    dropped(drop.ref(), step);
                }
                modified(drop.table(), step);
            }
            case Change.ModifyObject modify -> {
                modified(modify.desired().ref(), step);
                table(modify.desired()).ifPresent(t -> modified(t, step));
            }
            case Change.ModifyColumn modify -> {
                modified(ObjectRef.column(modify.table(), modify.desired().name()), step);
                modified(modify.table(), step);
            }
            case Change.RenameObject rename -> {
                if (made.remove(rename.ref())) {
                    added(rename.newRef(), step);
                } else {
                    deed(Verb.RENAME, rename.newRef(), step);
                }
            }
            case Change.RenameColumn rename -> {
                if (!inherited(step.before(), rename.ref())) {
                    deed(Verb.RENAME, ObjectRef.column(rename.table(), rename.newName()), step);
                }
                modified(rename.table(), step);
            }
        }
    }

    private void added(ObjectRef table, Column column, LintStep step) {
        ObjectRef ref = ObjectRef.column(table, column.name());
        if (column.inherited()) {
            made.add(ref);
        } else {
            added(ref, step);
        }
    }

    private void added(ObjectRef ref, LintStep step) {
        made.add(ref);
        if (!gone.contains(ref) || holds(last, ref)) {
            deed(Verb.ADD, ref, step);
        }
    }

    private void dropped(ObjectRef ref, LintStep step) {
        if (!made.remove(ref) && known.add(new Key(Verb.DROP, ref))) {
            deeds.add(new Deed(Verb.DROP, ref, step.before(), step));
        }
    }

    private void modified(ObjectRef ref, LintStep step) {
        if (!made.contains(ref)) {
            deed(Verb.MODIFY, ref, step);
        }
    }

    /** Looked at as it is in the end; under a name it no longer has in the end, as it is after the statement. */
    private void deed(Verb verb, ObjectRef ref, LintStep step) {
        if (known.add(new Key(verb, ref))) {
            deeds.add(new Deed(verb, ref, holds(last, ref) ? last : step.after(), step));
        }
    }

    static Optional<ObjectRef> table(SchemaObject object) {
        return object instanceof TableObject child ? Optional.of(child.table()) : Optional.empty();
    }

    private static boolean holds(Catalog state, ObjectRef ref) {
        return ref.kind() == ObjectKind.COLUMN ? column(state, ref).isPresent() : state.contains(ref);
    }

    private static boolean inherited(Catalog state, ObjectRef ref) {
        return column(state, ref).filter(Column::inherited).isPresent();
    }

    private static Optional<Column> column(Catalog state, ObjectRef ref) {
        return state.find(
                        new ObjectRef(
                                ObjectKind.TABLE,
                                ref.path().subList(0, ref.path().size() - 1)),
                        Table.class)
                .flatMap(t -> t.column(ref.name()));
    }
}
