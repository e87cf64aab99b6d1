package dev.countersign.drift;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.SchemaObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table in which another tool than Atlas notes which migrations ran. It is known by its usual name and not read.
 *
 * @param table where it is
 * @param tools who calls its table so
 */
public record OtherRecord(String table, String tools) {
    private static final Map<String, String> TOOLS = Map.of(
            "schema_migrations", "golang-migrate, dbmate and Rails",
            "goose_db_version", "goose",
            "flyway_schema_history", "Flyway",
            "databasechangelog", "Liquibase",
            "alembic_version", "Alembic",
            "django_migrations", "Django",
            "_prisma_migrations", "Prisma",
            "knex_migrations", "Knex");

    /** Those of a database, in order of their identity. */
    public static List<OtherRecord> in(Catalog catalog) {
        return catalog.ofKind(ObjectKind.TABLE).stream()
                .map(SchemaObject::ref)
                .filter(table -> TOOLS.containsKey(table.name().toLowerCase(Locale.ROOT)))
                .map(table ->
                        new OtherRecord(table.display(), TOOLS.get(table.name().toLowerCase(Locale.ROOT))))
                .toList();
    }

    @Override
    public String toString() {
        return table + " (" + tools + ")";
    }
}
