package dev.countersign.postgres.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The number of rows of tables and a checksum over some of their columns. */
final class RowSums {
    private RowSums() {}

    /** @param columns for each table, as SQL, the expressions to sum up */
    static SortedMap<String, String> of(Connection connection, SortedMap<String, List<String>> columns)
            throws SQLException {
        SortedMap<String, String> sums = new TreeMap<>();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, List<String>> table : columns.entrySet()) {
                // the owner sees every row unless security is forced on owners as well
                statement.execute("ALTER TABLE " + table.getKey() + " NO FORCE ROW LEVEL SECURITY");
                String row =
                        table.getValue().isEmpty() ? "''" : "ROW(" + String.join(", ", table.getValue()) + ")::text";
                try (ResultSet result = statement.executeQuery("SELECT count(*) || ' ' || coalesce(md5(string_agg("
                        + row + ", ';' ORDER BY " + row + ")), '') FROM ONLY " + table.getKey())) {
                    result.next();
                    sums.put(table.getKey(), result.getString(1));
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return sums;
    }
}
