package dev.countersign.postgres.observe;

import dev.countersign.postgres.inspect.CatalogRow;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Finds the rows of the system catalogs that statements write and delete. */
interface CatalogTrace extends AutoCloseable {
    /** Begins to follow the transaction that the connection has just begun; to be called before its first statement. */
    void begin() throws SQLException;

    /**
     * What the rows belong to that the transaction has written and deleted so far; empty when it has changed something that is not followed.
     *
     * @throws SQLException also when a deferred constraint is violated
     */
    Optional<Set<CatalogRow>> touched() throws SQLException;

    /** Begins to follow a statement that has no transaction of ours, or must come first in one. */
    void beginOutside() throws SQLException;

    /** What the rows belong to that were written since {@link #beginOutside}, after the statement's transactions are over; empty when that cannot be told. */
    Optional<Set<CatalogRow>> touchedOutside() throws SQLException;

    @Override
    void close() throws SQLException;
}
