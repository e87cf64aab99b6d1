package dev.countersign.deprecation;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.sql.RenamedTo;
import java.util.Optional;

/** Tells deprecated names from others, in the text of statements. */
record DeprecatedNames(String prefix, String defaultSchema) {

    boolean has(ObjectRef object) {
        return object.name().startsWith(prefix);
    }

    /** The object that a statement means. */
    ObjectRef ref(RenamedTo.Kind kind, String schema, Optional<String> table, String name) {
        String stated = schema.isEmpty() ? defaultSchema : schema;
        return switch (kind) {
            case SCHEMA -> ObjectRef.of(ObjectKind.SCHEMA, name);
            case TABLE -> ObjectRef.of(ObjectKind.TABLE, stated, name);
            case COLUMN -> ObjectRef.of(ObjectKind.COLUMN, stated, table.orElseThrow(), name);
        };
    }
}
