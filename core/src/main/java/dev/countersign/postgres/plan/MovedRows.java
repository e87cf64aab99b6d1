package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.Trigger;
import dev.countersign.postgres.name.TriggerState;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows that go from one partition to another. They only change their place, so nobody may take them for new or for lost ones: triggers are off meanwhile. A rule
 * would write something else, and a trigger that is not simply enabled could not be put back as it was, so that there nothing is moved.
 */
final class MovedRows {
    /** The first version that lets the owner of a partition turn its parent's triggers off there ({@code ALTER TABLE}, {@code DISABLE TRIGGER USER}). */
    private static final int QUIET_SINCE = 15;

    private static final String ENABLED = "ORIGIN";

    private final Situation situation;

    MovedRows(Situation situation) {
        this.situation = situation;
    }

    /** Whether rows cannot come to the table, or go from it, without anyone noticing. */
    boolean areNoticed(ObjectRef table) {
        return Stream.concat(Stream.of(table), below(table).stream()).anyMatch(this::hasRules)
                || states().anyMatch(catalog -> hasOtherStates(catalog, table))
                || triggers(table)
                        .anyMatch(t -> situation.serverMajor() < QUIET_SINCE
                                || !t.enabled().equals(ENABLED));
    }

    /** Whether foreign keys mean rows of the table, or of those of which it is a part. */
    boolean areReferenced(ObjectRef table) {
        return states().anyMatch(catalog -> {
            Set<ObjectRef> tables = withThoseAbove(catalog, table);
            return catalog.all(ForeignKey.class).stream().anyMatch(key -> tables.contains(key.referencedTable()));
        });
    }

    /**
     * One table's rows of that condition go to the other, none is lost, and nobody writes there meanwhile.
     *
     * @param there the columns that the one has at that time
     */
    List<String> statements(Table from, List<Column> there, Table to, String condition) {
        String columns = there.stream()
                .filter(Column::stored)
                .filter(c -> c.generated().isEmpty())
                .filter(c -> to.column(c.name())
                        .filter(own -> own.generated().isEmpty())
                        .isPresent())
                .map(c -> Ident.quote(c.name()))
                .collect(Collectors.joining(", "));
        List<ObjectRef> quiet = Stream.of(from.ref(), to.ref())
                .flatMap(table -> quiet(table).stream())
                .toList();
        List<String> sql = new ArrayList<>();
        sql.add("LOCK TABLE " + Names.qualified(from.ref()) + " IN ACCESS EXCLUSIVE MODE;");
        if (from.attributes().getOrDefault("row_security", "").contains("enabled")) {
            sql.add("SET LOCAL row_security = off;");
        }
        quiet.forEach(table -> sql.add("ALTER TABLE " + Names.qualified(table) + " DISABLE TRIGGER USER;"));
        sql.add("WITH moved AS (DELETE FROM " + Names.qualified(from.ref()) + " WHERE " + condition
                + " RETURNING "
                + columns + ") INSERT INTO " + Names.qualified(to.ref()) + " (" + columns
                + ") OVERRIDING SYSTEM VALUE SELECT " + columns + " FROM moved;");
        if (areCheckedLate(from.ref()) || areCheckedLate(to.ref())) {
            // the server alters no table that still has rows to check
            sql.add("SET CONSTRAINTS ALL IMMEDIATE;");
        }
        quiet.stream()
                .filter(table ->
                        !table.equals(from.ref()) || situation.desired().contains(table))
                .forEach(table -> sql.add("ALTER TABLE " + Names.qualified(table) + " ENABLE TRIGGER USER;"));
        return sql;
    }

    /** The table and those below it that may have triggers at that time. */
    private Set<ObjectRef> quiet(ObjectRef table) {
        Set<ObjectRef> tables = new LinkedHashSet<>();
        if (triggers(above(table)).findAny().isPresent()) {
            tables.add(table);
        }
        below(table).stream()
                .filter(part -> triggers(Set.of(part)).findAny().isPresent())
                .forEach(tables::add);
        return tables;
    }

    private boolean areCheckedLate(ObjectRef table) {
        Set<ObjectRef> tables = above(table);
        return states().flatMap(catalog -> tables.stream().flatMap(t -> catalog.tableObjects(t).stream()))
                .anyMatch(o -> o instanceof Constraint c && c.definition().contains(" INITIALLY DEFERRED"));
    }

    private Stream<Trigger> triggers(ObjectRef table) {
        Set<ObjectRef> tables = above(table);
        tables.addAll(below(table));
        return triggers(tables);
    }

    private Stream<Trigger> triggers(Collection<ObjectRef> tables) {
        return states().flatMap(catalog -> tables.stream().flatMap(t -> catalog.tableObjects(t).stream()))
                .filter(Trigger.class::isInstance)
                .map(Trigger.class::cast);
    }

    /** Whether the table, or one below it, has triggers from above enabled otherwise. */
    private static boolean hasOtherStates(Catalog catalog, ObjectRef table) {
        return Stream.concat(Stream.of(table), CopyOrder.below(catalog, table).stream())
                .flatMap(t -> catalog.find(t, Table.class).stream())
                .flatMap(t -> t.attributes().keySet().stream())
                .anyMatch(key -> key.startsWith(TriggerState.OF_PARTITION));
    }

    private boolean hasRules(ObjectRef table) {
        return states().anyMatch(
                        catalog -> catalog.dependents(table).stream().anyMatch(user -> user.kind() == ObjectKind.RULE));
    }

    private Set<ObjectRef> above(ObjectRef table) {
        return states().flatMap(catalog -> withThoseAbove(catalog, table).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<ObjectRef> below(ObjectRef table) {
        return states().flatMap(catalog -> CopyOrder.below(catalog, table).stream())
                .distinct()
                .toList();
    }

    private Stream<Catalog> states() {
        return Stream.of(situation.current(), situation.desired());
    }

    /** The table and all of which it is a part. */
    static Set<ObjectRef> withThoseAbove(Catalog catalog, ObjectRef table) {
        Set<ObjectRef> all = new LinkedHashSet<>();
        Optional<ObjectRef> next = Optional.of(table);
        while (next.isPresent()) {
            all.add(next.get());
            next = catalog.find(next.get(), Table.class)
                    .flatMap(Table::partitionOf)
                    .map(Table.PartitionOf::parent);
        }
        return all;
    }
}
