package dev.countersign.postgres.inspect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that runs waiting queries on a connection until an empty one comes. */
final class ReadingThread {
    private static final Logger LOG = LoggerFactory.getLogger(ReadingThread.class);

    private final BlockingQueue<Optional<Fetch>> waiting;
    private final Thread thread;
    private boolean stopping;
    private Optional<PGConnection> busy = Optional.empty();

    /** Finds a connection and calls {@link #work} with it. */
    @FunctionalInterface
    interface Body {
        void run(ReadingThread thread) throws SQLException, InterruptedException;
    }

    /** A started thread; a failure of its body only ends it. */
    ReadingThread(String name, BlockingQueue<Optional<Fetch>> waiting, Body body) {
        this.waiting = waiting;
        this.thread = Thread.ofPlatform().name(name).daemon().start(() -> {
            try {
                body.run(this);
            } catch (SQLException e) {
                LOG.debug("the inspection goes on without this connection", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Runs queries on the connection until there will be no more. */
    void work(Connection connection) throws SQLException, InterruptedException {
        PGConnection driver = connection.unwrap(PGConnection.class);
        DirectRows rows = new DirectRows(connection, PreparedQueries.none());
        for (Optional<Fetch> fetch = waiting.take(); fetch.isPresent() && begin(driver); fetch = waiting.take()) {
            fetch.get().run(rows);
            end();
        }
    }

    private synchronized boolean begin(PGConnection driver) {
        busy = Optional.of(driver);
        return !stopping;
    }

    private synchronized void end() {
        busy = Optional.empty();
    }

    /** Stops the query that is running, if one is, and waits for the end of the thread. An empty query must be waiting. */
    void stop() {
        synchronized (this) {
            stopping = true;
            busy.ifPresent(ReadingThread::cancel);
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void cancel(PGConnection driver) {
        try {
            driver.cancelQuery();
        } catch (SQLException e) {
            LOG.warn("the server did not take the request to stop a query", e);
        }
    }
}
