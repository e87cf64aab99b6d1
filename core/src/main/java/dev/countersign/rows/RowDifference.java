package dev.countersign.rows;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the rows of one table have to change.
 *
 * @param inserts rows that come, each with a value for every column of the table
 * @param updates rows that get other values, by their key
 * @param deletes keys of rows that go, with what is known of the row
 * @param promised what is known of every row afterwards, by its key
 */
record RowDifference(
        SyncTable table,
        List<Map<String, Optional<String>>> inserts,
        SortedMap<List<Optional<String>>, Map<String, Optional<String>>> updates,
        SortedMap<List<Optional<String>>, Map<String, Optional<String>>> deletes,
        SortedMap<List<Optional<String>>, Map<String, Optional<String>>> promised) {

    boolean isEmpty() {
        return inserts.isEmpty() && updates.isEmpty() && deletes.isEmpty();
    }

    /** How many rows of the desired state are there as they are to be. */
    int equal(TableRows desired) {
        return desired.rows().size() - inserts.size() - updates.size();
    }

    /**
     * Compares by key.
     *
     * @param current with the columns that are there already, under their desired names
     * @param desired with all columns
     * @throws IllegalArgumentException when rows cannot be told apart; the message is a sentence for people
     */
    static RowDifference of(SyncTable table, TableRows current, TableRows desired, SyncTerms terms) {
        SortedMap<List<Optional<String>>, Map<String, Optional<String>>> there = byKey(table, current, "current");
        SortedMap<List<Optional<String>>, Map<String, Optional<String>>> wanted = byKey(table, desired, "desired");
        List<Map<String, Optional<String>>> inserts = new ArrayList<>();
        SortedMap<List<Optional<String>>, Map<String, Optional<String>>> updates = new TreeMap<>(new RowOrder());
        SortedMap<List<Optional<String>>, Map<String, Optional<String>>> deletes = new TreeMap<>(new RowOrder());
        SortedMap<List<Optional<String>>, Map<String, Optional<String>>> promised = new TreeMap<>(new RowOrder());
        there.forEach((key, row) -> promised.put(key, certain(table, row)));
        wanted.forEach((key, row) -> {
            Map<String, Optional<String>> old = there.get(key);
            if (old == null) {
                inserts.add(row);
                promised.put(key, row);
            } else if (terms.mode().updates()) {
                Map<String, Optional<String>> set = other(table, old, row, terms);
                if (!set.isEmpty()) {
                    updates.put(key, set);
                    promised.get(key).putAll(set);
                }
            }
        });
        if (terms.mode().deletes()) {
            there.forEach((key, row) -> {
                if (!wanted.containsKey(key)) {
                    deletes.put(key, row);
                    promised.remove(key);
                }
            });
        }
        return new RowDifference(table, inserts, updates, deletes, promised);
    }

    private static Map<String, Optional<String>> certain(SyncTable table, Map<String, Optional<String>> row) {
        Map<String, Optional<String>> known = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            if (table.certain().contains(column.name())) {
                known.put(column.name(), row.getOrDefault(column.name(), Optional.empty()));
            }
        }
        return known;
    }

    /** The columns that get other values; one whose value is not known is set. */
    private static Map<String, Optional<String>> other(
            SyncTable table, Map<String, Optional<String>> old, Map<String, Optional<String>> row, SyncTerms terms) {
        Map<String, Optional<String>> set = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            String name = column.name();
            if (!table.updatable(column) || terms.ignored().test(ObjectRef.column(table.ref(), name))) {
                continue;
            }
            boolean same = table.certain().contains(name)
                    && old.getOrDefault(name, Optional.empty()).equals(row.get(name));
            if (!same) {
                set.put(name, row.get(name));
            }
        }
        return set;
    }

    /** Rows as maps by name of column, by their keys. */
    static SortedMap<List<Optional<String>>, Map<String, Optional<String>>> byKey(
            SyncTable table, TableRows read, String state) {
        SortedMap<List<Optional<String>>, Map<String, Optional<String>>> byKey = new TreeMap<>(new RowOrder());
        for (List<Optional<String>> values : read.rows()) {
            Map<String, Optional<String>> row = new LinkedHashMap<>();
            for (int i = 0; i < values.size(); i++) {
                row.put(read.columns().get(i), values.get(i));
            }
            List<Optional<String>> key = table.key().stream().map(row::get).toList();
            if (key.stream().anyMatch(Optional::isEmpty)) {
                throw new IllegalArgumentException("The rows of " + table.ref()
                        + " cannot follow the desired state: a row of the " + state + " state has NULL in "
                        + String.join(", ", table.key()) + ", the key by which rows are told apart.");
            }
            if (byKey.put(key, row) != null) {
                throw new IllegalArgumentException("The rows of " + table.ref()
                        + " cannot follow the desired state: rows of the " + state + " state have the same "
                        + String.join(", ", table.key()) + ", by which rows are told apart.");
            }
        }
        return byKey;
    }
}
