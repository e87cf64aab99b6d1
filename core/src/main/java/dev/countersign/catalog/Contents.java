package dev.countersign.catalog;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/** What a catalog holds and how it is found. Immutable. */
sealed interface Contents permits WholeContents, SharedContents {

    /** Every object by identity, sorted. */
    SortedMap<ObjectRef, SchemaObject> objects();

    /** The object of that identity. */
    Optional<SchemaObject> find(ObjectRef ref);

    /** What lives on a table or view, sorted by identity. */
    List<TableObject> tableObjects(ObjectRef table);

    /** Every dependency. */
    List<Dependency> dependencies();

    /** What directly depends on the object or column. */
    SortedSet<ObjectRef> dependents(ObjectRef ref);

    /** What the object or column directly depends on. */
    SortedSet<ObjectRef> references(ObjectRef ref);

    /** The same in the form of which others can share what stays; costs as much as there is, unless it has that form already. */
    SharedContents shared();
}
