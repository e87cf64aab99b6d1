package dev.countersign.postgres.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The identity of a live database: the identifier that {@code initdb} gave the cluster, which every copy on a standby shares, and the database's name.
 *
 * @param systemIdentifier decimal digits; empty when the server does not tell this user
 * @param database name of the database
 */
public record ServerIdentity(Optional<String> systemIdentifier, String database) {

    /** Asks the server, in a transaction of its own so that a refusal does no harm. */
    public static ServerIdentity of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String database;
            try (ResultSet name = statement.executeQuery("SELECT pg_catalog.current_database()")) {
                name.next();
                database = name.getString(1);
            }
            return new ServerIdentity(systemIdentifier(statement), database);
        }
    }

    private static Optional<String> systemIdentifier(Statement statement) throws SQLException {
        String allowed = "SELECT pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')";
        try (ResultSet result = statement.executeQuery(allowed)) {
            result.next();
            if (!result.getBoolean(1)) {
                return Optional.empty();
            }
        }
        try (ResultSet result =
                statement.executeQuery("SELECT system_identifier::text FROM pg_catalog.pg_control_system()")) {
            result.next();
            return Optional.of(result.getString(1));
        }
    }
}
