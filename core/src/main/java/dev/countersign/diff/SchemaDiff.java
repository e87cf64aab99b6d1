package dev.countersign.diff;

import dev.countersign.catalog.Catalog;
import java.util.List;

/**
 * Everything that differs between two states.
 *
 * @param changes in order of identity; empty when the states are equal in everything that is compared
 * @param equalObjects how many objects are in both states and equal
 */
public record SchemaDiff(Catalog current, Catalog desired, List<Change> changes, int equalObjects) {
    public SchemaDiff {
        changes = List.copyOf(changes);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }
}
