package dev.countersign.catalog;

import java.util.Optional;
import java.util.SortedMap;

/**
 * A sequence of its own, also one that a {@code serial} column owns; the hidden sequences of identity columns are part of {@link Identity}.
 *
 * @param ownedBy the column with which it is dropped
 * @param attributes what only one dialect knows, e.g. {@code persistence}
 */
public record Sequence(
        ObjectRef ref,
        SequenceOptions options,
        Optional<ObjectRef> ownedBy,
        SortedMap<String, String> attributes,
        Optional<String> comment)
        implements SchemaObject {
    public Sequence {
        attributes = Attributes.copyOf(attributes);
    }
}
