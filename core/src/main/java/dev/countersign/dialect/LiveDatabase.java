package dev.countersign.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** A database of the user that can be read, by several threads at a time; the engine itself refuses every change. */
public interface LiveDatabase extends AutoCloseable {

    /**
     * A connection on which nothing but reading is possible; the caller closes it.
     *
     * @throws SQLException with a {@link dev.countersign.connect.ConnectionException} among its causes when the failure has a known next step
     */
    Connection open() throws SQLException;

    /** Which database it is, so that a signed plan runs on no other; empty when it has no identity of its own or does not tell it. */
    Optional<DatabaseIdentity> identity(Connection connection) throws SQLException;

    @Override
    void close();
}
