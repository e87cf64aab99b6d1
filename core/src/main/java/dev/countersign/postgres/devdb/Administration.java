package dev.countersign.postgres.devdb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;

/** The one session that makes, drops and ends things on the server of a dev database, for one thread at a time. */
public final class Administration {
    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();

    /** @param connection stays the caller's to close */
    public Administration(Connection connection) {
        this.connection = connection;
    }

    /**
     * Work on the session.
     *
     * @param <T> its result
     */
    @FunctionalInterface
    public interface Work<T> {
        T with(Statement statement) throws SQLException;
    }

    /** Runs statements exactly as given, none of them with parameters. */
    public void run(String... statements) throws SQLException {
        with(statement -> {
            for (String sql : statements) {
                statement.execute(sql);
            }
            return statement;
        });
    }

    /** Ends one session that does not listen to a cancel; false when there is none. */
    public boolean terminate(int backend) throws SQLException {
        return with(statement -> {
            try (ResultSet result = statement.executeQuery("SELECT pg_terminate_backend(%d)".formatted(backend))) {
                return result.next() && result.getBoolean(1);
            }
        });
    }

    /** Does several things that no other thread may come between. */
    public <T> T with(Work<T> work) throws SQLException {
        lock.lock();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            return work.with(statement);
        } finally {
            lock.unlock();
        }
    }
}
