package dev.countersign.report;

import dev.countersign.catalog.ObjectRef;

/** Gives the definitions of objects in both states; empty text where the object does not exist. */
public interface DefinitionSource {
    /** The definition in the current state. */
    String current(ObjectRef ref);

    /** The definition in the desired state. */
    String desired(ObjectRef ref);
}
