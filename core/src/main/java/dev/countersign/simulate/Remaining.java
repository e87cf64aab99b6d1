package dev.countersign.simulate;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.TableObject;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.KeptOut;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What still differs from the expected state, which is the desired one plus everything that was deliberately kept out. A difference that was kept out
 * must still be there; every other difference must be gone.
 */
final class Remaining {
    private Remaining() {}

    /**
     * @param planned the differences the plan was made from
     * @param keptOut those left out of it
     * @param left the differences between the state that was reached and the desired one
     */
    static List<Change> of(SchemaDiff planned, List<KeptOut> keptOut, SchemaDiff left) {
        List<Change> remaining = new ArrayList<>();
        Set<ObjectRef> expected = new HashSet<>();
        Set<ObjectRef> keptWhole = new HashSet<>();
        for (KeptOut kept : keptOut) {
            expected.add(kept.change().ref());
            ObjectRef moved = renamed(planned, kept.change().ref());
            expected.add(moved);
            if (kept.change() instanceof Change.RenameObject rename) {
                expected.add(rename.newRef());
                keptWhole.add(rename.newRef());
            }
            if (kept.change() instanceof Change.RenameColumn rename) {
                expected.add(ObjectRef.column(rename.table(), rename.newName()));
            }
            keptWhole.add(kept.change().ref());
            keptWhole.add(moved);
        }
        Set<ObjectRef> stillThere = new HashSet<>();
        for (Change change : left.changes()) {
            stillThere.add(change.ref());
            if (!expected.contains(change.ref()) && !goesWithKept(change, keptWhole)) {
                remaining.add(change);
            }
        }
        for (KeptOut kept : keptOut) {
            ObjectRef ref = kept.change().ref();
            if (!stillThere.contains(ref)
                    && !stillThere.contains(renamed(planned, ref))
                    && !goesWithKept(kept.change(), keptWhole)) {
                remaining.add(kept.change());
            }
        }
        return remaining;
    }

    /** Parts of an object that was kept whole stay with it. */
    private static boolean goesWithKept(Change change, Set<ObjectRef> keptWhole) {
        return switch (change) {
            case Change.AddObject add -> ownerKept(add.object(), keptWhole);
            case Change.DropObject drop -> ownerKept(drop.object(), keptWhole);
            case Change.ModifyObject modify -> ownerKept(modify.current(), keptWhole);
            case Change.RenameObject rename -> ownerKept(rename.current(), keptWhole);
            case Change.AddColumn add -> keptWhole.contains(add.table());
            case Change.DropColumn drop -> keptWhole.contains(drop.table());
            case Change.ModifyColumn modify -> keptWhole.contains(modify.table());
            case Change.RenameColumn rename -> keptWhole.contains(rename.table());
        };
    }

    private static boolean ownerKept(SchemaObject object, Set<ObjectRef> keptWhole) {
        return object instanceof TableObject child && keptWhole.contains(child.table());
    }

    /** The identity after the renames of the plan: of the object itself, or of the table it lives in. */
    private static ObjectRef renamed(SchemaDiff planned, ObjectRef ref) {
        for (Change change : planned.changes()) {
            if (change instanceof Change.RenameObject rename) {
                List<String> old = rename.ref().path();
                if (rename.ref().equals(ref)) {
                    return rename.newRef();
                }
                if (ref.kind().isTableChild()
                        && ref.path().size() == old.size() + 1
                        && ref.path().subList(0, old.size()).equals(old)) {
                    return new ObjectRef(
                            ref.kind(),
                            concat(rename.newRef().path(), ref.path().getLast()));
                }
            }
        }
        return ref;
    }

    private static List<String> concat(List<String> path, String name) {
        List<String> all = new ArrayList<>(path);
        all.add(name);
        return all;
    }
}
