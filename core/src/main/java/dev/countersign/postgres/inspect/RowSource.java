package dev.countersign.postgres.inspect;

import java.sql.SQLException;

/** Runs the queries of one inspection; every row that it gives comes from one and the same snapshot. */
interface RowSource {
    /** SQLSTATE insufficient_privilege. */
    String FORBIDDEN = "42501";

    /** Takes one row. */
    @FunctionalInterface
    interface RowConsumer {
        void accept(Row row) throws SQLException;
    }

    /** Gives every row of the result to the consumer, on the caller's thread. */
    void read(String sql, RowConsumer consumer) throws SQLException;

    /**
     * The same for a query that the server may refuse to this role, which then costs nothing but its rows.
     *
     * @return whether it was allowed
     */
    boolean readIfAllowed(String sql, RowConsumer consumer) throws SQLException;
}
