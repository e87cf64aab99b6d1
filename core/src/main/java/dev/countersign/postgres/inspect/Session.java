package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Uncompared;
import dev.countersign.progress.Progress;
import java.sql.SQLException;
import java.util.List;

/**
 * The snapshot that one inspection reads from.
 *
 * @param rows runs its queries
 * @param version the server's version as a number, e.g. 180006 for 18.6
 * @param unreadable takes what exists and could not be read
 */
record Session(RowSource rows, int version, Progress progress, List<Uncompared> unreadable) {

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
        rows.read(sql, row -> read(row, reader));
    }

    /** Reads from catalogs that a server may keep from ordinary roles; what may not be read is noted. */
    void queryIfAllowed(String what, String sql, RowReader reader) throws SQLException {
        progress.checkCancelled();
        if (!readIfAllowed(sql, reader)) {
            unreadable.add(new Uncompared(what, "unknown", "this role may not read them"));
        }
    }

    /** Reads what no comparison needs; false when this role may not. */
    boolean readIfAllowed(String sql, RowReader reader) throws SQLException {
        return rows.readIfAllowed(sql, row -> read(row, reader));
    }

    private void read(Row row, RowReader reader) throws SQLException {
        try {
            reader.read(row);
        } catch (UnreadableException e) {
            unreadable.add(e.uncompared());
        }
    }
}
