package dev.countersign.postgres.inspect;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The row that a JDBC result stands on. */
final class ResultRow extends Row {
    private final ResultSet result;

    ResultRow(ResultSet result) throws SQLException {
        super(names(result.getMetaData()));
        this.result = result;
    }

    @Override
    String text(int index) throws SQLException {
        return result.getString(index + 1);
    }

    private static List<String> names(ResultSetMetaData columns) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i));
        }
        return names;
    }
}
