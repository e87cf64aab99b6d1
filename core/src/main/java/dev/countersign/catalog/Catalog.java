package dev.countersign.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** A set of schemas with all their objects and the dependencies between them at one moment. Immutable. */
public final class Catalog {
    private final String dialect;
    private final String serverVersion;
    private final SortedMap<ObjectRef, SchemaObject> objects;
    private final List<Dependency> dependencies;
    private final List<Uncompared> uncompared;
    private final Surroundings surroundings;
    private final Map<ObjectRef, SchemaObject> index;
    private final DependencyIndex dependents;
    private final DependencyIndex references;
    private final Map<ObjectRef, List<TableObject>> tableObjects = new HashMap<>();

    /**
     * @param dialect name of the dialect, e.g. {@code postgres}
     * @param serverVersion version as the server prints it, e.g. {@code 18.6}
     * @param objects every compared object
     * @param dependencies the engine's own dependency graph; edges to things outside the catalog are left out by the caller
     * @param uncompared everything seen and not compared
     */
    public Catalog(
            String dialect,
            String serverVersion,
            Collection<? extends SchemaObject> objects,
            Collection<Dependency> dependencies,
            Collection<Uncompared> uncompared) {
        this(dialect, serverVersion, objects, dependencies, uncompared, Surroundings.unknown());
    }

    /** @param surroundings what lies around the database */
    public Catalog(
            String dialect,
            String serverVersion,
            Collection<? extends SchemaObject> objects,
            Collection<Dependency> dependencies,
            Collection<Uncompared> uncompared,
            Surroundings surroundings) {
        this(dialect, serverVersion, byIdentity(objects), dependencies, uncompared, surroundings);
    }

    private Catalog(
            String dialect,
            String serverVersion,
            SortedMap<ObjectRef, SchemaObject> byRef,
            Collection<Dependency> dependencies,
            Collection<Uncompared> uncompared,
            Surroundings surroundings) {
        this.surroundings = surroundings;
        this.dialect = dialect;
        this.serverVersion = serverVersion;
        this.objects = Collections.unmodifiableSortedMap(byRef);
        this.dependencies = List.copyOf(dependencies);
        this.index = new HashMap<>(byRef);
        this.uncompared = uncompared.stream().sorted().toList();
        this.dependents = new DependencyIndex(this.dependencies, Dependency::referenced, Dependency::dependent);
        this.references = new DependencyIndex(this.dependencies, Dependency::dependent, Dependency::referenced);
        for (SchemaObject object : byRef.values()) {
            if (object instanceof TableObject child) {
                tableObjects
                        .computeIfAbsent(child.table(), t -> new java.util.ArrayList<>())
                        .add(child);
            }
        }
    }

    private static SortedMap<ObjectRef, SchemaObject> byIdentity(Collection<? extends SchemaObject> objects) {
        SortedMap<ObjectRef, SchemaObject> byRef = new TreeMap<>();
        for (SchemaObject object : objects) {
            put(byRef, object);
        }
        return byRef;
    }

    private static void put(SortedMap<ObjectRef, SchemaObject> byRef, SchemaObject object) {
        if (byRef.put(object.ref(), object) != null) {
            throw new IllegalArgumentException("two objects are called " + object.ref());
        }
    }

    /** A catalog with nothing in it. */
    public static Catalog empty(String dialect, String serverVersion) {
        return new Catalog(dialect, serverVersion, List.of(), List.of(), List.of());
    }

    public String dialect() {
        return dialect;
    }

    public String serverVersion() {
        return serverVersion;
    }

    /** All compared objects by identity, sorted. */
    public SortedMap<ObjectRef, SchemaObject> objects() {
        return objects;
    }

    /** The object of that identity. */
    public Optional<SchemaObject> find(ObjectRef ref) {
        return Optional.ofNullable(index.get(ref));
    }

    /** The object of that identity if it is of the given type. */
    public <T extends SchemaObject> Optional<T> find(ObjectRef ref, Class<T> type) {
        return Optional.ofNullable(index.get(ref)).filter(type::isInstance).map(type::cast);
    }

    /** Whether the object, or for a column its table's column, is in this catalog. */
    public boolean contains(ObjectRef ref) {
        return index.containsKey(ref);
    }

    /** Every object of the given type, sorted by identity. */
    public <T extends SchemaObject> List<T> all(Class<T> type) {
        return objects.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Constraints, indexes, triggers and policies of a table or view, sorted by identity. */
    public List<TableObject> tableObjects(ObjectRef table) {
        return List.copyOf(tableObjects.getOrDefault(table, List.of()));
    }

    public List<Dependency> dependencies() {
        return dependencies;
    }

    /** What directly depends on the given object or column. */
    public SortedSet<ObjectRef> dependents(ObjectRef ref) {
        return dependents.of(ref);
    }

    /** What the given object directly depends on. */
    public SortedSet<ObjectRef> references(ObjectRef ref) {
        return references.of(ref);
    }

    /** Everything that was seen and is not compared, sorted. */
    public List<Uncompared> uncompared() {
        return uncompared;
    }

    /** What lies around the database. */
    public Surroundings surroundings() {
        return surroundings;
    }

    /** A catalog of the same server and database with other contents. */
    public Catalog with(
            Collection<? extends SchemaObject> otherObjects,
            Collection<Dependency> otherDependencies,
            Collection<Uncompared> otherUncompared) {
        return new Catalog(dialect, serverVersion, otherObjects, otherDependencies, otherUncompared, surroundings);
    }

    /**
     * The same catalog after a few objects have changed; what stays keeps its order, which would cost more to find again.
     *
     * @param gone identities of objects that are taken away
     * @param come objects that are there instead or as well
     */
    public Catalog after(
            Collection<ObjectRef> gone,
            Collection<? extends SchemaObject> come,
            Collection<Dependency> otherDependencies) {
        SortedMap<ObjectRef, SchemaObject> byRef = new TreeMap<>(objects);
        gone.forEach(byRef::remove);
        come.forEach(object -> put(byRef, object));
        return new Catalog(dialect, serverVersion, byRef, otherDependencies, uncompared, surroundings);
    }

    /** Two catalogs are equal when they hold equal objects, wherever and whenever they were read. */
    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Catalog catalog && hasEqualObjects(catalog);
    }

    /** Walks both in order, because looking each up costs more than comparing. */
    private boolean hasEqualObjects(Catalog other) {
        if (objects.size() != other.objects.size()) {
            return false;
        }
        Iterator<SchemaObject> others = other.objects.values().iterator();
        for (SchemaObject object : objects.values()) {
            SchemaObject counterpart = others.next();
            if (object != counterpart && !object.equals(counterpart)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return objects.hashCode();
    }

    @Override
    public String toString() {
        return dialect + " " + serverVersion + " catalog of " + objects.size() + " objects";
    }
}
