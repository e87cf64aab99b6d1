package dev.countersign.drift;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.Uncompared;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

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

    /** Those of a database, in order of their identity, whether or not comparisons leave them out. */
    public static List<OtherRecord> in(Catalog catalog) {
        Stream<String> compared = catalog.ofKind(ObjectKind.TABLE).stream()
                .map(table -> table.ref().display());
        Stream<String> leftOut = catalog.uncompared().stream()
                .filter(seen -> seen.kind().equals(ObjectKind.TABLE.label()))
                .map(Uncompared::name);
        return Stream.concat(compared, leftOut)
                .filter(table -> TOOLS.containsKey(key(table)))
                .sorted()
                .map(table -> new OtherRecord(table, TOOLS.get(key(table))))
                .toList();
    }

    private static String key(String table) {
        return table.substring(table.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return table + " (" + tools + ")";
    }
}
