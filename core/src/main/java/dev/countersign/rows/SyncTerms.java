package dev.countersign.rows;

import dev.countersign.catalog.ObjectRef;
import java.util.function.Predicate;

/**
 * Which rows follow the desired state, and how far.
 *
 * @param mode how far
 * @param maxRows how many rows a table may have, in either state, to be looked at
 * @param tables says of a table of the desired state whether its rows take part
 * @param ignored says of a column whether a difference in it is none; it still gets its value where a row is inserted
 * @param preserveIds whether primary keys that the database numbers get the values of the desired state
 */
public record SyncTerms(
        SyncMode mode, int maxRows, Predicate<ObjectRef> tables, Predicate<ObjectRef> ignored, boolean preserveIds) {}
