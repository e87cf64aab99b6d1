package dev.countersign.diff;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares two catalogs. Objects are told apart by identity and compared as records, so whatever the inspector reads is compared. Stated renames are
 * understood before anything is compared; an index or constraint that only got another name is recognised by itself, because renaming it is free
 * while building it again is not.
 */
public final class CatalogDiffer {

    /**
     * @param renames stated renames; those whose old name is absent from {@code current} or whose new name is absent from {@code desired} are
     *     ignored
     */
    public SchemaDiff diff(Catalog current, Catalog desired, Collection<Rename> renames) {
        return new Comparison(current, desired, Renaming.effective(renames, current, desired)).run();
    }

    private static final class Comparison {
        private final Catalog current;
        private final Catalog desired;
        private final Renaming renaming;
        private final RecordComparison records;
        private final List<Change> changes = new ArrayList<>();
        private final Map<ObjectRef, SchemaObject> dropped = new HashMap<>();
        private int equal;

        Comparison(Catalog current, Catalog desired, Renaming renaming) {
            this.current = current;
            this.desired = desired;
            this.renaming = renaming;
            this.records = new RecordComparison(renaming);
        }

        SchemaDiff run() {
            Set<ObjectRef> met = new HashSet<>();
            for (SchemaObject object : current.objects().values()) {
                ObjectRef target = renaming.map(object.ref());
                Optional<SchemaObject> other = desired.find(target);
                if (other.isPresent()) {
                    met.add(target);
                    compare(object, other.get());
                } else {
                    dropped.put(object.ref(), object);
                }
            }
            List<SchemaObject> added = desired.objects().values().stream()
                    .filter(o -> !met.contains(o.ref()))
                    .toList();
            Set<ObjectRef> renamed = freeRenames(added);
            dropped.values().forEach(o -> changes.add(new Change.DropObject(o)));
            added.stream().filter(o -> !renamed.contains(o.ref())).forEach(o -> changes.add(new Change.AddObject(o)));
            changes.sort(Comparator.comparing(Change::ref).thenComparing(Change::verb));
            return new SchemaDiff(current, desired, changes, equal);
        }

        private void compare(SchemaObject before, SchemaObject after) {
            int known = changes.size();
            if (renaming.names(before.ref())) {
                changes.add(new Change.RenameObject(before, after.ref()));
            }
            List<String> attributes = records.differences((Record) before, (Record) after, Set.of("ref"));
            if (before instanceof Table table && after instanceof Table wanted) {
                attributes =
                        attributes.stream().filter(a -> !a.equals("columns")).toList();
                compareColumns(table, wanted);
            }
            if (!attributes.isEmpty()) {
                changes.add(new Change.ModifyObject(before, after, attributes));
            }
            if (changes.size() == known) {
                equal++;
            }
        }

        private void compareColumns(Table before, Table after) {
            Set<String> met = new HashSet<>();
            for (Column column : before.columns()) {
                String name = renaming.mapColumn(before.ref(), column.name());
                Optional<Column> other = after.column(name);
                if (other.isEmpty()) {
                    if (!column.inherited() || !parentAlso(before, p -> lost(p, column.name()))) {
                        changes.add(new Change.DropColumn(before.ref(), column));
                    }
                    continue;
                }
                met.add(name);
                if (!name.equals(column.name())
                        && !(column.inherited()
                                && parentAlso(before, p -> renaming.names(ObjectRef.column(p, column.name()))))) {
                    changes.add(new Change.RenameColumn(before.ref(), column, name));
                }
                List<String> attributes = records.differences(column, other.get(), Set.of("name"));
                if (!attributes.isEmpty()) {
                    changes.add(new Change.ModifyColumn(before.ref(), column, other.get(), attributes));
                }
            }
            for (Column column : after.columns()) {
                if (!met.contains(column.name())
                        && !(column.inherited() && parentAlso(before, p -> gained(p, column.name())))) {
                    changes.add(new Change.AddColumn(after.ref(), column));
                }
            }
        }

        /** Whether a parent before and after the change has the property: what comes by inheritance is the parent's change. */
        private boolean parentAlso(Table table, java.util.function.Predicate<ObjectRef> property) {
            List<ObjectRef> parents = new ArrayList<>(table.inherits());
            table.partitionOf().ifPresent(p -> parents.add(p.parent()));
            return parents.stream().anyMatch(property);
        }

        private boolean lost(ObjectRef parent, String column) {
            return desired.find(renaming.map(parent), Table.class)
                    .filter(t -> t.column(renaming.mapColumn(parent, column)).isEmpty())
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

        /** Finds indexes and constraints that are the same but for their name; parents before the parts attached to them. */
        private Set<ObjectRef> freeRenames(List<SchemaObject> added) {
            Set<ObjectRef> renamed = new HashSet<>();
            List<Rename> found = new ArrayList<>();
            for (boolean attached : new boolean[] {false, true}) {
                RecordComparison names = new RecordComparison(new Renaming(joined(found)));
                for (SchemaObject object : added) {
                    if (isAttached(object) != attached || !(object instanceof Index || object instanceof Constraint)) {
                        continue;
                    }
                    twin((TableObject) object, names).ifPresent(twin -> {
                        dropped.remove(twin.ref());
                        renamed.add(object.ref());
                        found.add(new Rename(twin.ref(), object.ref()));
                        changes.add(new Change.RenameObject(twin, object.ref()));
                        if (!twin.comment().equals(object.comment())) {
                            changes.add(new Change.ModifyObject(twin, object, List.of("comment")));
                        }
                    });
                }
            }
            return renamed;
        }

        private List<Rename> joined(List<Rename> found) {
            List<Rename> all = new ArrayList<>(renaming.renames());
            all.addAll(found);
            return all;
        }

        private static boolean isAttached(SchemaObject object) {
            return object instanceof Index index && index.attachedTo().isPresent();
        }

        private Optional<TableObject> twin(TableObject wanted, RecordComparison names) {
            return dropped.values().stream()
                    .filter(o -> o.ref().kind() == wanted.ref().kind() && o instanceof TableObject)
                    .map(TableObject.class::cast)
                    .filter(o -> renaming.map(o.table()).equals(wanted.table()))
                    .filter(o -> !desired.contains(o.ref()) && !current.contains(wanted.ref()))
                    .filter(o -> sameButName(o, wanted, names))
                    .min(Comparator.comparing(SchemaObject::ref));
        }

        private boolean sameButName(TableObject before, TableObject after, RecordComparison names) {
            if (before instanceof Index left && after instanceof Index right) {
                Renaming one = new Renaming(joined(List.of(new Rename(left.ref(), right.ref()))));
                return names.differences(left, right, Set.of("ref", "definition", "comment"))
                                .isEmpty()
                        && one.sameText(left.definition(), right.definition());
            }
            return names.differences((Record) before, (Record) after, Set.of("ref", "comment"))
                    .isEmpty();
        }
    }
}
