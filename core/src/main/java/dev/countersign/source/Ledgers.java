package dev.countersign.source;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.TableObject;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Schemas and tables in which tools that run migrations note what was applied; they belong to the tools, not to the schema. Those of Rails are not among them: its
 * schema files hold them.
 */
final class Ledgers {
    private static final Set<String> NAMES = Set.of(
            "atlas_schema_revisions",
            "countersign_ledger",
            "flyway_schema_history",
            "goose_db_version",
            "databasechangelog",
            "databasechangeloglock",
            "alembic_version",
            "django_migrations",
            "_prisma_migrations",
            "knex_migrations",
            "knex_migrations_lock");

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
        ObjectRef place = switch (object) {
            case TableObject child -> child.table();
            case Sequence sequence -> sequence.ownedBy().orElse(sequence.ref());
            default -> AccessRule.target(object.ref()).orElse(object.ref());
        };
        return names(place.path())
                || place.kind() == ObjectKind.SEQUENCE && NAMES.stream().anyMatch(behind(place));
    }

    /** Whether a sequence is called as the server calls that of a table's column. */
    private static Predicate<String> behind(ObjectRef sequence) {
        return table ->
                sequence.name().startsWith(table + "_") && sequence.name().endsWith("_seq");
    }

    private static boolean names(List<String> path) {
        return NAMES.contains(path.getFirst()) || path.size() > 1 && NAMES.contains(path.get(1));
    }
}
