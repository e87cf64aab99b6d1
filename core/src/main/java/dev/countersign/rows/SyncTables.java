package dev.countersign.rows;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.diff.Renaming;
import dev.countersign.diff.SchemaDiff;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds out by which key rows of a table are told apart and which columns they get values for; a table for which there is no answer is a problem. */
final class SyncTables {
    private static final Set<String> WHOLE_NUMBERS = Set.of("smallint", "integer", "bigint");

    private final SchemaDiff diff;
    private final RowLanguage language;
    private final boolean preserveIds;
    private final Map<ObjectRef, Table> before = new HashMap<>();
    private final Renaming renaming;
    private final List<String> problems;

    /** @param problems takes what stands in the way, one sentence each */
    SyncTables(SchemaDiff diff, Renaming renaming, RowLanguage language, boolean preserveIds, List<String> problems) {
        this.diff = diff;
        this.language = language;
        this.preserveIds = preserveIds;
        this.renaming = renaming;
        this.problems = problems;
        for (Table table : diff.current().all(Table.class)) {
            before.put(renaming.map(table.ref()), table);
        }
    }

    /** The tables in the order of their names; those with a problem are missing. */
    List<SyncTable> of(List<Table> tables) {
        List<SyncTable> found = new ArrayList<>();
        for (Table table : tables) {
            of(table).ifPresent(found::add);
        }
        numbersThatOthersReferTo(found);
        return found;
    }

    private Optional<SyncTable> of(Table table) {
        Optional<List<String>> primary = primaryKey(table);
        Set<String> left = new HashSet<>();
        if (!preserveIds) {
            primary.orElse(List.of()).stream()
                    .filter(name -> language.numbered(
                            diff.desired(), table, table.column(name).orElseThrow()))
                    .forEach(left::add);
        }
        Optional<List<String>> key =
                primary.filter(k -> k.stream().noneMatch(left::contains)).or(() -> uniqueKey(table, left));
        if (key.isEmpty()) {
            problems.add(
                    left.isEmpty()
                            ? "The rows of " + table.ref()
                                    + " cannot follow the desired state: it has no primary key and no"
                                    + " unique constraint over columns that are NOT NULL, so nothing tells its rows apart; give it one."
                            : "The rows of " + table.ref() + " cannot follow the desired state: the database numbers "
                                    + String.join(", ", new TreeSet<>(left))
                                    + " and no other unique key over columns that are NOT NULL tells its rows apart; set preserve_ids ="
                                    + " true in the data block, or give the table such a key.");
            return Optional.empty();
        }
        List<Column> columns = table.columns().stream()
                .filter(c -> c.generated().isEmpty() && !left.contains(c.name()))
                .toList();
        SyncTable sync = joined(table, key.get(), columns);
        return hasItsKey(sync) ? Optional.of(sync) : Optional.empty();
    }

    private SyncTable joined(Table table, List<String> key, List<Column> columns) {
        Optional<Table> old = Optional.ofNullable(before.get(table.ref()));
        Map<String, String> earlier = new HashMap<>();
        Set<String> certain = new HashSet<>();
        for (Column column : columns) {
            Optional<Column> was = old.flatMap(t -> t.columns().stream()
                    .filter(c -> renaming.mapColumn(t.ref(), c.name()).equals(column.name()))
                    .findFirst());
            was.ifPresent(c -> earlier.put(column.name(), c.name()));
            if (was.map(c -> c.type().equals(column.type()) && c.generated().isEmpty())
                    .orElse(column.defaultExpression().isEmpty()
                            && column.identity().isEmpty())) {
                certain.add(column.name());
            }
        }
        return new SyncTable(table, old, key, columns, earlier, certain);
    }

