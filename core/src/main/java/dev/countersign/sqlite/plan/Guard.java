package dev.countersign.sqlite.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.sqlite.sql.Ident;
import dev.countersign.sqlite.sql.RebuildNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a plan fail where rows would be lost. SQL outside triggers cannot raise an error in SQLite, but a check constraint can refuse a row: what must
 * hold is inserted into a temporary table whose constraints are named after what went wrong.
 */
final class Guard {
    private static final String SCHEMA = "temp.";

    private final Situation situation;
    private final Set<ObjectRef> rebuilt;
    private final String table;

    /** @param rebuilt target identities of the tables that are built anew */
    Guard(Situation situation, Set<ObjectRef> rebuilt) {
        this.situation = situation;
        this.rebuilt = rebuilt;
        this.table = table(situation);
    }

    /** With its schema, and under a name that no object has: it would stand before that one. */
    private static String table(Situation situation) {
        return SCHEMA + RebuildNames.freeGuard(situation.names());
    }

    /** The statements at the beginning. */
    List<Draft> opening() {
        List<Draft> drafts = new ArrayList<>();
        drafts.add(Draft.helper(
                "CREATE TEMP TABLE IF NOT EXISTS " + table.substring(SCHEMA.length())
                        + " (\n    foreign_keys INTEGER CONSTRAINT \"foreign keys are enforced, so dropping a table"
                        + " would delete rows that refer to it: run this outside a transaction\" CHECK (foreign_keys = 0),"
                        + "\n    lost_rows INTEGER CONSTRAINT \"rows would be lost\" CHECK (lost_rows = 0),"
                        + "\n    violations_before INTEGER,"
                        + "\n    new_violations INTEGER CONSTRAINT \"rows would violate foreign keys, see PRAGMA"
                        + " foreign_key_check\" CHECK (new_violations <= 0)\n)",
                "what goes wrong stops the plan here"));
        if (situation.hasForeignKeys()) {
            drafts.add(Draft.helper(
                    "INSERT INTO " + table + " (foreign_keys) SELECT foreign_keys FROM pragma_foreign_keys",
                    "with foreign keys enforced, dropping a table would delete the rows that refer to it"));
        }
        if (!checked().isEmpty()) {
            List<String> before = situation.current().all(Table.class).stream()
                    .filter(t -> checked().contains(situation.map(t.ref())))
                    .filter(t -> isComplete(situation.current(), t))
                    .map(t -> t.ref().name())
                    .toList();
            drafts.add(Draft.helper(
                    "INSERT INTO " + table + " (violations_before) SELECT " + violations(before),
                    "rows that violate foreign keys already are not held against the plan"));
        }
        return drafts;
    }

    /** The statements at the end. */
    List<Draft> closing() {
        List<Draft> drafts = new ArrayList<>();
        if (!checked().isEmpty()) {
            drafts.add(Draft.helper(
                    "INSERT INTO " + table + " (new_violations) SELECT "
                            + violations(checked().stream().map(ObjectRef::name).toList())
                            + " - (SELECT max(violations_before) FROM " + table + ")",
                    "no row violates a foreign key that did not before"));
        }
        drafts.add(Draft.helper("DROP TABLE " + table, "all is well"));
        return drafts;
    }

    static Draft noRowIsLost(Situation situation, String table, String copy) {
        return Draft.helper(
                "INSERT INTO " + table(situation) + " (lost_rows) SELECT (SELECT count(*) FROM " + table
                        + ") - (SELECT count(*) FROM " + copy + ")",
                "every row is in the new table");
    }

    private static String violations(List<String> tables) {
        return tables.isEmpty()
                ? "0"
                : tables.stream()
                        .map(t -> "(SELECT count(*) FROM pragma_foreign_key_check(" + Ident.literal(t) + "))")
                        .collect(Collectors.joining(" + "));
    }

    /** Rebuilt tables with foreign keys, and tables that refer to rebuilt ones; those with a foreign key that leads nowhere cannot be checked. */
    private List<ObjectRef> checked() {
        Set<ObjectRef> concerned = new HashSet<>();
        for (ForeignKey key : situation.target().all(ForeignKey.class)) {
            if (rebuilt.contains(key.table()) || rebuilt.contains(key.referencedTable())) {
                concerned.add(key.table());
            }
        }
        return situation.target().all(Table.class).stream()
                .filter(t -> concerned.contains(t.ref()))
                .filter(t -> isComplete(situation.target(), t))
                .map(Table::ref)
                .toList();
    }

    /** Whether every foreign key of the table leads to a key; SQLite cannot check others. */
    private static boolean isComplete(Catalog catalog, Table table) {
        return catalog.tableObjects(table.ref()).stream()
                .allMatch(c -> !(c instanceof ForeignKey f) || leadsToKey(catalog, f));
    }

    private static boolean leadsToKey(Catalog catalog, ForeignKey key) {
        if (catalog.find(key.referencedTable(), Table.class).isEmpty()) {
            return false;
        }
        Set<String> wanted = new HashSet<>(key.referencedColumns());
        return catalog.tableObjects(key.referencedTable()).stream().anyMatch(c -> switch (c) {
            case KeyConstraint k
            when wanted.isEmpty() ->
                k.ref().kind() == ObjectKind.PRIMARY_KEY
                        && k.columns().size() == key.columns().size();
            case KeyConstraint k -> plain(k) && wanted.equals(new HashSet<>(k.columns()));
            case Index i ->
                !wanted.isEmpty()
                        && i.unique()
                        && i.predicate().isEmpty()
                        && i.parts().stream()
                                .noneMatch(p -> p.expression() || p.options().contains("COLLATE"))
                        && wanted.equals(
                                i.parts().stream().map(Index.Part::text).collect(Collectors.toSet()));
            default -> false;
        });
    }

    private static boolean plain(KeyConstraint key) {
        return key.attributes().values().stream().noneMatch(a -> a.startsWith("COLLATE"));
    }
}
