package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Uncompared;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The snapshot that one inspection reads from.
 *
 * @param version the server's version as a number, e.g. 180006 for 18.6
 * @param unreadable takes what exists and could not be read
 * @param prepared keeps queries between inspections of one connection
 */
record Session(
        Connection connection, int version, Progress progress, List<Uncompared> unreadable, PreparedQueries prepared) {
    /** SQLSTATE insufficient_privilege. */
    private static final String FORBIDDEN = "42501";

    /** Takes one row. */
    @FunctionalInterface
    interface RowReader {
        void read(Row row) throws SQLException, UnreadableException;
    }

    /** Whether the server is of the given major version or a later one. */
    boolean atLeast(int major) {
        return version >= major * 10_000;
    }

    /** Reads every row; a row that cannot be understood is noted and never stops the rest. */
    void query(String sql, RowReader reader) throws SQLException {
        progress.checkCancelled();
        if (prepared.isEnabled() || !connection.isWrapperFor(PGConnection.class)) {
            queryPrepared(sql, reader);
        } else {
            copy(sql, reader);
        }
    }

    private void queryPrepared(String sql, RowReader reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(prepared.text(statement, sql))) {
            Row row = new ResultRow(rows);
            while (rows.next()) {
                read(row, reader);
            }
        }
    }

    /** Far cheaper for the server and for us than a result set, when there are many rows. */
    private void copy(String sql, RowReader reader) throws SQLException {
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (" + sql + ") TO STDOUT (FORMAT csv, HEADER)");
        try {
            CopyRow row = CopyRow.withHeader(copy.readFromCopy());
            for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                read(row.on(line), reader);
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void read(Row row, RowReader reader) throws SQLException {
        try {
            reader.read(row);
        } catch (UnreadableException e) {
            unreadable.add(e.uncompared());
        }
    }

    /** Reads from catalogs that a server may keep from ordinary roles; what may not be read is noted. */
    void queryIfAllowed(String what, String sql, RowReader reader) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            query(sql, reader);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            if (!FORBIDDEN.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            unreadable.add(new Uncompared(what, "unknown", "this role may not read them"));
        }
    }
}
