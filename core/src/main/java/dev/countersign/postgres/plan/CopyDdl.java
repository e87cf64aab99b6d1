package dev.countersign.postgres.plan;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The statements that put a table out of the way and copy its rows into its successor. All of them run in one transaction: rows for which the successor
 * has no place stop it, and everything is as before.
 */
final class CopyDdl {
    private CopyDdl() {}

    /**
     * @param left parents that stay, which the old table leaves
     * @param keys foreign keys that the old table has no longer, as they would stop what happens before it is dropped
     */
    static List<String> setAside(Table table, ObjectRef aside, List<ObjectRef> left, List<ObjectRef> keys) {
        List<String> sql = new ArrayList<>();
        String name = Names.qualified(table.ref());
        sql.add("LOCK TABLE " + name + " IN ACCESS EXCLUSIVE MODE;");
        for (ObjectRef parent : left) {
            sql.add(
                    table.partitionOf().isPresent()
                            ? "ALTER TABLE " + Names.qualified(parent) + " DETACH PARTITION " + name + ";"
                            : "ALTER TABLE " + name + " NO INHERIT " + Names.qualified(parent) + ";");
        }
        keys.forEach(key -> sql.add("ALTER TABLE " + name + " DROP CONSTRAINT " + Names.own(key) + ";"));
        sql.add("ALTER TABLE " + name + " RENAME TO " + Names.own(aside) + ";");
        for (Column column : table.columns()) {
            if (column.identity().isPresent()) {
                sql.add(sequenceAside(aside, column.name()));
            }
        }
        return sql;
    }

    /** The sequence behind an identity column keeps its old name when the table is renamed, and only the server knows that name. */
    private static String sequenceAside(ObjectRef aside, String column) {
        return "DO $aside$ BEGIN EXECUTE pg_catalog.format('ALTER SEQUENCE %s RENAME TO %I', pg_catalog.pg_get_serial_sequence("
                + Names.literal(Names.qualified(aside)) + ", " + Names.literal(column) + "), "
                + Names.literal(sequence(aside, column).name()) + "); END $aside$;";
    }

    private static ObjectRef sequence(ObjectRef aside, String column) {
        return ObjectRef.of(ObjectKind.SEQUENCE, aside.schema(), Names.shortened(aside.name() + "_" + column, "_seq"));
    }

    /**
     * @param joined whether tables with rows of their own have become partitions of the new table before
     * @param moved how the value of a column becomes one of its type's successor, which has taken the type's name; empty where the type stays
     */
    static List<String> copy(
            Table before,
            ObjectRef aside,
            Table after,
            boolean joined,
            BiFunction<ObjectRef, Column, Optional<String>> moved) {
        List<String> sql = new ArrayList<>();
        List<Column> kept = before.columns().stream()
                .filter(c -> after.column(c.name())
                        .filter(n -> n.generated().isEmpty())
                        .isPresent())
                .toList();
        String source = (before.partitionBy().isPresent() ? "" : "ONLY ") + Names.qualified(aside);
        String target = Names.qualified(after.ref());
        if (before.attributes().getOrDefault("row_security", "").contains("enabled")) {
            sql.add("SET LOCAL row_security = off;");
        }
        String columns = kept.stream().map(c -> Ident.quote(c.name())).collect(Collectors.joining(", ", " (", ")"));
        String values = kept.stream()
                .map(c -> {
                    Column wanted = after.column(c.name()).orElseThrow();
                    return moved.apply(ObjectRef.column(before.ref(), c.name()), wanted)
                            .orElseGet(() -> value(c, wanted));
                })
                .collect(Collectors.joining(", "));
        sql.add("INSERT INTO " + target + (kept.isEmpty() ? "" : columns) + " OVERRIDING SYSTEM VALUE SELECT " + values
                + " FROM " + source + ";");
        sql.add("DO $check$ BEGIN IF (SELECT pg_catalog.count(*) FROM "
                + (after.partitionBy().isPresent() ? "" : "ONLY ") + target + ") " + (joined ? "<" : "<>")
                + " (SELECT pg_catalog.count(*) FROM " + source + ") THEN RAISE EXCEPTION USING MESSAGE = "
                + Names.literal("not every row of " + target + " was copied") + "; END IF; END $check$;");
        for (Column column : kept) {
            if (column.identity().isPresent()
                    && after.column(column.name()).flatMap(Column::identity).isPresent()) {
                sql.add("SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence(" + Names.literal(target) + ", "
                        + Names.literal(column.name()) + "), last_value, is_called) FROM "
                        + Names.qualified(sequence(aside, column.name())) + ";");
            }
        }
        return sql;
    }

    private static String value(Column before, Column after) {
        String name = Ident.quote(before.name());
        String using = before.type().equals(after.type()) ? "" : Types.using(name, before.type(), after.type());
        return using.isEmpty() ? name : using.substring(" USING ".length());
    }

    /** Whether dropping the old table loses something that the new one does not hold. */
    static boolean loses(Table before, Optional<Table> after) {
        return after.isEmpty()
                || before.columns().stream()
                        .filter(c -> c.generated().isEmpty())
                        .anyMatch(c -> after.get().column(c.name()).isEmpty());
    }
}
