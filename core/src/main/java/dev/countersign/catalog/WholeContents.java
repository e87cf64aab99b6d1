package dev.countersign.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/** Contents that were read or put together at once: found by hash, because a planner asks for them very often. */
final class WholeContents implements Contents {
    private final SortedMap<ObjectRef, SchemaObject> objects;
    private final Map<ObjectRef, SchemaObject> index;
    private final Map<ObjectRef, List<TableObject>> tableObjects = new HashMap<>();
    private final List<Dependency> dependencies;
    private final DependencyIndex dependents;
    private final DependencyIndex references;

    /** @throws IllegalArgumentException when two objects have one identity */
    WholeContents(Collection<? extends SchemaObject> some, Collection<Dependency> dependencies) {
        HashMap<ObjectRef, SchemaObject> byRef = HashMap.newHashMap(some.size());
        for (SchemaObject object : some) {
            if (byRef.put(object.ref(), object) != null) {
                throw new IllegalArgumentException("two objects are called " + object.ref());
            }
        }
        this.index = byRef;
        this.objects = OrderedObjects.of(byRef);
        this.dependencies = List.copyOf(dependencies);
        this.dependents = new DependencyIndex(this.dependencies, Dependency::referenced, Dependency::dependent);
        this.references = new DependencyIndex(this.dependencies, Dependency::dependent, Dependency::referenced);
        for (SchemaObject object : objects.values()) {
            if (object instanceof TableObject child) {
                tableObjects
                        .computeIfAbsent(child.table(), t -> new ArrayList<>())
                        .add(child);
            }
        }
    }

    @Override
    public SortedMap<ObjectRef, SchemaObject> objects() {
        return objects;
    }

    @Override
    public Optional<SchemaObject> find(ObjectRef ref) {
        return Optional.ofNullable(index.get(ref));
    }

    @Override
    public List<TableObject> tableObjects(ObjectRef table) {
        return List.copyOf(tableObjects.getOrDefault(table, List.of()));
    }

    @Override
    public List<Dependency> dependencies() {
        return dependencies;
    }

    @Override
    public SortedSet<ObjectRef> dependents(ObjectRef ref) {
        return dependents.of(ref);
    }

    @Override
    public SortedSet<ObjectRef> references(ObjectRef ref) {
        return references.of(ref);
    }

    @Override
    public SharedContents shared() {
        return SharedContents.of(this);
    }
}
