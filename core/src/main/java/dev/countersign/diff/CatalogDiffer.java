package dev.countersign.diff;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Compares two catalogs. Objects are told apart by identity and compared as records, so whatever the inspector reads is compared. Stated renames are
 * understood before anything is compared; what only got another name and holds no data of its own, such as an index, is recognised by itself.
 */
public final class CatalogDiffer {

    /**
     * @param renames stated renames; those whose old name is absent from {@code current} or whose new name is absent from {@code desired} are
     *     ignored
     */
    public SchemaDiff diff(Catalog current, Catalog desired, Collection<Rename> renames) {
        Renaming stated = Renaming.effective(renames, current, desired);
        Candidates candidates = Candidates.of(current, desired);
        Renaming renaming = new FreeRenames(current, desired, stated).withSequences(candidates);
        return new Comparison(current, desired, candidates, renaming).run();
    }

    private static final class Comparison {
        private final Catalog current;
        private final Catalog desired;
        private final Candidates candidates;
        private final Renaming renaming;
        private final RenameReach reach;
        private final List<Change> changes = new ArrayList<>();
        private final Map<ObjectRef, SchemaObject> dropped = new HashMap<>();
        private int equal;

        Comparison(Catalog current, Catalog desired, Candidates candidates, Renaming renaming) {
            this.current = current;
            this.desired = desired;
            this.candidates = candidates;
            this.equal = candidates.rest();
            this.renaming = renaming;
            this.reach = new RenameReach(current, renaming);
        }

        SchemaDiff run() {
            List<SchemaObject> added = renaming.isEmpty() ? inOrder() : byNewNames();
            Set<ObjectRef> renamed = new HashSet<>();
            for (FreeRenames.Found found : new FreeRenames(current, desired, renaming).among(dropped.values(), added)) {
                dropped.remove(found.from().ref());
                renamed.add(found.to().ref());
                changes.add(new Change.RenameObject(found.from(), found.to().ref()));
                if (!found.from().comment().equals(found.to().comment())) {
                    changes.add(new Change.ModifyObject(found.from(), found.to(), List.of("comment")));
                }
            }
            dropped.values().forEach(o -> changes.add(new Change.DropObject(o)));
            added.stream().filter(o -> !renamed.contains(o.ref())).forEach(o -> changes.add(new Change.AddObject(o)));
            changes.sort(Comparator.comparing(Change::ref).thenComparing(Change::verb));
            return new SchemaDiff(current, desired, changes, equal);
        }

        /** Compares everything under its own name, both sides in order, and returns what is only desired. */
        private List<SchemaObject> inOrder() {
            List<SchemaObject> added = new ArrayList<>();
            List<Pair> pairs = new ArrayList<>();
            Iterator<SchemaObject> wanted = candidates.after().iterator();
            Optional<SchemaObject> next = next(wanted);
            for (SchemaObject object : candidates.before()) {
                int order = order(next, object);
                while (order < 0) {
                    added.add(next.get());
                    next = next(wanted);
                    order = order(next, object);
                }
                if (order == 0) {
                    pairs.add(new Pair(object, next.get()));
                    next = next(wanted);
                } else {
                    dropped.put(object.ref(), object);
                }
            }
            next.ifPresent(added::add);
            wanted.forEachRemaining(added::add);
            // nearly all are equal, and to see that is most of the work
            List<Pair> differing =
                    pairs.parallelStream().filter(pair -> !pair.isEqual()).toList();
            equal += pairs.size() - differing.size();
            differing.forEach(pair -> compare(pair.before(), pair.after()));
            return added;
        }

        /** Where the one stands beside the other: nothing comes last. */
        private static int order(Optional<SchemaObject> one, SchemaObject other) {
            return one.isPresent() ? one.get().ref().compareTo(other.ref()) : 1;
        }

        private static Optional<SchemaObject> next(Iterator<SchemaObject> objects) {
            return objects.hasNext() ? Optional.of(objects.next()) : Optional.empty();
        }

