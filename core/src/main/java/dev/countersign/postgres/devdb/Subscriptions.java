package dev.countersign.postgres.devdb;

import dev.countersign.sql.postgres.Ident;
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
            try (ResultSet found = statement.executeQuery(
                    "SELECT subname FROM pg_catalog.pg_subscription WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database"
                            + " WHERE datname = pg_catalog.current_database())")) {
                while (found.next()) {
                    names.add(found.getString(1));
                }
            }
            for (String name : names) {
                String subscription = " SUBSCRIPTION " + Ident.quote(name);
                statement.execute("ALTER" + subscription + " DISABLE");
                statement.execute("ALTER" + subscription + " SET (slot_name = NONE)");
                statement.execute("DROP" + subscription);
            }
        }
    }
}
