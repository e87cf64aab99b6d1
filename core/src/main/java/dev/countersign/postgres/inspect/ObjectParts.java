package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Ownership;
import dev.countersign.catalog.Privileges;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.TableObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Knows of each object what is read together with it: what lives on it, its owner, and the privileges on it and its columns. */
final class ObjectParts {
    private final Map<ObjectRef, Set<ObjectRef>> parts = new HashMap<>();
    private final Map<ObjectRef, ObjectRef> holders = new HashMap<>();
    private boolean complete = true;

    ObjectParts(Catalog catalog) {
        replace(Set.of(), catalog, catalog.objects().values());
    }

    /** Whether everything can be read together with an object of the catalog; labels of security providers cannot. */
    boolean areComplete() {
        return complete;
    }

    /** The objects, as far as they are in the catalog, and everything that is read together with them. */
    Set<ObjectRef> of(Set<ObjectRef> objects) {
        Set<ObjectRef> all = new HashSet<>();
        objects.forEach(ref -> all.addAll(parts.getOrDefault(ref, Set.of())));
        return all;
    }

    /**
     * Some objects have been read again.
     *
     * @param gone what was read together with them before
     * @param catalog the state in which they are now
     */
    void replace(Set<ObjectRef> gone, Catalog catalog, Collection<SchemaObject> come) {
        for (ObjectRef ref : gone) {
            ObjectRef holder = holders.remove(ref);
            Set<ObjectRef> rest = parts.get(holder);
            rest.remove(ref);
            if (rest.isEmpty()) {
                parts.remove(holder);
            }
        }
        for (SchemaObject object : come) {
            ObjectRef holder = holder(object, catalog);
            complete &= holder.kind() != ObjectKind.SECURITY_LABEL && catalog.contains(holder);
            holders.put(object.ref(), holder);
            parts.computeIfAbsent(holder, h -> new HashSet<>(4)).add(object.ref());
        }
    }

    /** With which object an object is read. */
    private static ObjectRef holder(SchemaObject object, Catalog catalog) {
        return switch (object) {
            case TableObject part -> part.table();
            case DefinedObject defined
            when defined.owner().isPresent() && defined.ref().kind() != ObjectKind.SECURITY_LABEL ->
                objectOf(defined.owner().get(), catalog);
            case Ownership ownership -> objectOf(ownership.target(), catalog);
            case Privileges privileges -> objectOf(privileges.target(), catalog);
            default -> object.ref();
        };
    }

    /** Columns go with their tables and views. */
    private static ObjectRef objectOf(ObjectRef ref, Catalog catalog) {
        if (ref.kind() != ObjectKind.COLUMN) {
            return ref;
        }
        List<String> relation = ref.path().subList(0, 2);
        return Stream.of(ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW)
                .map(kind -> new ObjectRef(kind, relation))
                .filter(catalog::contains)
                .findFirst()
                .orElseGet(() -> new ObjectRef(ObjectKind.TABLE, relation));
    }
}
