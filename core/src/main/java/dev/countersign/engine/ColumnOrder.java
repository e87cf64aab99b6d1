package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Names the tables whose columns stand in another order in the desired state. By itself that is no difference: only statements that name no columns can
 * tell. But who compares two files by eye sees it, and is told that it was seen here too.
 */
final class ColumnOrder {
    /** How many tables are named one by one. */
    private static final int NAMED = 10;

    private ColumnOrder() {}

    /** One sentence for each table; columns that only one state has do not count. */
    static List<String> notices(Catalog current, Catalog desired) {
        List<String> notices = new ArrayList<>();
        int more = 0;
        for (Table before : current.all(Table.class)) {
            Table after = desired.find(before.ref(), Table.class).orElse(before);
            if (sameOrder(before.columns(), after.columns())) {
                continue;
            }
            List<String> had = common(before, after);
            List<String> wanted = common(after, before);
            if (had.equals(wanted)) {
                continue;
            }
            if (notices.size() == NAMED) {
                more++;
                continue;
            }
            notices.add("The columns of " + before.ref() + " stand in another order: " + String.join(", ", had)
                    + " now, " + String.join(", ", wanted) + " in the desired state. By itself that is no difference.");
        }
        if (more > 0) {
            notices.add("The columns of " + more + " more " + (more == 1 ? "table" : "tables")
                    + " stand in another order.");
        }
        return notices;
    }

    private static boolean sameOrder(List<Column> before, List<Column> after) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).name().equals(after.get(i).name())) {
                return false;
            }
        }
        return true;
    }

    private static List<String> common(Table table, Table other) {
        List<String> names = new ArrayList<>(namesOf(table));
        names.retainAll(Set.copyOf(namesOf(other)));
        return names;
    }

    private static List<String> namesOf(Table table) {
        List<String> names = new ArrayList<>(table.columns().size());
        for (Column column : table.columns()) {
            names.add(column.name());
        }
        return names;
    }
}
