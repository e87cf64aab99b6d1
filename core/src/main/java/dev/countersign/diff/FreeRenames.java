package dev.countersign.diff;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.RowPolicy;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.TableObject;
import dev.countersign.catalog.Trigger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Objects that are the same but for their name: indexes, constraints, triggers, policies and rules of one table, and sequences with the same users. To
 * rename them loses nothing, while building them again costs time and a sequence would forget where it was; so nobody has to state it.
 */
final class FreeRenames {
    private final Catalog current;
    private final Catalog desired;
    private final Renaming stated;

    /** An object and what it is called afterwards. */
    record Found(SchemaObject from, SchemaObject to) {}

    FreeRenames(Catalog current, Catalog desired, Renaming stated) {
        this.current = current;
        this.desired = desired;
        this.stated = stated;
    }

    /** The stated renames and those of sequences, whose names stand in the defaults of columns and so must be known before anything is compared. */
    Renaming withSequences(Candidates candidates) {
        List<Rename> found = new ArrayList<>();
        List<Sequence> before = sequences(candidates.before());
        List<Sequence> gone = before.stream()
                .filter(s -> !desired.contains(stated.map(s.ref())) && !desired.contains(s.ref()))
                .toList();
        if (gone.isEmpty()) {
            return stated;
        }
        Set<ObjectRef> met = new HashSet<>();
        before.forEach(s -> met.add(stated.map(s.ref())));
        for (Sequence wanted : sequences(candidates.after())) {
            if (current.contains(wanted.ref()) || met.contains(wanted.ref())) {
                continue;
            }
            List<Sequence> twins = gone.stream().filter(s -> isTwin(s, wanted)).toList();
            if (twins.size() == 1) {
                found.add(new Rename(twins.getFirst().ref(), wanted.ref()));
            }
        }
        return found.isEmpty() ? stated : new Renaming(joined(found));
    }

    private static List<Sequence> sequences(Collection<SchemaObject> objects) {
        return objects.stream()
                .filter(Sequence.class::isInstance)
                .map(Sequence.class::cast)
                .toList();
    }

    private boolean isTwin(Sequence before, Sequence after) {
        boolean schema = stated.map(ObjectRef.of(ObjectKind.SCHEMA, before.ref().schema()))
                .name()
                .equals(after.ref().schema());
        Set<ObjectRef> users = new TreeSet<>();
        current.dependents(before.ref()).forEach(r -> users.add(mapped(r)));
        return schema
                && before.options().equals(after.options())
                && before.attributes().equals(after.attributes())
                && before.ownedBy().map(this::mapped).equals(after.ownedBy())
                && !users.isEmpty()
                && users.equals(new TreeSet<>(desired.dependents(after.ref())));
    }

    private ObjectRef mapped(ObjectRef ref) {
        if (ref.kind() != ObjectKind.COLUMN) {
            return stated.map(ref);
        }
        ObjectRef table =
                ObjectRef.of(ObjectKind.TABLE, ref.path().get(0), ref.path().get(1));
        return ObjectRef.column(stated.map(table), stated.mapColumn(table, ref.name()));
    }

    /** Pairs among what would be dropped and what would be added; parents before the parts attached to them. */
    List<Found> among(Collection<SchemaObject> dropped, Collection<SchemaObject> added) {
        List<Found> pairs = new ArrayList<>();
        List<Rename> found = new ArrayList<>();
        Set<ObjectRef> taken = new HashSet<>();
        for (boolean attached : new boolean[] {false, true}) {
            RenameReach known = new RenameReach(current, new Renaming(joined(found)));
            for (SchemaObject wanted : added) {
                if (isAttached(wanted) == attached && isFree(wanted)) {
                    twin(wanted, dropped, taken, known).ifPresent(twin -> {
                        taken.add(twin.ref());
                        found.add(new Rename(twin.ref(), wanted.ref()));
                        pairs.add(new Found(twin, wanted));
                    });
                }
            }
        }
        return pairs;
    }

    private List<Rename> joined(List<Rename> found) {
        List<Rename> all = new ArrayList<>(stated.renames());
        all.addAll(found);
        return all;
    }

    private static boolean isAttached(SchemaObject object) {
        return object instanceof Index index && index.attachedTo().isPresent();
    }

    private static boolean isFree(SchemaObject object) {
        return switch (object) {
            case Index i -> true;
            case Constraint c -> true;
            case Trigger t -> true;
            case RowPolicy p -> true;
            case DefinedObject d ->
                d.ref().kind() == ObjectKind.RULE && d.owner().isPresent();
            default -> false;
        };
    }

    private Optional<SchemaObject> twin(
            SchemaObject wanted, Collection<SchemaObject> dropped, Set<ObjectRef> taken, RenameReach known) {
        return dropped.stream()
                .filter(o -> o.ref().kind() == wanted.ref().kind() && o.getClass() == wanted.getClass())
                .filter(o -> !taken.contains(o.ref()) && samePlace(o, wanted))
                .filter(o -> !desired.contains(o.ref()) && !current.contains(wanted.ref()))
                .filter(o -> sameButName(o, wanted, known))
                .min(Comparator.comparing(SchemaObject::ref));
    }

    /** A rule is renamed before its table could be, so its table must keep its name. */
    private boolean samePlace(SchemaObject before, SchemaObject after) {
        return before instanceof TableObject left && after instanceof TableObject right
                ? stated.map(left.table()).equals(right.table())
                : before instanceof DefinedObject one
                        && after instanceof DefinedObject other
                        && one.owner().equals(other.owner())
                        && one.owner().map(stated::map).equals(one.owner());
    }

    private boolean sameButName(SchemaObject before, SchemaObject after, RenameReach known) {
        RecordComparison names = new RecordComparison(known.of(before));
        Rename own = new Rename(before.ref(), after.ref());
        Renaming one = new Renaming(joined(List.of(own))).inTexts(r -> r.equals(own) || known.reaches(r, before));
        return switch (before) {
            case Index i ->
                names.differences(i, (Index) after, Set.of("ref", "definition", "comment"))
                                .isEmpty()
                        && one.sameText(i.definition(), ((Index) after).definition());
            case Trigger t ->
                names.differences(t, (Trigger) after, Set.of("ref", "definition", "comment"))
                                .isEmpty()
                        && one.sameText(t.definition(), ((Trigger) after).definition());
            case DefinedObject d -> one.sameText(d.create(), ((DefinedObject) after).create());
            default ->
                names.differences((Record) before, (Record) after, Set.of("ref", "comment"))
                        .isEmpty();
        };
    }
}
