package dev.countersign.postgres.devdb.server;

import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.postgres.connect.ConnectionFields;
import dev.countersign.postgres.connect.Connections;
import dev.countersign.postgres.devdb.Installation;
import dev.countersign.postgres.devdb.StatementWatchdog;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** A database on a server of the user. */
final class ServerScratch implements ScratchDatabase {
    private final ServerDatabase server;
    private final ConnectionFields fields;
    private final Connections connections;
    private final Ending ending;

    /** How the database is given back. */
    @FunctionalInterface
    interface Ending {
        void run() throws SQLException;
    }

    ServerScratch(ServerDatabase server, ConnectionFields fields, Connections connections, Ending ending) {
        this.server = server;
        this.fields = fields;
        this.connections = connections;
        this.ending = ending;
    }

    @Override
    public String name() {
        return fields.database();
    }

    @Override
    public Connection open() {
        return connections.open(fields, false);
    }

    @Override
    public Connection openForScripts() throws SQLException {
        Connection connection = connections.openForScripts(fields);
        try (Statement statement = connection.createStatement()) {
            // nobody needs this database after a crash, and waiting for the disk after each statement would take most
            // of the time
            statement.execute("SET synchronous_commit = off");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public boolean ensureExtension(String extension, Optional<String> schema, Optional<String> version)
            throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            Optional<String> installation = Installation.statement(statement, extension, schema, version);
            if (!server.superuser() || installation.isEmpty()) {
                return false;
            }
            statement.execute(installation.get());
            return true;
        }
    }

    @Override
    public boolean ensureRole(String role) throws SQLException {
        return server.ensureRole(role);
    }

    @Override
    public boolean runPrivileged(List<String> statements) throws SQLException {
        if (!server.superuser()) {
            return false;
        }
        try (Connection connection = openForScripts();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            return true;
        }
    }

    @Override
    public <T> T within(Duration limit, Connection connection, Progress progress, SqlWork<T> work) throws SQLException {
        return StatementWatchdog.run(
                limit, connection, progress, work, server.administration()::terminate, () -> abort(connection));
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LoggerFactory.getLogger(ServerScratch.class).warn("a session on the dev database could not be ended", e);
        }
    }

    @Override
    public void close() {
        try {
            ending.run();
        } catch (SQLException e) {
            throw new DevDatabaseException(
                    "The scratch database %s cannot be removed: %s".formatted(fields, e.getMessage()), e);
        }
    }
}