        /** Compares everything under the name that it will have, and returns what is only desired. */
        private List<SchemaObject> byNewNames() {
            Set<ObjectRef> met = new HashSet<>();
            for (SchemaObject object : candidates.before()) {
                ObjectRef target = renaming.map(object.ref());
                Optional<SchemaObject> other = desired.find(target);
                if (other.isPresent()) {
                    if (target != object.ref()) {
                        met.add(target);
                    }
                    compare(object, other.get());
                } else {
                    dropped.put(object.ref(), object);
                }
            }
            return candidates.after().stream()
                    .filter(o -> !met.contains(o.ref()) && !isMetUnderItsName(o.ref()))
                    .toList();
        }

        /** Whether the current state has an object of this identity that keeps it. */
        private boolean isMetUnderItsName(ObjectRef ref) {
            return current.contains(ref) && renaming.map(ref).equals(ref);
        }

        /** Two objects of one name. */
        private record Pair(SchemaObject before, SchemaObject after) {
            boolean isEqual() {
                return before == after || before.equals(after);
            }
        }

        private void compare(SchemaObject before, SchemaObject after) {
            int known = changes.size();
            if (renaming.names(before.ref())) {
                changes.add(new Change.RenameObject(before, after.ref()));
            }
            RecordComparison records = new RecordComparison(before.equals(after) ? renaming : reach.of(before));
            List<String> attributes = records.differences((Record) before, (Record) after, Set.of("ref"));
            if (before instanceof Table table && after instanceof Table wanted) {
                attributes =
                        attributes.stream().filter(a -> !a.equals("columns")).toList();
                compareColumns(table, wanted, records);
            }
            if (!attributes.isEmpty()) {
                changes.add(new Change.ModifyObject(before, after, attributes));
            }
            if (changes.size() == known) {
                equal++;
            }
        }

        private void compareColumns(Table before, Table after, RecordComparison records) {
            Set<String> met = new HashSet<>();
            for (Column column : before.columns()) {
                String name = renaming.mapColumn(before.ref(), column.name());
                Optional<Column> other = after.column(name);
                if (other.isEmpty()) {
                    if (!column.inherited() || !parentAlso(before, after, p -> lost(p, column.name()))) {
                        changes.add(new Change.DropColumn(before.ref(), column));
                    }
                    continue;
                }
                met.add(name);
                if (!name.equals(column.name())
                        && HeirRenames.parents(before).stream()
                                .noneMatch(p -> renaming.names(ObjectRef.column(p, column.name())))) {
                    changes.add(new Change.RenameColumn(before.ref(), column, name));
                }
                List<String> attributes = records.differences(column, other.get(), Set.of("name"));
                if (!attributes.isEmpty()) {
                    changes.add(new Change.ModifyColumn(before.ref(), column, other.get(), attributes));
                }
            }
            for (Column column : after.columns()) {
                if (!met.contains(column.name())
                        && !(column.inherited() && parentAlso(before, after, p -> gained(p, column.name())))) {
                    changes.add(new Change.AddColumn(after.ref(), column));
                }
            }
        }

        /** Whether a table that is a parent before and after the change has the property: what comes by inheritance is the parent's change. */
        private boolean parentAlso(Table before, Table after, Predicate<ObjectRef> property) {
            List<ObjectRef> kept = HeirRenames.parents(after);
            return HeirRenames.parents(before).stream()
                    .filter(p -> kept.contains(renaming.map(p)))
                    .anyMatch(property);
        }

        private boolean lost(ObjectRef parent, String column) {
            return current.find(parent, Table.class)
                            .filter(t -> t.column(column).isPresent())
                            .isPresent()
                    && desired.find(renaming.map(parent), Table.class)
                            .filter(t ->
                                    t.column(renaming.mapColumn(parent, column)).isEmpty())
                            .isPresent();
        }

        private boolean gained(ObjectRef parent, String column) {
            return current.find(parent, Table.class)
                            .filter(t -> t.column(column).isEmpty())
                            .isPresent()
                    && desired.find(renaming.map(parent), Table.class)
                            .filter(t -> t.column(column).isPresent())
                            .isPresent();
        }
    }
}
