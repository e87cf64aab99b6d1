package dev.countersign.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** A set of schemas with all their objects and the dependencies between them at one moment. Immutable. */
public final class Catalog {
    private final String dialect;
    private final String serverVersion;
    private final Contents contents;
    private final List<Uncompared> uncompared;
    private final Surroundings surroundings;
    private final Object identity = new Object();
    private final Optional<Descent> descent;

    /** What {@link #all} has found: a planner asks for the same types again and again, and each time everything would have to be looked at. */
    private final Map<Class<?>, List<? extends SchemaObject>> byType = new ConcurrentHashMap<>();

    /** From which catalog this one was made, without keeping that one alive, and what may differ. */
    private record Descent(Object origin, SortedSet<ObjectRef> touched) {}

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
        this(
                dialect,
                serverVersion,
                new WholeContents(objects, dependencies),
                uncompared.stream().sorted().toList(),
                surroundings,
                Optional.empty());
    }

    private Catalog(
            String dialect,
            String serverVersion,
            Contents contents,
            List<Uncompared> uncompared,
            Surroundings surroundings,
            Optional<Descent> descent) {
        this.dialect = dialect;
        this.serverVersion = serverVersion;
        this.contents = contents;
        this.uncompared = uncompared;
        this.surroundings = surroundings;
        this.descent = descent;
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
        return contents.objects();
    }

    /** The object of that identity. */
    public Optional<SchemaObject> find(ObjectRef ref) {
        return contents.find(ref);
    }

    /** The object of that identity if it is of the given type. */
    public <T extends SchemaObject> Optional<T> find(ObjectRef ref, Class<T> type) {
        return contents.find(ref).filter(type::isInstance).map(type::cast);
    }

    /** Whether the object, or for a column its table's column, is in this catalog. */
    public boolean contains(ObjectRef ref) {
        return contents.find(ref).isPresent();
    }

    /** Every object of the given type, sorted by identity. */
    public <T extends SchemaObject> List<T> all(Class<T> type) {
        @SuppressWarnings("unchecked")
        List<T> found = (List<T>) byType.computeIfAbsent(
                type, t -> objects().values().stream().filter(t::isInstance).toList());
        return found;
    }

    /** Every object of the given kind, sorted by identity; costs no more than there are of them. */
    public Collection<SchemaObject> ofKind(ObjectKind kind) {
        SortedMap<ObjectRef, SchemaObject> from = objects().tailMap(ObjectRef.of(kind, ""));
        ObjectKind[] kinds = ObjectKind.values();
        return kind.ordinal() + 1 == kinds.length
                ? from.values()
                : from.headMap(ObjectRef.of(kinds[kind.ordinal() + 1], "")).values();
    }

    /** Constraints, indexes, triggers and policies of a table or view, sorted by identity. */
    public List<TableObject> tableObjects(ObjectRef table) {
        return contents.tableObjects(table);
    }

    public List<Dependency> dependencies() {
        return contents.dependencies();
    }

    /** What directly depends on the given object or column. */
    public SortedSet<ObjectRef> dependents(ObjectRef ref) {
        return contents.dependents(ref);
    }

    /** What the given object directly depends on. */
    public SortedSet<ObjectRef> references(ObjectRef ref) {
        return contents.references(ref);
    }

    /** Everything that was seen and is not compared, sorted. */
    public List<Uncompared> uncompared() {
        return uncompared;
    }

    /** What lies around the database. */
    public Surroundings surroundings() {
        return surroundings;
    }

    /** The same catalog with other things around it. */
    public Catalog in(Surroundings others) {
        return new Catalog(dialect, serverVersion, contents, uncompared, others, descent);
    }

    /** A catalog of the same server and database with other contents. */
    public Catalog with(
            Collection<? extends SchemaObject> otherObjects,
            Collection<Dependency> otherDependencies,
            Collection<Uncompared> otherUncompared) {
        return new Catalog(dialect, serverVersion, otherObjects, otherDependencies, otherUncompared, surroundings);
    }

    /**
     * The same catalog after a few objects have changed. It shares with this one what stays, so its cost is that of the change; only the first catalog made
     * from one that was read costs as much as that has.
     *
     * @param gone identities of objects that are taken away, with the dependencies of their own and of their columns
     * @param come objects that are there instead or as well
     * @param theirs the dependencies of objects that come
     * @throws IllegalArgumentException when an object comes whose identity is taken
     */
    public Catalog after(Set<ObjectRef> gone, Collection<? extends SchemaObject> come, Collection<Dependency> theirs) {
        SortedSet<ObjectRef> touched = new TreeSet<>(gone);
        come.forEach(object -> touched.add(object.ref()));
        return new Catalog(
                dialect,
                serverVersion,
                contents.shared().after(gone, come, theirs),
                uncompared,
                surroundings,
                Optional.of(new Descent(identity, Collections.unmodifiableSortedSet(touched))));
    }

    /**
     * What may differ from a catalog from which this one was made by {@link #after}; every other object is in both.
     *
     * @return identities of objects that are in one of them or in both; empty when this one was not made from that one
     */
    public Optional<SortedSet<ObjectRef>> changedSince(Catalog earlier) {
        return this == earlier
                ? Optional.of(Collections.emptySortedSet())
                : descent.filter(d -> d.origin() == earlier.identity).map(Descent::touched);
    }

    /** Two catalogs are equal when they hold equal objects, wherever and whenever they were read. */
    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Catalog catalog && hasEqualObjects(catalog);
    }

    private boolean hasEqualObjects(Catalog other) {
        return changedSince(other)
                .or(() -> other.changedSince(this))
                .map(touched -> touched.stream().allMatch(ref -> find(ref).equals(other.find(ref))))
                .orElseGet(() -> hasEqualObjectsInOrder(other));
    }

    /** Walks both in order, because looking each up costs more than comparing. */
    private boolean hasEqualObjectsInOrder(Catalog other) {
        if (objects().size() != other.objects().size()) {
            return false;
        }
        Iterator<SchemaObject> others = other.objects().values().iterator();
        for (SchemaObject object : objects().values()) {
            SchemaObject counterpart = others.next();
            if (object != counterpart && !object.equals(counterpart)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return objects().hashCode();
    }

    @Override
    public String toString() {
        return dialect + " " + serverVersion + " catalog of " + objects().size() + " objects";
    }
}
