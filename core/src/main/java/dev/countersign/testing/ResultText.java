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
 * @param letters the same with {@code t} and {@code f} for bools
 */
record ResultText(List<String> columns, List<List<String>> rows, List<List<String>> letters) {
    private static final int MAX_ROWS = 100_000;

    static ResultText read(ResultSet rows) throws SQLException {
        int count = rows.getMetaData().getColumnCount();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            columns.add(rows.getMetaData().getColumnLabel(i));
        }
        List<List<String>> read = new ArrayList<>();
        List<List<String>> letters = new ArrayList<>();
        while (rows.next()) {
            if (read.size() == MAX_ROWS) {
                throw new SQLException("the query returns more than " + MAX_ROWS + " rows, too many to compare");
            }
            List<String> row = new ArrayList<>();
            List<String> brief = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                String text = Optional.ofNullable(rows.getString(i)).orElse("NULL");
                // the driver takes one bit for a bool, too
                boolean bool = rows.getObject(i) instanceof Boolean && !text.equals("0") && !text.equals("1");
                row.add(bool ? Boolean.toString(rows.getBoolean(i)) : text);
                brief.add(bool ? text.substring(0, 1) : text);
            }
            read.add(row);
            letters.add(brief);
        }
        return new ResultText(columns, read, letters);
    }

    String in(TestStep.Format format) {
        return text(rows, format);
    }

    /** The same with {@code t} and {@code f} for bools, as psql writes them. */
    String inLetters(TestStep.Format format) {
        return text(letters, format);
    }

    private String text(List<List<String>> shown, TestStep.Format format) {
        return switch (format) {
            case CSV -> shown.stream().map(ResultText::csv).collect(Collectors.joining("\n"));
            case TABLE -> table(shown);
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

    private String table(List<List<String>> shown) {
        List<Integer> widths = IntStream.range(0, columns.size())
                .mapToObj(i -> Math.max(
                        columns.get(i).length(),
                        shown.stream()
                                .mapToInt(row -> row.get(i).length())
                                .max()
                                .orElse(0)))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(line(columns, widths));
        lines.add(widths.stream().map(w -> "-".repeat(w + 2)).collect(Collectors.joining("+")));
        shown.forEach(row -> lines.add(line(row, widths)));
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
