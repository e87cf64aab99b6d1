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

    /** The object to which a statement gives a deprecated name, also when its name before was one too. */
    Optional<Renamed> in(String sql) {
        return RenamedTo.of(sql)
                .filter(renamed -> has(renamed.newName()))
                .map(renamed -> new Renamed(ref(renamed, renamed.newName()), renamed.oldName()));
    }

    /** The object, as it was called, from which a statement takes a deprecated name. */
    Optional<ObjectRef> leftBy(String sql) {
        return RenamedTo.of(sql)
                .filter(renamed -> has(renamed.oldName()) && !renamed.oldName().equals(renamed.newName()))
                .map(renamed -> ref(renamed, renamed.oldName()));
    }

    /** An object under its new name, and the name before. */
    record Renamed(ObjectRef object, String oldName) {}

    private ObjectRef ref(RenamedTo renamed, String name) {
        String schema = renamed.schema().isEmpty() ? defaultSchema : renamed.schema();
        return switch (renamed.kind()) {
            case SCHEMA -> ObjectRef.of(ObjectKind.SCHEMA, name);
            case TABLE -> ObjectRef.of(ObjectKind.TABLE, schema, name);
            case COLUMN ->
                ObjectRef.of(ObjectKind.COLUMN, schema, renamed.table().orElseThrow(), name);
        };
    }
}
