package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Uncompared;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a desired state names as there and made by somebody else, such as a role with {@code external = true}: no plan makes, changes or drops it. */
final class External {
    private External() {}

    /** The current state without it, which is named as left out. */
    static Catalog leftOut(Catalog current, Set<ObjectRef> external) {
        List<SchemaObject> kept = current.objects().values().stream()
                .filter(object -> !external.contains(object.ref()))
                .toList();
        if (kept.size() == current.objects().size()) {
            return current;
        }
        List<Uncompared> uncompared = new ArrayList<>(current.uncompared());
        external.stream()
                .filter(current::contains)
                .forEach(ref -> uncompared.add(Uncompared.leftOut(
                        ref.kind().label(), ref.display(), "the desired state says that somebody else makes it")));
        return current.with(kept, current.dependencies(), uncompared);
    }
}
