package dev.countersign.dialect;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** Runs statements one by one on a dev database and reads the state after each. */
public interface Observer extends AutoCloseable {

    /** The state after the statements run so far. */
    Catalog state();

    /**
     * Runs one statement and reads what it changed, however deep inside a function the change happened.
     *
     * @return the state afterwards
     * @throws SQLException when the server refuses the statement; the state is then as before it
     */
    Catalog run(String sql, boolean transactional, Progress progress) throws SQLException;

    /**
     * The tables, columns, constraints and indexes that the last statement made, whatever was there under their names: one statement of several actions, or a function, can
     * drop something and make it again, and then no state shows that what it held is gone.
     */
    default Set<ObjectRef> made() {
        return Set.of();
    }

    /**
     * The state once more, read completely: what a proof is made of, however the states before it were put together.
     *
     * @throws SQLException when the server refuses a catalog query
     */
    default Catalog complete(Progress progress) throws SQLException {
        return state();
    }

    @Override
    void close() throws SQLException;

    /** Starts observing; installs what it needs in the dev database. */
    interface Factory {
        Observer start(Connection connection, Scope scope, Progress progress) throws SQLException;

        /** Starts observing on a scratch database of ours, which may be able to run statements that the connection's role may not. */
        default Observer start(ScratchDatabase scratch, Connection connection, Scope scope, Progress progress)
                throws SQLException {
            return start(connection, scope, progress);
        }
    }
}
