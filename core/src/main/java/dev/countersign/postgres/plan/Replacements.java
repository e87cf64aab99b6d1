package dev.countersign.postgres.plan;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which tables have to be made anew and their rows copied: PostgreSQL cannot turn an ordinary table into a partitioned one or back, nor change a
 * partition key or the type of a column in it (documentation of {@code ALTER TABLE}), also not to the new version of a type or collation that is made anew.
 * Before version 15 it cannot store a table otherwise either.
 */
final class Replacements {
    /** The first version that changes how a table is stored ({@code ALTER TABLE}, {@code SET ACCESS METHOD}). */
    private static final int SET_ACCESS_METHOD_SINCE = 15;

    private final Situation situation;
    private final SortedSet<ObjectRef> tables = new TreeSet<>();

    /** @param rebuilt tells what is made anew; what a partition key is made of gets another type with its type */
    Replacements(Situation situation, SchemaDiff diff, Predicate<ObjectRef> rebuilt) {
        this.situation = situation;
        Set<ObjectRef> seen = new HashSet<>();
        diff.changes().stream()
                .map(Change::ref)
                .filter(ref -> Names.isType(ref.kind()) || ref.kind() == ObjectKind.COLLATION)
                .filter(rebuilt)
                .forEach(type -> replaceUsers(type, seen));
        for (Change change : diff.changes()) {
            if (change instanceof Change.ModifyObject m
                    && m.current() instanceof Table before
                    && m.desired() instanceof Table after
                    && (!before.partitionBy().equals(after.partitionBy()) || storedAnew(before, after))) {
                replace(before.ref());
            } else if (change instanceof Change.ModifyColumn m
                    && (m.attributes().contains("type") || m.attributes().contains("collation"))) {
                wholeWithKey(situation, m.table(), m.current().name()).ifPresent(this::replace);
            }
        }
        for (Table before : situation.current().all(Table.class)) {
            situation
                    .desired()
                    .find(before.ref(), Table.class)
                    .filter(after -> !Inheritance.reachable(before, after, situation))
                    .ifPresent(after -> replace(before.ref()));
        }
    }

    private boolean storedAnew(Table before, Table after) {
        return situation.serverMajor() < SET_ACCESS_METHOD_SINCE
                && !Objects.equals(
                        before.attributes().get("access_method"),
                        after.attributes().get("access_method"));
    }

    /** The tables, partitions of such tables included as far as the desired state has them. */
    SortedSet<ObjectRef> tables() {
        return tables;
    }

    private void replaceUsers(ObjectRef type, Set<ObjectRef> seen) {
        if (!seen.add(type)) {
            return;
        }
        for (ObjectRef user : situation.current().dependents(type)) {
            switch (user.kind()) {
                case COLUMN ->
                    wholeWithKey(situation, Situation.tableOf(user), user.name())
                            .ifPresent(this::replace);
                case COMPOSITE, DOMAIN, RANGE -> replaceUsers(user, seen);
                default -> {
                    // has no values
                }
            }
        }
    }

    private void replace(ObjectRef ref) {
        if (situation.desired().contains(ref) && !tables.add(ref)) {
            return;
        }
        situation.current().all(Table.class).stream()
                .filter(t -> isPartOf(t, ref) || staysHeir(t, ref))
                .map(Table::ref)
                .forEach(this::replace);
    }

    private static boolean isPartOf(Table table, ObjectRef whole) {
        return table.partitionOf().filter(p -> p.parent().equals(whole)).isPresent();
    }

    private boolean staysHeir(Table table, ObjectRef parent) {
        return table.inherits().contains(parent)
                && situation
                        .desired()
                        .find(table.ref(), Table.class)
                        .filter(t -> t.inherits().contains(parent))
                        .isPresent();
    }

    /** The uppermost table of the partition tree by which the column is a partition key; found by its name in the clause, with room for error. */
    static Optional<ObjectRef> wholeWithKey(Situation situation, ObjectRef table, String column) {
        Optional<Table> at = situation.current().find(table, Table.class);
        Optional<ObjectRef> found = Optional.empty();
        while (at.isPresent()) {
            if (at.get().partitionBy().filter(clause -> names(clause, column)).isPresent()) {
                found = at.map(Table::ref);
            }
            at = at.get().partitionOf().flatMap(p -> situation.current().find(p.parent(), Table.class));
        }
        return found;
    }

    private static boolean names(String clause, String column) {
        int at = clause.indexOf(column);
        while (at >= 0) {
            int end = at + column.length();
            boolean starts = at == 0 || !Character.isJavaIdentifierPart(clause.charAt(at - 1));
            boolean ends = end == clause.length() || !Character.isJavaIdentifierPart(clause.charAt(end));
            if (starts && ends) {
                return true;
            }
            at = clause.indexOf(column, at + 1);
        }
        return false;
    }

    /**
     * Whether the table's rows are copied by a statement of its own. A partition's rows come with the whole if they stay below it.
     */
    boolean copies(ObjectRef table) {
        Optional<ObjectRef> whole = Optional.empty();
        Optional<ObjectRef> above = parent(true, table);
        while (above.isPresent()) {
            if (tables.contains(above.get())) {
                whole = above;
            }
            above = parent(true, above.get());
        }
        if (whole.isEmpty()) {
            return true;
        }
        above = parent(false, table);
        while (above.isPresent()) {
            if (above.equals(whole)) {
                return false;
            }
            above = parent(false, above.get());
        }
        return true;
    }

    /**
     * Whether the partition of a table that is made anew, or goes, takes its own rows along and is no partition of it any more. Where the table is no longer divided,
     * it keeps all rows itself.
     */
    boolean leavesWhole(ObjectRef partition) {
        Optional<ObjectRef> whole = parent(true, partition);
        return whole.isPresent() && tables.contains(partition) && copies(partition) && staysDivided(whole.get());
    }

    private boolean staysDivided(ObjectRef whole) {
        return situation
                .desired()
                .find(whole, Table.class)
                .map(table -> table.partitionBy().isPresent())
                .or(() -> parent(true, whole).map(this::staysDivided))
                .orElse(true);
    }

    /**
     * Whether the partition of a table that is made anew goes with its rows, as it would if the table stayed: no partition that comes or gets another bound can
     * have a place for them. Where the partition key itself is another one, every row goes over.
     */
    boolean goesWithRows(ObjectRef partition) {
        Optional<Table.PartitionOf> of = partitionOf(true, partition);
        if (of.isEmpty() || situation.desired().contains(partition)) {
            return false;
        }
        ObjectRef whole = of.get().parent();
        if (!situation.desired().contains(whole)) {
            return goesWithRows(whole);
        }
        return tables.contains(whole)
                && Situation.table(situation.current(), whole)
                        .partitionBy()
                        .equals(Situation.table(situation.desired(), whole).partitionBy())
                && situation.desired().all(Table.class).stream()
                        .filter(beside -> isPartOf(beside, whole))
                        .filter(beside -> !beside.partitionOf().equals(partitionOf(true, beside.ref())))
                        .allMatch(beside -> BoundOverlap.apart(
                                beside.partitionOf().orElseThrow().bound(),
                                of.get().bound()));
    }

    private Optional<ObjectRef> parent(boolean before, ObjectRef table) {
        return partitionOf(before, table).map(Table.PartitionOf::parent);
    }

    private Optional<Table.PartitionOf> partitionOf(boolean before, ObjectRef table) {
        return (before ? situation.current() : situation.desired())
                .find(table, Table.class)
                .flatMap(Table::partitionOf);
    }
}
