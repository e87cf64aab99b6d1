package dev.countersign.postgres.observe;

import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops a running statement on the server when somebody asks to stop; does nothing once the statement is over. */
final class Cancellation implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

    private final Statement statement;
    private boolean over;

    Cancellation(Statement statement) {
        this.statement = statement;
    }

    @Override
    public synchronized void run() {
        if (over) {
            return;
        }
        try {
            statement.cancel();
        } catch (SQLException e) {
            LOG.warn("the server did not take the request to stop a statement", e);
        }
    }

    synchronized void over() {
        over = true;
    }
}
