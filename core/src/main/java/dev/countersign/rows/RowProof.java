package dev.countersign.rows;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectRef;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Tries the statements about rows on a database with the schema of the desired state: the rows that are there today are put into its empty tables, and after
 * the statements its rows must be those that the mode promises.
 */
public final class RowProof {
    private static final int AT_ONCE = 500;

    private final RowLanguage language;
    private final Catalog desired;
    private final List<RowPlan.Difference> tables;
    private final List<ObjectRef> refs;

    public RowProof(RowLanguage language, Catalog desired, RowPlan plan) {
        this.language = language;
        this.desired = desired;
        this.tables = plan.differences();
        this.refs = tables.stream().map(t -> t.difference().table().ref()).toList();
    }

    /**
     * Puts today's rows into the tables. What a plan adds has its default; what it converts is converted from its text.
     *
     * @param connection in auto-commit mode, to a database that nobody else uses
     * @throws SQLException when the engine does not take them
     */
    public void load(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : language.beforeLoading(desired, refs)) {
                statement.execute(sql);
            }
            for (RowPlan.Difference table : tables) {
                load(statement, table);
            }
            for (String sql : language.afterLoading(desired, refs)) {
                statement.execute(sql);
            }
        }
    }

    private void load(Statement statement, RowPlan.Difference loaded) throws SQLException {
        SyncTable table = loaded.difference().table();
        TableRows current = loaded.current();
        List<Column> columns = current.columns().stream()
                .map(name -> table.table().column(name).orElseThrow())
                .toList();
        List<Map<String, Optional<String>>> rows =
                List.copyOf(RowDifference.byKey(table, current, "current").values());
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            statement.execute(RowStatements.insert(
                    language, table, columns, rows.subList(from, Math.min(from + AT_ONCE, rows.size()))));
        }
    }

    /**
     * What is not as promised, one sentence for each table; empty is the proof. No value is named.
     *
     * @param connection outside any transaction
     * @throws SQLException when the rows cannot be read
     */
    public List<String> differences(Connection connection) throws SQLException {
        RowReader reader = new RowReader(language);
        return language.snapshot(connection, statement -> {
            List<String> found = new ArrayList<>();
            for (RowPlan.Difference table : tables) {
                difference(reader, statement, table.difference()).ifPresent(found::add);
            }
            Optional<String> orphans = language.orphans(desired, refs);
            if (orphans.isPresent()) {
                try (ResultSet rows = statement.executeQuery(orphans.get())) {
                    if (rows.next()) {
                        found.add("rows refer to rows that are not there afterwards");
                    }
                }
            }
            return found;
        });
    }

    private static Optional<String> difference(RowReader reader, Statement statement, RowDifference promised)
            throws SQLException {
        SyncTable table = promised.table();
        TableRows read = new TableRows(
                table.ref(),
                table.names(),
                reader.read(statement, table.table(), table.columns(), Integer.MAX_VALUE)
                        .orElseThrow());
        SortedMap<List<Optional<String>>, Map<String, Optional<String>>> rows;
        try {
            rows = RowDifference.byKey(table, read, "resulting");
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
        int other = 0;
        for (Map.Entry<List<Optional<String>>, Map<String, Optional<String>>> row :
                promised.promised().entrySet()) {
            Map<String, Optional<String>> seen = rows.remove(row.getKey());
            if (seen == null || !matches(row.getValue(), seen)) {
                other++;
            }
        }
        other += rows.size();
        return other == 0
                ? Optional.empty()
                : Optional.of(
                        other + (other == 1 ? " row of " : " rows of ") + table.ref()
                                + (other == 1 ? " is" : " are")
                                + " not as the mode promises; a trigger, a rule, a row policy or a foreign key changes what is written");
    }

    private static boolean matches(Map<String, Optional<String>> promised, Map<String, Optional<String>> seen) {
        Map<String, Optional<String>> known = new LinkedHashMap<>(seen);
        known.keySet().retainAll(promised.keySet());
        return known.equals(promised);
    }
}
