package dev.countersign.simulate;

import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scope;
import dev.countersign.progress.Progress;
import dev.countersign.simulate.Simulation.NotSimulated;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A dev database that holds the current state without rows and gives fresh copies of it. */
public interface Stage extends AutoCloseable {

    /** The engine, for people, e.g. {@code PostgreSQL 18.6 (embedded)}. */
    String engine();

    /** Which part of the database is compared. */
    Scope scope();

    /** What of the current state could not be rebuilt here; while there is any, nothing can be proved. */
    List<NotSimulated> problems();

    /** A database in the current state that nobody else uses. */
    Copy copy(Progress progress) throws SQLException;

    /** A database in the current state with the sample rows that its source carries, if any. */
    Copy copyWithRows(Progress progress) throws SQLException;

    @Override
    void close();

    /** A scratch database with one open connection; closing it drops both. */
    interface Copy extends AutoCloseable {
        Connection connection();

        /** The database itself. */
        ScratchDatabase scratch();

        @Override
        void close() throws SQLException;
    }
}
