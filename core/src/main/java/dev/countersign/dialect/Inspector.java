package dev.countersign.dialect;

import dev.countersign.catalog.Catalog;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;

/** Reads a catalog with a handful of set-based queries in one read-only snapshot. */
public interface Inspector {

    /**
     * @param connection an open connection outside any transaction; its settings are restored afterwards
     * @throws SQLException when the server refuses a catalog query
     */
    Catalog inspect(Connection connection, Scope scope, Progress progress) throws SQLException;

    /**
     * The same, faster when a second connection can be had and pays; what is read does not depend on it.
     *
     * @param another opens one more connection to the same database, with nothing but reading possible; it is closed here
     */
    default Catalog inspect(Connection connection, Connector another, Scope scope, Progress progress)
            throws SQLException {
        return inspect(connection, scope, progress);
    }

    /** Opens a connection. */
    @FunctionalInterface
    interface Connector {
        Connection open() throws SQLException;
    }
}
