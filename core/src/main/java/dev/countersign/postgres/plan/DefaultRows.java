package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.Trigger;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows of the default partition that belong to a partition which joins the table: the server refuses the new partition while they are there (documentation of
 * {@code CREATE TABLE}, {@code PARTITION OF}), so they are moved before it joins, in one statement that loses none. Where moving could be noticed, by triggers,
 * rules or foreign keys to the table, nothing is moved, and the server refuses the partition if there are such rows.
 */
final class DefaultRows {
    private static final String DEFAULT = "DEFAULT";

    private final Situation situation;
    private final Fates fates;
    private final Map<ObjectRef, Optional<Table>> sources = new HashMap<>();

    DefaultRows(Situation situation, Fates fates) {
        this.situation = situation;
        this.fates = fates;
    }

    /** The statements that move the rows into the table before it is attached; empty when none can be there, or none must be moved. */
    List<String> moveInto(Table joining) {
        Optional<Table> source = source(joining);
        Optional<String> condition = source.flatMap(s -> condition(joining));
        if (condition.isEmpty()) {
            return List.of();
        }
        return moving(source.get(), source.get().columns(), joining, condition.get());
    }

    /**
     * One table's rows of that condition go to the other, none is lost, and nobody writes there meanwhile.
     *
     * @param there the columns that the one has at that time
     */
    static List<String> moving(Table from, List<Column> there, Table to, String condition) {
        String columns = there.stream()
                .filter(Column::stored)
                .filter(c -> c.generated().isEmpty())
                .filter(c -> to.column(c.name())
                        .filter(own -> own.generated().isEmpty())
                        .isPresent())
                .map(c -> Ident.quote(c.name()))
                .collect(Collectors.joining(", "));
        List<String> sql = new ArrayList<>();
        sql.add("LOCK TABLE " + Names.qualified(from.ref()) + " IN ACCESS EXCLUSIVE MODE;");
        if (from.attributes().getOrDefault("row_security", "").contains("enabled")) {
            sql.add("SET LOCAL row_security = off;");
        }
        sql.add("WITH moved AS (DELETE FROM " + Names.qualified(from.ref()) + " WHERE " + condition
                + " RETURNING "
                + columns + ") INSERT INTO " + Names.qualified(to.ref()) + " (" + columns
                + ") OVERRIDING SYSTEM VALUE SELECT " + columns + " FROM moved;");
        return sql;
    }

    /** Whether rows may have to be moved into the table, so that it has to be there before it joins. */
    boolean mayMoveInto(Table joining) {
        return source(joining).isPresent() && condition(joining).isPresent();
    }

    private Optional<String> condition(Table joining) {
        return joining.partitionOf()
                .flatMap(of -> situation
                        .desired()
                        .find(of.parent(), Table.class)
                        .flatMap(Table::partitionBy)
                        .flatMap(by -> PartitionBound.condition(by, of.bound())));
    }

    /** The default partition, when moving rows out of it into the table does nothing else. */
    private Optional<Table> source(Table joining) {
        if (joining.partitionBy().isPresent() || Names.isForeign(joining)) {
            return Optional.empty();
        }
        return joining.partitionOf()
                .filter(of -> !of.bound().equals(DEFAULT))
                .flatMap(of -> sources.computeIfAbsent(of.parent(), this::sourceBelow))
                .filter(source -> states().noneMatch(catalog -> hasWatchers(catalog, joining.ref())));
    }

    private Optional<Table> sourceBelow(ObjectRef whole) {
        if (!situation.current().contains(whole) || fates.comes(whole)) {
            return Optional.empty();
        }
        return situation.desired().all(Table.class).stream()
                .filter(t -> isDefaultOf(t, whole) && !fates.comes(t.ref()) && !Names.isForeign(t))
                .filter(t -> situation
                        .current()
                        .find(t.ref(), Table.class)
                        .filter(before -> isDefaultOf(before, whole))
                        .isPresent())
                .findFirst()
                .filter(t -> states().noneMatch(catalog -> isWatched(catalog, withThoseAbove(catalog, t))));
    }

    private Stream<Catalog> states() {
        return Stream.of(situation.current(), situation.desired());
    }

    private static boolean isDefaultOf(Table table, ObjectRef whole) {
        return table.partitionOf()
                .filter(of -> of.parent().equals(whole) && of.bound().equals(DEFAULT))
                .isPresent();
    }

    static Set<ObjectRef> withThoseAbove(Catalog catalog, Table table) {
        Set<ObjectRef> all = new HashSet<>();
        Optional<ObjectRef> next = Optional.of(table.ref());
        while (next.isPresent()) {
            all.add(next.get());
            next = catalog.find(next.get(), Table.class)
                    .flatMap(Table::partitionOf)
                    .map(Table.PartitionOf::parent);
        }
        return all;
    }

    static boolean isWatched(Catalog catalog, Set<ObjectRef> tables) {
        return tables.stream().anyMatch(table -> hasWatchers(catalog, table))
                || catalog.all(ForeignKey.class).stream().anyMatch(key -> tables.contains(key.referencedTable()));
    }

    private static boolean hasWatchers(Catalog catalog, ObjectRef table) {
        return catalog.tableObjects(table).stream().anyMatch(Trigger.class::isInstance)
                || catalog.dependents(table).stream().anyMatch(user -> user.kind() == ObjectKind.RULE);
    }
}
