package dev.countersign.source;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.TableObject;
import java.util.List;
import java.util.Set;

/** Schemas and tables in which Atlas and Countersign note what was applied; they belong to the tools, not to the schema. */
final class Ledgers {
    private static final Set<String> NAMES = Set.of("atlas_schema_revisions", "countersign_ledger");

    private Ledgers() {}

    /** Whether anything has the name of a ledger, or is in something that has: else none of it need be looked at more closely. */
    static boolean anyIn(Catalog catalog) {
        for (ObjectRef ref : catalog.objects().keySet()) {
            if (names(ref.path())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the object's schema or table is a ledger. */
    static boolean has(SchemaObject object) {
        ObjectRef place = object instanceof TableObject child
                ? child.table()
                : AccessRule.target(object.ref()).orElse(object.ref());
        return names(place.path());
    }

    private static boolean names(List<String> path) {
        return NAMES.contains(path.getFirst()) || path.size() > 1 && NAMES.contains(path.get(1));
    }
}
