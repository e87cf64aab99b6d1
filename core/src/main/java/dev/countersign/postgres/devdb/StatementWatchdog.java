package dev.countersign.postgres.devdb;

import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.ScratchDatabase.SqlWork;
import dev.countersign.progress.CancelledException;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postgresql.PGConnection;

/**
 * A time limit kept by us, because SQL can lift the server's own with {@code SET statement_timeout = 0}. First the statement is cancelled; when it goes on
 * (a function may catch the cancel), the session is ended; when even that fails, the engine.
 */
public final class StatementWatchdog {
    /** How long a cancel may take before the session is ended. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final int CANCELS = 8;

    private enum Stop {
        NONE,
        LIMIT,
        USER
    }

    /** Ends a session by the number of its server process. */
    @FunctionalInterface
    public interface SessionKiller {
        boolean end(int backend) throws SQLException;
    }

    private StatementWatchdog() {}

    /**
     * @param killer ends the session
     * @param last ends the engine, when there is one that is ours
     * @throws DevDatabaseException when the limit was reached
     * @throws CancelledException when the user asked to stop
     */
    public static <T> T run(
            Duration limit,
            Connection connection,
            Progress progress,
            SqlWork<T> work,
            SessionKiller killer,
            Runnable last)
            throws SQLException {
        progress.checkCancelled();
        PGConnection session = connection.unwrap(PGConnection.class);
        int backend = session.getBackendPID();
        CompletableFuture<Stop> first = new CompletableFuture<>();
        CountDownLatch done = new CountDownLatch(1);
        progress.onCancel(() -> first.complete(Stop.USER));
        Thread watcher = Thread.ofVirtual().name("sql watchdog").start(() -> {
            try {
                if (waitForReason(first, limit) == Stop.NONE) {
                    return;
                }
                // a cancel that arrives between two statements is lost, so it is repeated
                for (int attempt = 0; attempt < CANCELS; attempt++) {
                    session.cancelQuery();
                    if (done.await(GRACE.toMillis() / CANCELS, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
                if (!killer.end(backend) || !done.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    last.run();
                }
            } catch (SQLException unreachable) {
                last.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            T result = work.run();
            first.complete(Stop.NONE);
            return result;
        } catch (SQLException | RuntimeException e) {
            // whoever runs a script may have told what the server said in words of its own
            first.complete(Stop.NONE);
            Stop why = first.join();
            if (why == Stop.USER) {
                throw new CancelledException();
            }
            if (why == Stop.LIMIT) {
                throw new DevDatabaseException(
                        "The SQL ran longer than %d s on the dev database and was stopped."
                                .formatted(limit.toSeconds()),
                        e);
            }
            throw e;
        } finally {
            first.complete(Stop.NONE);
            done.countDown();
            join(watcher);
        }
    }

    private static Stop waitForReason(CompletableFuture<Stop> first, Duration limit) throws InterruptedException {
        try {
            return first.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            first.complete(Stop.LIMIT);
            return first.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A cancel that is on its way must not hit the next statement. */
    private static void join(Thread watcher) {
        boolean interrupted = false;
        while (true) {
            try {
                watcher.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
