package dev.countersign.postgres.inspect;

import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The snapshot that one inspection reads from.
 *
 * @param version the server's version as a number, e.g. 180006 for 18.6
 */
record Session(Connection connection, int version, Progress progress) {

    /** Takes one row. */
    @FunctionalInterface
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** Whether the server is of the given major version or a later one. */
    boolean atLeast(int major) {
        return version >= major * 10_000;
    }

    void query(String sql, RowReader reader) throws SQLException {
        progress.checkCancelled();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }
}
