package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rows of a partition that are of a partition beside it from then on, because the one's bound changes or the one goes and the other joins: they go over while it
 * is away, as the server takes a partition only without rows of others (documentation of {@code ALTER TABLE}, {@code ATTACH PARTITION}). Foreign keys
 * to them are away meanwhile. Where moving would be noticed ({@link MovedRows}), nothing is moved.
 */
final class LeavingRows {
    private static final String DEFAULT = "DEFAULT";

    private final Situation situation;
    private final Fates fates;
    private final MovedRows moved;
    private final Map<ObjectRef, List<Table>> takers = new HashMap<>();

    LeavingRows(Situation situation, Fates fates) {
        this.situation = situation;
        this.fates = fates;
        this.moved = new MovedRows(situation);
    }

    /** The statements that empty the partition of what is not its own any more, before it joins again or goes. */
    List<String> moveOut(ObjectRef partition) {
        List<Table> takers = takers(partition);
        if (takers.isEmpty()) {
            return List.of();
        }
        // it was there while the columns of the whole became what they are to be
        Table whole = situation
                .desired()
                .find(takers.getFirst().partitionOf().orElseThrow().parent(), Table.class)
                .orElseThrow();
        Table source = situation.current().find(partition, Table.class).orElseThrow();
        List<String> sql = new ArrayList<>();
        takers.forEach(taker -> sql.addAll(moved.statements(
                source, whole.columns(), taker, condition(partition, taker).orElseThrow())));
        return sql;
    }

    /** The partitions that get such rows; those that take what is in no bound come last. */
    List<Table> takers(ObjectRef partition) {
        return takers.computeIfAbsent(partition, this::takersOf);
    }

    private List<Table> takersOf(ObjectRef partition) {
        Optional<Table.PartitionOf> old = leaving(partition);
        if (old.isEmpty() || moved.areNoticed(partition)) {
            return List.of();
        }
        Optional<String> wanted = bound(situation.desired(), partition);
        List<Table> all = new ArrayList<>();
        List<Table> rest = new ArrayList<>();
        for (Table beside : partitions(old.get().parent())) {
            String bound = beside.partitionOf().orElseThrow().bound();
            boolean joins = fates.comes(beside.ref()) || leaving(beside.ref()).isPresent();
            boolean takes = bound.equals(DEFAULT)
                    ? wanted.isEmpty()
                            ? joins
                            : !BoundOverlap.covers(wanted.get(), old.get().bound())
                    : joins && !BoundOverlap.apart(old.get().bound(), bound);
            if (takes
                    && !beside.ref().equals(partition)
                    && condition(partition, beside).isPresent()
                    && !moved.areNoticed(beside.ref())) {
                (bound.equals(DEFAULT) ? rest : all).add(beside);
            }
        }
        all.addAll(rest);
        return all;
    }

    /**
     * Foreign keys that mean rows of partitions which leave for a while, or hand their rows over before they go: the server lets no partition leave while there
     * are such rows in it.
     */
    List<ObjectRef> keysAway(Collection<ObjectRef> touched) {
        Set<ObjectRef> tables = new HashSet<>();
        for (ObjectRef partition : touched) {
            if (partition.kind() == ObjectKind.TABLE
                    && leaving(partition).isPresent()
                    && (fates.of(partition) != Fate.DROP || !takers(partition).isEmpty())) {
                tables.addAll(MovedRows.withThoseAbove(situation.current(), partition));
            }
        }
        return tables.isEmpty() ? List.of() : heldBy(tables).toList();
    }

    /** Whether a partition that goes leaves its whole before: to hand its rows over, or because the server drops no part of a table that foreign keys mean. */
    boolean leavesFirst(ObjectRef partition) {
        return leaving(partition).isPresent()
                && (!takers(partition).isEmpty()
                        || heldBy(MovedRows.withThoseAbove(situation.current(), partition))
                                .anyMatch(key -> !fates.goes(key) || fates.comes(key)));
    }

    /** The whole with which a partition of a partition goes, because its rows are handed over with those of the whole. */
    Optional<ObjectRef> goesWith(Table part) {
        return part.partitionOf()
                .map(Table.PartitionOf::parent)
                .filter(whole -> fates.of(whole) == Fate.DROP)
                .filter(whole -> leavesFirst(whole)
                        || goesWith(Situation.table(situation.current(), whole)).isPresent());
    }

    private Stream<ObjectRef> heldBy(Set<ObjectRef> tables) {
        return situation.current().all(ForeignKey.class).stream()
                .filter(key -> tables.contains(key.referencedTable()))
                .map(ForeignKey::ref);
    }

    /** Whether the takers have a place for all rows that a partition which goes can have. */
    boolean allTaken(ObjectRef partition) {
        Optional<String> old = bound(situation.current(), partition);
        List<String> bounds = takers(partition).stream()
                .map(taker -> taker.partitionOf().orElseThrow().bound())
                .toList();
        return old.isPresent() && (bounds.contains(DEFAULT) || BoundOverlap.coverTogether(bounds, old.get()));
    }

    /** Where the partition is now, when its table stays and the partition goes or stays below it with another bound. */
    private Optional<Table.PartitionOf> leaving(ObjectRef partition) {
        Optional<Table.PartitionOf> before = situation
                .current()
                .find(partition, Table.class)
                .filter(t -> !Names.isForeign(t))
                .flatMap(Table::partitionOf)
                .filter(of -> !fates.goes(of.parent()) && situation.desired().contains(of.parent()));
        Optional<Table.PartitionOf> after =
                situation.desired().find(partition, Table.class).flatMap(Table::partitionOf);
        return before.filter(of -> fates.of(partition) == Fate.DROP
                || !fates.comes(partition)
                        && after.filter(a -> a.parent().equals(of.parent())
                                        && !a.bound().equals(of.bound()))
                                .isPresent());
    }

    private List<Table> partitions(ObjectRef whole) {
        return situation.desired().all(Table.class).stream()
                .filter(t ->
                        t.partitionOf().filter(p -> p.parent().equals(whole)).isPresent())
                .filter(t -> !Names.isForeign(t))
                .toList();
    }

    private static Optional<String> bound(Catalog catalog, ObjectRef partition) {
        return catalog.find(partition, Table.class).flatMap(Table::partitionOf).map(Table.PartitionOf::bound);
    }

    /** Which rows go from the partition to the taker. */
    private Optional<String> condition(ObjectRef partition, Table taker) {
        if (!taker.partitionOf().orElseThrow().bound().equals(DEFAULT)) {
            return within(taker);
        }
        return situation
                .desired()
                .find(partition, Table.class)
                .map(own -> within(own).map(condition -> "(" + condition + ") IS NOT TRUE"))
                .orElse(Optional.of("true"));
    }

    private Optional<String> within(Table partition) {
        Table.PartitionOf of = partition.partitionOf().orElseThrow();
        return situation
                .desired()
                .find(of.parent(), Table.class)
                .flatMap(Table::partitionBy)
                .flatMap(by -> PartitionBound.condition(of.parent(), by, of.bound()));
    }
}
