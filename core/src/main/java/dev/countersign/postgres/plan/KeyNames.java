package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.postgres.name.NameLength;

/** The names that the server gives to keys whose name nobody states (its source, {@code ChooseIndexName}). */
final class KeyNames {
    private KeyNames() {}

    /** Whether the key has the name that the server would choose; long names, which it shortens, are left out. */
    static boolean isAutomatic(Catalog catalog, ObjectRef ref) {
        return catalog.find(ref, KeyConstraint.class)
                .filter(key -> key.attributes().isEmpty() && key.comment().isEmpty())
                .map(KeyNames::automatic)
                .filter(name -> name.equals(ref.name()) && NameLength.bytes(name) <= NameLength.MAX_BYTES)
                .isPresent();
    }

    private static String automatic(KeyConstraint key) {
        String table = key.table().name();
        String columns = String.join("_", key.columns());
        return switch (key.ref().kind()) {
            case PRIMARY_KEY -> table + "_pkey";
            case UNIQUE -> table + "_" + columns + "_key";
            default -> table + "_" + columns + "_excl";
        };
    }
}
