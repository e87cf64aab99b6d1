package dev.countersign.rows;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.TableObject;
import dev.countersign.plan.StepGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** In which order tables get and lose rows, as foreign keys want it. */
final class RowOrdering {
    private final List<ForeignKey> keys;
    private final Catalog desired;

    RowOrdering(Catalog desired) {
        this.desired = desired;
        this.keys = desired.all(ForeignKey.class);
    }

    /**
     * The tables with those that others refer to in front.
     *
     * @throws IllegalArgumentException when tables refer to each other; the message is a sentence for people
     */
    List<RowDifference> parentsFirst(Collection<RowDifference> differences) {
        Map<ObjectRef, RowDifference> byTable =
                differences.stream().collect(Collectors.toMap(d -> d.table().ref(), d -> d));
        StepGraph<ObjectRef> graph = new StepGraph<>(Comparator.<ObjectRef>naturalOrder(), ref -> false);
        byTable.keySet().forEach(graph::add);
        for (ForeignKey key : keys) {
            if (byTable.containsKey(key.table()) && byTable.containsKey(key.referencedTable())) {
                graph.edge(key.referencedTable(), key.table());
            }
        }
        try {
            return graph.order().stream().map(byTable::get).toList();
        } catch (StepGraph.CycleException e) {
            throw new IllegalArgumentException(
                    "The rows of "
                            + e.steps().stream().map(Object::toString).sorted().collect(Collectors.joining(" and "))
                            + " cannot follow the desired state in one plan: these tables refer to each other, so neither can come first;"
                            + " leave one of them out of include, and bring its rows about by hand.",
                    e);
        }
    }

    /** Whether rows of the table refer to rows of the same table. */
    boolean refersToItself(ObjectRef table) {
        return keys.stream()
                .anyMatch(k -> k.table().equals(table) && k.referencedTable().equals(table));
    }

    /** The tables that lose rows when this one does, however far. */
    List<ObjectRef> takenAlong(ObjectRef table) {
        Set<ObjectRef> reached = new TreeSet<>();
        List<ObjectRef> next = new ArrayList<>(List.of(table));
        while (!next.isEmpty()) {
            ObjectRef from = next.removeLast();
            keys.stream()
                    .filter(k -> k.referencedTable().equals(from) && cascades(k))
                    .map(ForeignKey::table)
                    .filter(reached::add)
                    .forEach(next::add);
        }
        return List.copyOf(reached);
    }

    /** Other tables than these whose rows may refer to rows of the table, and then keep them or are changed by it. */
    List<ObjectRef> referring(ObjectRef table, Set<ObjectRef> these) {
        return keys.stream()
                .filter(k -> k.referencedTable().equals(table) && !cascades(k) && !these.contains(k.table()))
                .map(ForeignKey::table)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean cascades(ForeignKey key) {
        return key.definition().toUpperCase(Locale.ROOT).contains("ON DELETE CASCADE");
    }

    /** Whether a row that comes or changes has a value that only a row that goes may have now, so that the latter must go first. */
    boolean makesRoom(RowDifference difference) {
        if (difference.deletes().isEmpty()) {
            return false;
        }
        for (TableObject object : desired.tableObjects(difference.table().ref())) {
            Optional<List<String>> columns = SyncTables.uniqueColumns(object)
                    .filter(c -> difference.table().names().containsAll(c));
            if (columns.isEmpty()) {
                continue;
            }
            Set<List<Optional<String>>> gone = new HashSet<>();
            difference
                    .deletes()
                    .values()
                    .forEach(row -> values(row, columns.get()).ifPresent(gone::add));
            boolean taken = difference.inserts().stream()
                            .anyMatch(row -> values(row, columns.get())
                                    .filter(gone::contains)
                                    .isPresent())
                    || difference.updates().entrySet().stream()
                            .anyMatch(update ->
                                    !Collections.disjoint(update.getValue().keySet(), columns.get())
                                            && values(difference.promised().get(update.getKey()), columns.get())
                                                    .filter(gone::contains)
                                                    .isPresent());
            if (taken) {
                return true;
            }
        }
        return false;
    }

    /** NULL is in nobody's way. */
    private static Optional<List<Optional<String>>> values(Map<String, Optional<String>> row, List<String> columns) {
        List<Optional<String>> values =
                columns.stream().map(c -> row.getOrDefault(c, Optional.empty())).toList();
        return values.stream().allMatch(Optional::isPresent) ? Optional.of(values) : Optional.empty();
    }
}
