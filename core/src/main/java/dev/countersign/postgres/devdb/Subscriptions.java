package dev.countersign.postgres.devdb;

import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Subscriptions of a scratch database: each keeps its database from being dropped. */
public final class Subscriptions {
    /** SQLSTATE object_in_use: what {@code DROP DATABASE} answers when the database has a subscription. */
    private static final String IN_USE = "55006";

    private static final String OF_THIS_DATABASE =
            " FROM pg_catalog.pg_subscription s WHERE s.subdbid = (SELECT d.oid FROM pg_catalog.pg_database d"
                    + " WHERE d.datname = pg_catalog.current_database())";

    private Subscriptions() {}

    /** Whether a refusal to drop a database may be due to its subscriptions. */
    public static boolean mayKeep(SQLException refused) {
        return IN_USE.equals(refused.getSQLState());
    }

    /**
     * Drops every subscription of the connected database without calling any publisher: each lets go of its slot first.
     *
     * @param connection of a role that may drop them, in auto-commit mode
     */
    public static void drop(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("SELECT s.subname" + OF_THIS_DATABASE)) {
                while (found.next()) {
                    names.add(found.getString(1));
                }
            }
            for (String name : names) {
                letGo(statement, name);
                statement.execute("DROP SUBSCRIPTION " + Ident.quote(name));
            }
        }
    }

    /** Takes its slot from a subscription of the connected database, if there is that subscription, so that it can be dropped without calling the publisher. */
    public static void letGo(Statement statement, String name) throws SQLException {
        try (ResultSet found =
                statement.executeQuery("SELECT 1" + OF_THIS_DATABASE + " AND s.subname = " + Literal.quote(name))) {
            if (!found.next()) {
                return;
            }
        }
        String alter = "ALTER SUBSCRIPTION " + Ident.quote(name);
        statement.execute(alter + " DISABLE");
        statement.execute(alter + " SET (slot_name = NONE)");
    }
}
