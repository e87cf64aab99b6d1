package dev.countersign.sqlite.devdb;

import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.progress.CancelledException;
import dev.countersign.progress.Progress;
import dev.countersign.sqlite.connect.SqliteConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteErrorCode;

/** A database in memory that lives until it is closed, because one connection is kept. */
final class MemoryScratch implements ScratchDatabase {
    /** How many of SQLite's virtual machine instructions run between two looks at the clock: well below a millisecond. */
    private static final int INSTRUCTIONS = 10_000;

    private final String name;
    private final MemoryDatabase database;
    private final Connection keeper;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private MemoryScratch(String name, MemoryDatabase database, Connection keeper) {
        this.name = name;
        this.database = database;
        this.keeper = keeper;
    }

    static MemoryScratch create(String name, MemoryDatabase database) throws SQLException {
        return new MemoryScratch(name, database, SqliteConnections.memory(uri(name)));
    }

    static String uri(String name) {
        return "file:/" + name + "?vfs=memdb";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Connection open() throws SQLException {
        return SqliteConnections.memory(uri(name));
    }

    @Override
    public Connection openForReading() throws SQLException {
        return SqliteConnections.memoryReadOnly(uri(name));
    }

    @Override
    public Connection openForScripts() throws SQLException {
        return open();
    }

    /** SQLite itself asks, while it runs, whether to go on; SQL cannot take that back. */
    @Override
    public <T> T within(Duration limit, Connection connection, Progress progress, SqlWork<T> work) throws SQLException {
        progress.checkCancelled();
        long end = System.nanoTime() + limit.toNanos();
        ProgressHandler.setHandler(connection, INSTRUCTIONS, new ProgressHandler() {
            @Override
            protected int progress() {
                return stopped.get() || progress.cancelled() || System.nanoTime() - end > 0 ? 1 : 0;
            }
        });
        try {
            return work.run();
        } catch (SQLException | RuntimeException e) {
            if (!isInterruption(e)) {
                throw e;
            }
            if (progress.cancelled()) {
                throw new CancelledException();
            }
            throw new DevDatabaseException(
                    "The SQL ran longer than %d s on the dev database and was stopped.".formatted(limit.toSeconds()),
                    e);
        } finally {
            if (!connection.isClosed()) {
                ProgressHandler.clearHandler(connection);
            }
        }
    }

    /** Whoever runs a script may have told what the engine said in words of its own. */
    private static boolean isInterruption(Exception e) {
        return e instanceof SQLException refused
                ? refused.getErrorCode() == SQLiteErrorCode.SQLITE_INTERRUPT.code
                : e.getCause() instanceof SQLException cause && isInterruption(cause);
    }

    /** Stops what runs under a limit. */
    void interrupt() {
        stopped.set(true);
    }

    @Override
    public void close() {
        database.forget(this);
        try {
            keeper.close();
        } catch (SQLException e) {
            throw new DevDatabaseException("The scratch database cannot be closed: " + e.getMessage(), e);
        }
    }
}
