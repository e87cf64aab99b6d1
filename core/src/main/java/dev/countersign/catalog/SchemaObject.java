package dev.countersign.catalog;

import java.util.Optional;

/**
 * Anything a {@link Catalog} holds under its own identity. Implementations are records whose components are <em>all</em> that is compared: two
 * objects are the same exactly when the records are equal, so an attribute cannot be inspected and then forgotten by the diff.
 */
public sealed interface SchemaObject
        permits Schema,
                Extension,
                EnumType,
                DomainType,
                CompositeType,
                Sequence,
                Table,
                TableObject,
                View,
                Routine,
                DefinedObject,
                AccessRule {

    /** The identity; unique in a catalog. */
    ObjectRef ref();

    /** The comment stored with the object, if any. */
    Optional<String> comment();
}
