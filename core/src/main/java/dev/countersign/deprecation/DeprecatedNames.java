package dev.countersign.deprecation;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.sql.RenamedTo;
import java.util.Optional;

/** Tells deprecated names from others, in catalogs and in the text of statements. */
record DeprecatedNames(String prefix, String defaultSchema) {

    boolean has(String name) {
        return name.startsWith(prefix);
    }

    /** The object to which a statement gives a deprecated name. */
    Optional<Renamed> in(String sql) {
        return RenamedTo.of(sql)
                .filter(renamed -> has(renamed.newName()) && !has(renamed.oldName()))
                .map(renamed -> new Renamed(ref(renamed), renamed.oldName()));
    }

    /** An object under its new name, and the name before. */
    record Renamed(ObjectRef object, String oldName) {}

    private ObjectRef ref(RenamedTo renamed) {
        String schema = renamed.schema().isEmpty() ? defaultSchema : renamed.schema();
        return switch (renamed.kind()) {
            case SCHEMA -> ObjectRef.of(ObjectKind.SCHEMA, renamed.newName());
            case TABLE -> ObjectRef.of(ObjectKind.TABLE, schema, renamed.newName());
            case COLUMN ->
                ObjectRef.of(ObjectKind.COLUMN, schema, renamed.table().orElseThrow(), renamed.newName());
        };
    }
}
