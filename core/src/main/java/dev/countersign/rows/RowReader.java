package dev.countersign.rows;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads rows: one query per table, all of a state in one snapshot. */
final class RowReader {
    /** How many tables one query asks about. */
    private static final int AT_ONCE = 200;

    private final RowLanguage language;

    RowReader(RowLanguage language) {
        this.language = language;
    }

    /** The tables among these that have rows, in the order of their names. */
    List<Table> filled(Statement statement, Catalog catalog, Predicate<ObjectRef> asked) throws SQLException {
        List<Table> candidates = catalog.all(Table.class).stream()
                .filter(language::keepsRows)
                .filter(t -> asked.test(t.ref()))
                .toList();
        Set<Integer> found = new HashSet<>();
        for (int from = 0; from < candidates.size(); from += AT_ONCE) {
            StringBuilder sql = new StringBuilder();
            for (int i = from; i < Math.min(from + AT_ONCE, candidates.size()); i++) {
                sql.append(sql.isEmpty() ? "" : " UNION ALL ")
                        .append("SELECT ")
                        .append(i)
                        .append(" WHERE EXISTS (SELECT 1 FROM ")
                        .append(language.source(candidates.get(i)))
                        .append(")");
            }
            try (ResultSet rows = statement.executeQuery(sql.toString())) {
                while (rows.next()) {
                    found.add(rows.getInt(1));
                }
            }
        }
        return found.stream().sorted().map(candidates::get).toList();
    }

    /**
     * The rows of a table.
     *
     * @param columns those that are read, as the table has them there
     * @param most how many rows there may be; empty is returned when there are more
     */
    Optional<List<List<Optional<String>>>> read(Statement statement, Table table, List<Column> columns, int most)
            throws SQLException {
        String values = columns.stream().map(language::value).collect(Collectors.joining(", "));
        String limit = most == Integer.MAX_VALUE ? "" : " LIMIT " + (most + 1);
        List<List<Optional<String>>> rows = new ArrayList<>();
        try (ResultSet result =
                statement.executeQuery("SELECT " + values + " FROM " + language.source(table) + limit)) {
            while (result.next()) {
                List<Optional<String>> row = new ArrayList<>(columns.size());
                for (int i = 1; i <= columns.size(); i++) {
                    row.add(Optional.ofNullable(result.getString(i)));
                }
                rows.add(List.copyOf(row));
            }
        }
        return rows.size() > most ? Optional.empty() : Optional.of(rows);
    }
}
