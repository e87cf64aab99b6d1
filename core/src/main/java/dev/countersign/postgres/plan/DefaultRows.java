package dev.countersign.postgres.plan;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of the default partition that belong to a partition which joins the table: the server refuses the new partition while they are there (documentation of
 * {@code CREATE TABLE}, {@code PARTITION OF}), so they are moved before it joins, in one statement that loses none. Where moving would be noticed
 * ({@link MovedRows}) or foreign keys mean the table, nothing is moved, and the server refuses the partition if there are such rows.
 */
final class DefaultRows {
    private static final String DEFAULT = "DEFAULT";

    private final Situation situation;
    private final Fates fates;
    private final MovedRows moved;
    private final IdentityBelow identities;
    private final Map<ObjectRef, Optional<Table>> sources = new HashMap<>();

    DefaultRows(Situation situation, Fates fates) {
        this.situation = situation;
        this.fates = fates;
        this.moved = new MovedRows(situation);
        this.identities = new IdentityBelow(situation, fates);
    }

    /** The statements that move the rows into the table before it is attached; empty when none can be there, or none must be moved. */
    List<String> moveInto(Table joining) {
        Optional<Table> source = source(joining);
        Optional<String> condition = source.flatMap(s -> condition(joining));
        if (condition.isEmpty()) {
            return List.of();
        }
        return moved.statements(source.get(), source.get().columns(), joining, condition.get());
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
        if (Names.isForeign(joining) || joining.partitionBy().isPresent() && !canBeWholeBefore(joining)) {
            return Optional.empty();
        }
        return joining.partitionOf()
                .filter(of -> !of.bound().equals(DEFAULT))
                .flatMap(of -> sources.computeIfAbsent(of.parent(), this::sourceBelow))
                .filter(source -> !moved.areNoticed(joining.ref()));
    }

    /** Whether a new table that is itself divided can have all its partitions before it joins; an identity comes to them only with the joining. */
    private boolean canBeWholeBefore(Table joining) {
        return fates.comes(joining.ref())
                && !identities.comesByAttaching(joining)
                && CopyOrder.below(situation.desired(), joining.ref()).stream()
                        .allMatch(part -> fates.comes(part)
                                && !moved.areNoticed(part)
                                && situation
                                        .desired()
                                        .find(part, Table.class)
                                        .filter(Names::isForeign)
                                        .isEmpty());
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
                .filter(t -> !moved.areNoticed(t.ref()) && !moved.areReferenced(t.ref()));
    }

    private static boolean isDefaultOf(Table table, ObjectRef whole) {
        return table.partitionOf()
                .filter(of -> of.parent().equals(whole) && of.bound().equals(DEFAULT))
                .isPresent();
    }
}
