package dev.countersign.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * Contents in persistent trees: those of the next state share everything with them that stays, so a state costs as much as differs from the one before it.
 *
 * @param objects every object by identity
 * @param tableObjects what lives on each table and view
 * @param references what each dependent directly depends on
 * @param dependents the same the other way round
 */
record SharedContents(
        TreePMap<ObjectRef, SchemaObject> objects,
        TreePMap<ObjectRef, TreePMap<ObjectRef, TableObject>> tableObjects,
        TreePMap<ObjectRef, TreePSet<ObjectRef>> references,
        TreePMap<ObjectRef, TreePSet<ObjectRef>> dependents)
        implements Contents {

    static SharedContents of(WholeContents whole) {
        SortedMap<ObjectRef, SortedMap<ObjectRef, TableObject>> parts = new TreeMap<>();
        for (SchemaObject object : whole.objects().values()) {
            if (object instanceof TableObject part) {
                parts.computeIfAbsent(part.table(), t -> new TreeMap<>()).put(part.ref(), part);
            }
        }
        SortedMap<ObjectRef, SortedSet<ObjectRef>> references = new TreeMap<>();
        SortedMap<ObjectRef, SortedSet<ObjectRef>> dependents = new TreeMap<>();
        for (Dependency dependency : whole.dependencies()) {
            references
                    .computeIfAbsent(dependency.dependent(), r -> new TreeSet<>())
                    .add(dependency.referenced());
            dependents
                    .computeIfAbsent(dependency.referenced(), r -> new TreeSet<>())
                    .add(dependency.dependent());
        }
        return new SharedContents(
                TreePMap.fromSortedMap(whole.objects()),
                TreePMap.fromSortedMap(persistentMaps(parts)),
                persistentSets(references),
                persistentSets(dependents));
    }

    private static SortedMap<ObjectRef, TreePMap<ObjectRef, TableObject>> persistentMaps(
            SortedMap<ObjectRef, SortedMap<ObjectRef, TableObject>> maps) {
        SortedMap<ObjectRef, TreePMap<ObjectRef, TableObject>> persistent = new TreeMap<>();
        maps.forEach((ref, map) -> persistent.put(ref, TreePMap.fromSortedMap(map)));
        return persistent;
    }

    private static TreePMap<ObjectRef, TreePSet<ObjectRef>> persistentSets(
            SortedMap<ObjectRef, SortedSet<ObjectRef>> sets) {
        SortedMap<ObjectRef, TreePSet<ObjectRef>> persistent = new TreeMap<>();
        sets.forEach((ref, set) -> persistent.put(ref, TreePSet.fromSortedSet(set)));
        return TreePMap.fromSortedMap(persistent);
    }

    @Override
    public Optional<SchemaObject> find(ObjectRef ref) {
        return Optional.ofNullable(objects.get(ref));
    }

    @Override
    public List<TableObject> tableObjects(ObjectRef table) {
        return List.copyOf(tableObjects.getOrDefault(table, TreePMap.empty()).values());
    }

    @Override
    public List<Dependency> dependencies() {
        List<Dependency> all = new ArrayList<>();
        references.forEach((dependent, set) -> set.forEach(ref -> all.add(new Dependency(dependent, ref))));
        return Collections.unmodifiableList(all);
    }

    @Override
    public SortedSet<ObjectRef> dependents(ObjectRef ref) {
        return dependents.getOrDefault(ref, TreePSet.empty());
    }

    @Override
    public SortedSet<ObjectRef> references(ObjectRef ref) {
        return references.getOrDefault(ref, TreePSet.empty());
    }

    @Override
    public SharedContents shared() {
        return this;
    }

    /**
     * The next state.
     *
     * @param gone what is taken away, with the dependencies of its own and of its columns
     * @param come what is there instead or as well; what is equal to what was taken away stays the same
     * @param more the dependencies of what comes
     * @throws IllegalArgumentException when something comes that is there
     */
    SharedContents after(Set<ObjectRef> gone, Collection<? extends SchemaObject> come, Collection<Dependency> more) {
        Draft draft = new Draft(this);
        gone.forEach(draft::remove);
        for (SchemaObject object : come) {
            draft.add(find(object.ref()).filter(object::equals).orElse(object));
        }
        new HashSet<>(more).forEach(draft::add);
        return new SharedContents(draft.objects, draft.tableObjects, draft.references, draft.dependents);
    }

    /** The next state while it is put together. */
    private static final class Draft {
        private TreePMap<ObjectRef, SchemaObject> objects;
        private TreePMap<ObjectRef, TreePMap<ObjectRef, TableObject>> tableObjects;
        private TreePMap<ObjectRef, TreePSet<ObjectRef>> references;
        private TreePMap<ObjectRef, TreePSet<ObjectRef>> dependents;

        Draft(SharedContents before) {
            this.objects = before.objects;
            this.tableObjects = before.tableObjects;
            this.references = before.references;
            this.dependents = before.dependents;
        }

        void remove(ObjectRef ref) {
            if (objects.get(ref) instanceof TableObject part) {
                TreePMap<ObjectRef, TableObject> rest =
                        tableObjects.get(part.table()).minus(ref);
                tableObjects =
                        rest.isEmpty() ? tableObjects.minus(part.table()) : tableObjects.plus(part.table(), rest);
            }
            objects = objects.minus(ref);
            removeDependencies(ref);
            switch (ref.kind()) {
                case TABLE, VIEW, MATERIALIZED_VIEW -> columns(ref).forEach(this::removeDependencies);
                default -> {
                    // its columns, if it has some, have no identity of their own
                }
            }
        }

        /** Columns of the relation that depend on something; they stand together. */
        private List<ObjectRef> columns(ObjectRef relation) {
            List<ObjectRef> columns = new ArrayList<>();
            for (ObjectRef ref :
                    references.tailMap(ObjectRef.column(relation, "")).keySet()) {
                if (ref.kind() != ObjectKind.COLUMN
                        || !ref.path().subList(0, ref.path().size() - 1).equals(relation.path())) {
                    break;
                }
                columns.add(ref);
            }
            return columns;
        }

        private void removeDependencies(ObjectRef dependent) {
            for (ObjectRef referenced : references.getOrDefault(dependent, TreePSet.empty())) {
                TreePSet<ObjectRef> rest = dependents.get(referenced).minus(dependent);
                dependents = rest.isEmpty() ? dependents.minus(referenced) : dependents.plus(referenced, rest);
            }
            references = references.minus(dependent);
        }

        void add(SchemaObject object) {
            if (objects.containsKey(object.ref())) {
                throw new IllegalArgumentException("two objects are called " + object.ref());
            }
            objects = objects.plus(object.ref(), object);
            if (object instanceof TableObject part) {
                tableObjects = tableObjects.plus(
                        part.table(),
                        tableObjects
                                .getOrDefault(part.table(), TreePMap.empty())
                                .plus(part.ref(), part));
            }
        }

        void add(Dependency dependency) {
            references = with(references, dependency.dependent(), dependency.referenced());
            dependents = with(dependents, dependency.referenced(), dependency.dependent());
        }

        private static TreePMap<ObjectRef, TreePSet<ObjectRef>> with(
                TreePMap<ObjectRef, TreePSet<ObjectRef>> ends, ObjectRef from, ObjectRef to) {
            return ends.plus(from, ends.getOrDefault(from, TreePSet.empty()).plus(to));
        }
    }
}
