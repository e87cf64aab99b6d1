package dev.countersign.rows;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.plan.RowChange;
import dev.countersign.plan.RowChange.Deed;
import dev.countersign.plan.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the statements that change rows, in an order in which foreign keys let them run. */
final class RowStatements {
    /** How many rows one statement is about, so that a person can read it. */
    private static final int AT_ONCE = 100;

    private final RowLanguage language;
    private final Catalog desired;
    private final RowOrdering ordering;
    private final List<Statement> statements = new ArrayList<>();

    RowStatements(RowLanguage language, Catalog desired) {
        this.language = language;
        this.desired = desired;
        this.ordering = new RowOrdering(desired);
    }

    /**
     * @throws IllegalArgumentException when there is no order; the message is a sentence for people
     */
    List<Statement> of(List<RowDifference> differences) {
        Set<ObjectRef> all = differences.stream().map(d -> d.table().ref()).collect(Collectors.toSet());
        List<RowDifference> losing = ordering.parentsFirst(
                        differences.stream().filter(d -> !d.deletes().isEmpty()).toList())
                .reversed();
        losing.stream().filter(ordering::makesRoom).forEach(d -> deletes(d, all));
        List<RowDifference> growing = ordering.parentsFirst(
                differences.stream().filter(d -> !d.inserts().isEmpty()).toList());
        growing.forEach(this::inserts);
        differences.forEach(this::updates);
        losing.stream().filter(d -> !ordering.makesRoom(d)).forEach(d -> deletes(d, all));
        growing.forEach(this::numbers);
        return statements;
    }

    private void inserts(RowDifference difference) {
        SyncTable table = difference.table();
        List<Column> columns = table.columns();
        for (List<Map<String, Optional<String>>> rows : parts(difference, difference.inserts())) {
            add(
                    insert(language, table, columns, rows),
                    new RowChange(table.ref(), Deed.INSERT, rows.size()),
                    false,
                    Optional.of("DELETE FROM " + language.table(table.ref()) + " WHERE "
                            + anyOf(
                                    table,
                                    rows.stream()
                                            .map(row -> table.key().stream()
                                                    .map(row::get)
                                                    .toList())
                                            .toList())
                            + ";"));
        }
    }

    /** Rows with a value for each of the columns as one statement. */
    static String insert(
            RowLanguage language, SyncTable table, List<Column> columns, List<Map<String, Optional<String>>> rows) {
        return "INSERT INTO " + language.table(table.ref()) + " ("
                + columns.stream().map(c -> language.column(c.name())).collect(Collectors.joining(", ")) + ")"
                + language.overriding(columns) + " VALUES\n"
                + rows.stream()
                        .map(row -> columns.stream()
                                .map(c -> language.literal(c, row.get(c.name())))
                                .collect(Collectors.joining(", ", "  (", ")")))
                        .collect(Collectors.joining(",\n"))
                + ";";
    }

    private void updates(RowDifference difference) {
        SyncTable table = difference.table();
        difference
                .updates()
                .forEach((key, set) -> add(
                        "UPDATE " + language.table(table.ref()) + " SET "
                                + set.entrySet().stream()
                                        .map(e -> language.column(e.getKey()) + " = "
                                                + literal(table, e.getKey(), e.getValue()))
                                        .collect(Collectors.joining(", "))
                                + " WHERE " + equal(table, key) + ";",
                        new RowChange(table.ref(), Deed.UPDATE, 1),
                        false,
                        Optional.empty()));
    }

    private void deletes(RowDifference difference, Set<ObjectRef> all) {
        SyncTable table = difference.table();
        for (List<List<Optional<String>>> keys :
                parts(difference, List.copyOf(difference.deletes().keySet()))) {
            add(
                    "DELETE FROM " + language.table(table.ref()) + " WHERE " + anyOf(table, keys) + ";",
                    new RowChange(
                            table.ref(),
                            Deed.DELETE,
                            keys.size(),
                            ordering.takenAlong(table.ref()),
                            ordering.referring(table.ref(), all)),
                    true,
                    Optional.empty());
        }
    }

    private void numbers(RowDifference difference) {
        SyncTable table = difference.table();
        for (Column column : table.columns()) {
            language.numbersGoOn(desired, table.table(), column)
                    .ifPresent(sql -> add(sql, new RowChange(table.ref(), Deed.NUMBER, 0), false, Optional.empty()));
        }
    }

    /** Rows that may refer to each other come and go together, as the engine looks at foreign keys when a statement ends. */
    private <T> List<List<T>> parts(RowDifference difference, List<T> rows) {
        if (ordering.refersToItself(difference.table().ref())) {
            return List.of(rows);
        }
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            parts.add(rows.subList(from, Math.min(from + AT_ONCE, rows.size())));
        }
        return parts;
    }

    private String anyOf(SyncTable table, List<List<Optional<String>>> keys) {
        if (table.key().size() == 1) {
            String column = table.key().getFirst();
            return keys.size() == 1
                    ? equal(table, keys.getFirst())
                    : language.column(column)
                            + keys.stream()
                                    .map(key -> literal(table, column, key.getFirst()))
                                    .collect(Collectors.joining(", ", " IN (", ")"));
        }
        return keys.size() == 1
                ? equal(table, keys.getFirst())
                : keys.stream().map(key -> "(" + equal(table, key) + ")").collect(Collectors.joining("\n   OR "));
    }

    private String equal(SyncTable table, List<Optional<String>> key) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            String column = table.key().get(i);
            parts.add(language.column(column) + " = " + literal(table, column, key.get(i)));
        }
        return String.join(" AND ", parts);
    }

    private String literal(SyncTable table, String column, Optional<String> value) {
        return language.literal(table.table().column(column).orElseThrow(), value);
    }

    private void add(String sql, RowChange change, boolean destructive, Optional<String> undo) {
        statements.add(new Statement(
                statements.size() + 1,
                sql,
                List.of(),
                Optional.of(change),
                List.of(change.table()),
                change.sentence(),
                destructive,
                undo));
    }
}
