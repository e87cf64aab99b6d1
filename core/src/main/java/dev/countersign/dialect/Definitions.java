package dev.countersign.dialect;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;

/** Writes an object's definition for people: one declaration a line, so that two definitions can be laid side by side. */
public interface Definitions {

    /** The definition of the object with its constraints, indexes and comments; empty when the catalog does not hold it. */
    String definition(Catalog catalog, ObjectRef ref);
}
