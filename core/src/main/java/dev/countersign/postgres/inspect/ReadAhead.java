package dev.countersign.postgres.inspect;

import dev.countersign.dialect.Inspector;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs the queries of a large inspection before their readers ask for them: the server works on one or two queries while earlier rows are understood here.
 * The second connection imports the first one's snapshot. Where it cannot be had (no room for one more connection, another server behind the same address)
 * the first does all the work, so it decides nothing but time.
 *
 * <p>From the start to the close the first connection belongs to it. For one reading thread.
 */
final class ReadAhead implements RowSource, AutoCloseable {
    private final DirectRows direct;
    private final Progress progress;
    private final BlockingQueue<Optional<Fetch>> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Fetch> ahead = new HashMap<>();
    private final List<ReadingThread> threads = new ArrayList<>();

    /** Takes another connection's transaction into the snapshot. */
    @FunctionalInterface
    interface Joining {
        void join(Connection connection) throws SQLException;
    }

    /** Runs queries directly until {@link #start}. */
    ReadAhead(DirectRows direct, Progress progress) {
        this.direct = direct;
        this.progress = progress;
    }

    /**
     * Begins to read ahead; needs a connection of PostgreSQL's own driver.
     *
     * @param another opens one more connection to the same database
     * @param queries what readers will ask for, in order, and of each whether the server may refuse it
     */
    void start(Inspector.Connector another, Joining joining, Map<String, Boolean> queries) {
        queries.forEach((sql, mayBeRefused) -> ahead.put(sql, waiting(sql, mayBeRefused)));
        threads.add(new ReadingThread("countersign-reads", waiting, thread -> thread.work(direct.connection())));
        threads.add(new ReadingThread("countersign-helps", waiting, thread -> help(another, joining, thread)));
    }

    @Override
    public void read(String sql, RowConsumer consumer) throws SQLException {
        if (threads.isEmpty()) {
            direct.read(sql, consumer);
        } else {
            fetch(sql, false).read(consumer, progress);
        }
    }

    @Override
    public boolean readIfAllowed(String sql, RowConsumer consumer) throws SQLException {
        return threads.isEmpty()
                ? direct.readIfAllowed(sql, consumer)
                : fetch(sql, true).read(consumer, progress);
    }

    private Fetch fetch(String sql, boolean mayBeRefused) {
        Fetch known = ahead.remove(sql);
        return known == null ? waiting(sql, mayBeRefused) : known;
    }

    private Fetch waiting(String sql, boolean mayBeRefused) {
        Fetch fetch = new Fetch(sql, mayBeRefused);
        waiting.add(Optional.of(fetch));
        return fetch;
    }

    private static void help(Inspector.Connector another, Joining joining, ReadingThread thread)
            throws SQLException, InterruptedException {
        try (Connection connection = another.open()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try {
                joining.join(connection);
                thread.work(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** Waits for both connections to be quiet; a query whose rows nobody has taken is stopped. */
    @Override
    public void close() {
        waiting.clear();
        threads.forEach(thread -> waiting.add(Optional.empty()));
        threads.forEach(ReadingThread::stop);
    }
}