    /** Rows that are there are found by the values that they have now. */
    private boolean hasItsKey(SyncTable sync) {
        for (String name : sync.key()) {
            boolean found = sync.before().isEmpty()
                    || sync.earlier().containsKey(name)
                            && (sync.certain().contains(name)
                                    || alike(
                                            sync.table()
                                                    .column(name)
                                                    .orElseThrow()
                                                    .type(),
                                            sync.before()
                                                    .orElseThrow()
                                                    .column(sync.earlier().get(name))
                                                    .orElseThrow()
                                                    .type()));
            if (!found) {
                problems.add("The rows of " + sync.ref() + " cannot follow the desired state: column " + name
                        + " of its key comes or changes its type with the same plan, so the rows that are there cannot be"
                        + " told apart by it; change the schema first, and let the rows follow afterwards.");
                return false;
            }
        }
        return true;
    }

    private static boolean alike(String one, String other) {
        return WHOLE_NUMBERS.contains(one) && WHOLE_NUMBERS.contains(other) || isText(one) && isText(other);
    }

    private static boolean isText(String type) {
        return type.equals("text") || type.startsWith("character varying");
    }

    private Optional<List<String>> primaryKey(Table table) {
        return diff.desired().tableObjects(table.ref()).stream()
                .filter(o -> o.ref().kind() == ObjectKind.PRIMARY_KEY)
                .map(KeyConstraint.class::cast)
                .map(KeyConstraint::columns)
                .filter(columns -> plain(table, columns))
                .findFirst();
    }

    /** The unique key with the fewest columns; among equals the first by name. */
    private Optional<List<String>> uniqueKey(Table table, Set<String> left) {
        return diff.desired().tableObjects(table.ref()).stream()
                .sorted(Comparator.comparing(TableObject::ref))
                .flatMap(o -> uniqueColumns(o).stream())
                .filter(columns -> plain(table, columns) && columns.stream().noneMatch(left::contains))
                .filter(columns -> columns.stream()
                        .allMatch(name -> table.column(name).orElseThrow().notNull()))
                .min(Comparator.comparingInt(List::size));
    }

    static Optional<List<String>> uniqueColumns(TableObject object) {
        return switch (object) {
            case KeyConstraint key
            when key.ref().kind() == ObjectKind.UNIQUE || key.ref().kind() == ObjectKind.PRIMARY_KEY ->
                Optional.of(key.columns());
            case Index index
            when index.unique()
                    && index.valid()
                    && index.predicate().isEmpty()
                    && index.parts().stream().noneMatch(Index.Part::expression) ->
                Optional.of(index.parts().stream().map(Index.Part::text).toList());
            default -> Optional.empty();
        };
    }

    private static boolean plain(Table table, List<String> columns) {
        return !columns.isEmpty()
                && columns.stream()
                        .allMatch(name -> table.column(name)
                                .filter(c -> c.generated().isEmpty())
                                .isPresent());
    }

    /** A number that the database gives is another one than the desired state's rows mean. */
    private void numbersThatOthersReferTo(List<SyncTable> tables) {
        Map<ObjectRef, SyncTable> byRef = tables.stream().collect(Collectors.toMap(SyncTable::ref, t -> t));
        List<SyncTable> wrong = new ArrayList<>();
        for (SyncTable child : tables) {
            for (ForeignKey key : child.foreignKeys(diff.desired())) {
                SyncTable parent = byRef.get(key.referencedTable());
                List<String> referenced = parent == null ? List.of() : referenced(key, parent.table());
                if (parent != null && !parent.names().containsAll(referenced)) {
                    wrong.add(child);
                    problems.add("The rows of " + child.ref() + " cannot follow the desired state: they refer by "
                            + key.ref().name() + " to " + String.join(", ", referenced) + " of " + parent.ref()
                            + ", which the database numbers; set preserve_ids = true in the data block.");
                }
            }
        }
        tables.removeAll(wrong);
    }

    /** A foreign key that names no columns means the primary key. */
    private List<String> referenced(ForeignKey key, Table parent) {
        return key.referencedColumns().isEmpty() ? primaryKey(parent).orElse(List.of()) : key.referencedColumns();
    }
}
