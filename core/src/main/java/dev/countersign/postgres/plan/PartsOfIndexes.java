package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How an index or key of a partitioned table comes to its parts. */
final class PartsOfIndexes {
    private final Catalog desired;
    private final Lineage lineage;
    /** What was found of each whole: every one of its parts asks. */
    private final Map<ObjectRef, Boolean> putTogether = new HashMap<>();

    PartsOfIndexes(Catalog desired) {
        this.desired = desired;
        this.lineage = new Lineage(desired);
    }

    /**
     * Whether the index or key of a partitioned table is made by itself and its parts are attached to it one by one: because a partition has no part of
     * it, or because the server could take another index of a partition for the part.
     */
    boolean arePutTogether(ObjectRef whole) {
        return putTogether.computeIfAbsent(whole, w -> isIncomplete(w) || hasDoubles(w));
    }

    private boolean hasDoubles(ObjectRef whole) {
        return desired.dependents(whole).stream()
                .filter(p ->
                        Situation.attachedTo(desired, p).filter(whole::equals).isPresent())
                .flatMap(p -> desired.find(p, TableObject.class).stream())
                .anyMatch(part -> doublesOf(part).findAny().isPresent());
    }

    /** The indexes and keys of a table that are parts of nothing and that the server could take for parts, in the place of others of the table. */
    Set<ObjectRef> doubles(ObjectRef table) {
        return desired.tableObjects(table).stream()
                .filter(part -> Situation.attachedTo(desired, part.ref()).isPresent())
                .flatMap(this::doublesOf)
                .map(TableObject::ref)
                .filter(other -> Situation.attachedTo(desired, other).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Those of tables that become partitions, as far as they are there before: the server would choose between them and the parts, so they are made again
     * after that.
     *
     * @param changed what changes and stays, tables and other things
     */
    List<ObjectRef> doublesOfJoining(Catalog current, Stream<ObjectRef> changed) {
        return changed.filter(ref -> {
                    Optional<Table.PartitionOf> place =
                            desired.find(ref, Table.class).flatMap(Table::partitionOf);
                    return place.isPresent()
                            && !place.equals(current.find(ref, Table.class).flatMap(Table::partitionOf));
                })
                .sorted()
                .flatMap(table -> doubles(table).stream())
                .filter(current::contains)
                .toList();
    }

    /** Others of the table that look like the part; for a part of a key only keys do. */
    private Stream<TableObject> doublesOf(TableObject part) {
        boolean partOfKey =
                part instanceof KeyConstraint key && key.attachedTo().isPresent();
        Optional<Look> look = Look.of(part);
        return look.isEmpty()
                ? Stream.empty()
                : desired.tableObjects(part.table()).stream()
                        .filter(other -> !other.ref().equals(part.ref())
                                && (other instanceof KeyConstraint || !partOfKey)
                                && Look.of(other).equals(look));
    }

    /**
     * By what the server finds the part of a whole in a partition ({@code CompareIndexInfo}); whether it is a key by which kind does not count.
     *
     * @param parts key parts in order
     */
    private record Look(
            boolean unique, String method, List<Index.Part> parts, List<String> include, Optional<String> predicate) {
        /** Empty for what is no index and no key. */
        static Optional<Look> of(TableObject object) {
            return switch (object) {
                case Index index ->
                    Optional.of(new Look(
                            index.unique(), index.method(), index.parts(), index.include(), index.predicate()));
                case KeyConstraint key
                when key.ref().kind() != ObjectKind.EXCLUDE ->
                    Optional.of(new Look(
                            true,
                            "btree",
                            key.columns().stream()
                                    .map(column -> new Index.Part(column, false, ""))
                                    .toList(),
                            key.include(),
                            Optional.empty()));
                default -> Optional.empty();
            };
        }
    }

    private boolean isIncomplete(ObjectRef whole) {
        ObjectRef table = desired.find(whole, TableObject.class).orElseThrow().table();
        return lineage.heirs(table).stream()
                .filter(t ->
                        t.partitionOf().filter(p -> p.parent().equals(table)).isPresent())
                .anyMatch(t -> desired.tableObjects(t.ref()).stream()
                        .noneMatch(o -> desired.references(o.ref()).contains(whole)));
    }
}
