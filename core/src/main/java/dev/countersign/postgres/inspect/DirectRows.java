package dev.countersign.postgres.inspect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Runs queries on a connection when they are asked for. The rows come by {@code COPY}, which is far cheaper for the server and for us than a result set,
 * unless queries are kept prepared: {@code COPY} cannot run a prepared one.
 */
record DirectRows(Connection connection, PreparedQueries prepared) implements RowSource {

    /** Takes the lines of a {@code COPY} as they come. */
    @FunctionalInterface
    interface LineConsumer {
        void accept(byte[] line) throws SQLException;
    }

    @Override
    public void read(String sql, RowConsumer consumer) throws SQLException {
        if (prepared.isEnabled() || !connection.isWrapperFor(PGConnection.class)) {
            readPrepared(sql, consumer);
            return;
        }
        CopyRow.Lines rows = new CopyRow.Lines();
        copy(sql, line -> {
            Optional<CopyRow> row = rows.next(line);
            if (row.isPresent()) {
                consumer.accept(row.get());
            }
        });
    }

    @Override
    public boolean readIfAllowed(String sql, RowConsumer consumer) throws SQLException {
        return ifAllowed(() -> read(sql, consumer));
    }

    private void readPrepared(String sql, RowConsumer consumer) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(prepared.text(statement, sql))) {
            Row row = new ResultRow(rows);
            while (rows.next()) {
                consumer.accept(row);
            }
        }
    }

    /** Gives the lines of the result, first the one with the columns' names. */
    void copy(String sql, LineConsumer consumer) throws SQLException {
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (" + sql + ") TO STDOUT (FORMAT csv, HEADER)");
        try {
            for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                consumer.accept(line);
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Some reading that may be refused. */
    @FunctionalInterface
    interface Reading {
        void run() throws SQLException;
    }

    /** Whether the role may read it; a refusal leaves the transaction as it was. */
    boolean ifAllowed(Reading reading) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            reading.run();
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (!FORBIDDEN.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }
}
