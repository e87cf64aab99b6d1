package dev.countersign.diff;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Renames of columns, with those that come along in heirs and partitions: the server renames an inherited column in every table that has it from there, whether
 * that states the column itself or not (PostgreSQL's manual, {@code ALTER TABLE}).
 */
public final class HeirRenames {
    private final Catalog current;
    private final Catalog desired;
    private final Renaming stated;
    private final Map<ObjectRef, Rename> all = new LinkedHashMap<>();
    private final List<ObjectRef> keepers = new ArrayList<>();
    private final Map<ObjectRef, List<ObjectRef>> heirs = new HashMap<>();

    /** @param renames those that take effect */
    public HeirRenames(Collection<Rename> renames, Catalog current, Catalog desired) {
        this.current = current;
        this.desired = desired;
        this.stated = new Renaming(renames);
        renames.forEach(rename -> all.put(rename.from(), rename));
        List<Rename> columns = renames.stream()
                .filter(r -> r.from().kind() == ObjectKind.COLUMN)
                .toList();
        if (!columns.isEmpty()) {
            for (Table table : current.all(Table.class)) {
                parents(table)
                        .forEach(p ->
                                heirs.computeIfAbsent(p, x -> new ArrayList<>()).add(table.ref()));
            }
            columns.forEach(this::comeAlong);
        }
    }

    /** All of them, the stated ones first. */
    public List<Rename> all() {
        return List.copyOf(all.values());
    }

    /** Columns that keep the old name in the desired state, though they are renamed along. */
    public List<ObjectRef> keepers() {
        return List.copyOf(keepers);
    }

    private void comeAlong(Rename rename) {
        String old = rename.from().name();
        String wanted = rename.to().name();
        Deque<ObjectRef> open = new ArrayDeque<>(heirs.getOrDefault(tableOf(rename.from()), List.of()));
        while (!open.isEmpty()) {
            ObjectRef heir = open.pop();
            ObjectRef column = ObjectRef.column(heir, old);
            if (all.containsKey(column) || !Renaming.has(current, column)) {
                continue;
            }
            ObjectRef later = stated.map(heir);
            Optional<Table> after = desired.find(later, Table.class);
            if (after.filter(t -> t.column(old).isPresent() && t.column(wanted).isEmpty())
                    .isPresent()) {
                keepers.add(column);
            } else {
                all.put(column, new Rename(column, ObjectRef.column(later, wanted)));
                open.addAll(heirs.getOrDefault(heir, List.of()));
            }
        }
    }

    private static ObjectRef tableOf(ObjectRef column) {
        return new ObjectRef(ObjectKind.TABLE, column.path().subList(0, 2));
    }

    static List<ObjectRef> parents(Table table) {
        List<ObjectRef> parents = new ArrayList<>(table.inherits());
        table.partitionOf().ifPresent(p -> parents.add(p.parent()));
        return parents;
    }
}
