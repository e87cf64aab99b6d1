package dev.countersign.diff;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What may differ between two catalogs: everything, or the little that changed when one was made from the other.
 *
 * @param before objects of the current catalog, sorted by identity
 * @param after objects of the desired catalog, sorted by identity
 * @param rest how many objects both have besides these
 */
record Candidates(Collection<SchemaObject> before, Collection<SchemaObject> after, int rest) {

    static Candidates of(Catalog current, Catalog desired) {
        Optional<SortedSet<ObjectRef>> touched = desired.changedSince(current);
        if (touched.isEmpty()) {
            return new Candidates(current.objects().values(), desired.objects().values(), 0);
        }
        List<SchemaObject> before = in(current, touched.get());
        return new Candidates(
                before, in(desired, touched.get()), current.objects().size() - before.size());
    }

    private static List<SchemaObject> in(Catalog catalog, SortedSet<ObjectRef> refs) {
        return refs.stream().map(catalog::find).flatMap(Optional::stream).toList();
    }
}
