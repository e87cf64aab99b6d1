package dev.countersign.testing;

import dev.countersign.policy.TestStep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows of a query as text.
 *
 * @param columns names of the columns
 * @param rows their values in the engine's words; {@code NULL} for none, {@code true} and {@code false} for bools
 */
record ResultText(List<String> columns, List<List<String>> rows) {
    private static final int MAX_ROWS = 100_000;

    static ResultText read(ResultSet rows) throws SQLException {
        int count = rows.getMetaData().getColumnCount();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            columns.add(rows.getMetaData().getColumnLabel(i));
        }
        List<List<String>> read = new ArrayList<>();
        while (rows.next()) {
            if (read.size() == MAX_ROWS) {
                throw new SQLException("the query returns more than " + MAX_ROWS + " rows, too many to compare");
            }
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                row.add(value(rows, i));
            }
            read.add(row);
        }
        return new ResultText(columns, read);
    }

    private static String value(ResultSet rows, int column) throws SQLException {
        if (rows.getObject(column) instanceof Boolean bool) {
            return bool.toString();
        }
        return Optional.ofNullable(rows.getString(column)).orElse("NULL");
    }

    String in(TestStep.Format format) {
        return switch (format) {
            case CSV -> rows.stream().map(ResultText::csv).collect(Collectors.joining("\n"));
            case TABLE -> table();
        };
    }

    private static String csv(List<String> row) {
        return row.stream().map(ResultText::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && !value.startsWith(" ")
                && !(value.equals("\\."));
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    private String table() {
        List<Integer> widths = IntStream.range(0, columns.size())
                .mapToObj(i -> Math.max(
                        columns.get(i).length(),
                        rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0)))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(line(columns, widths));
        lines.add(widths.stream().map(w -> "-".repeat(w + 2)).collect(Collectors.joining("+")));
        rows.forEach(row -> lines.add(line(row, widths)));
        return String.join("\n", lines);
    }

    private static String line(List<String> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> " " + cells.get(i)
                        + " ".repeat(widths.get(i) - cells.get(i).length()) + " ")
                .collect(Collectors.joining("|"))
                .stripTrailing();
    }
}
