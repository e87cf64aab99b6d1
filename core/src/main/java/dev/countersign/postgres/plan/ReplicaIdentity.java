package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What tells rows of a table apart for those who follow its changes: its primary key, nothing, whole rows, or an index. A table whose index has been dropped is
 * not one that never had any: it goes on with nothing (the manual of {@code ALTER TABLE}, REPLICA IDENTITY).
 */
final class ReplicaIdentity {
    private static final String ATTRIBUTE = "replica_identity";

    private ReplicaIdentity() {}

    /** What the table says of itself; empty for the primary key and for an index, which says so itself. */
    static Optional<String> own(Table table) {
        return Optional.ofNullable(table.attributes().get(ATTRIBUTE)).map(word -> statement(table.ref(), word));
    }

    /** Back to the primary key. */
    static String usual(ObjectRef table) {
        return statement(table, "default");
    }

    /** Whether an index of the table, or the one behind a key, has the role. */
    static boolean isOfIndex(Catalog catalog, ObjectRef table) {
        return catalog.tableObjects(table).stream().anyMatch(ReplicaIdentity::has);
    }

    /**
     * The statement that takes the role from an index or key that goes, if nothing takes it over and the table stays.
     *
     * @param leaving the index, the key, or a column, with which an index goes that is not dropped itself
     * @param dropped whether a statement of the plan drops the object
     */
    static Optional<String> released(
            Catalog current, Catalog desired, ObjectRef leaving, Predicate<ObjectRef> dropped) {
        boolean column = leaving.kind() == ObjectKind.COLUMN;
        ObjectRef table = column
                ? Situation.tableOf(leaving)
                : current.find(leaving, TableObject.class)
                        .map(TableObject::table)
                        .orElse(leaving);
        boolean holds = current.tableObjects(table).stream()
                .filter(ReplicaIdentity::has)
                .map(SchemaObject::ref)
                .anyMatch(ref ->
                        column ? !dropped.test(ref) && current.references(ref).contains(leaving) : ref.equals(leaving));
        return desired.find(table, Table.class)
                .filter(t -> holds && own(t).isEmpty() && !isOfIndex(desired, t.ref()))
                .map(t -> usual(t.ref()));
    }

    private static boolean has(SchemaObject object) {
        return switch (object) {
            case Index index -> index.attributes().containsKey(ATTRIBUTE);
            case KeyConstraint key -> key.attributes().containsKey(ATTRIBUTE);
            default -> false;
        };
    }

    private static String statement(ObjectRef table, String word) {
        return "ALTER TABLE " + Names.qualified(table) + " REPLICA IDENTITY " + word.toUpperCase(Locale.ROOT) + ";";
    }
}
