package dev.countersign.source;

import com.zaxxer.hikari.HikariDataSource;
import dev.countersign.catalog.Catalog;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.server.ServerIdentity;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.connect.ConnectionException;
import dev.countersign.postgres.connect.ConnectionFields;
import dev.countersign.postgres.connect.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A live database, read through a small pool of read-only connections. */
final class LiveSource implements Source {
    private final ConnectionFields fields;
    private final Connections connections;
    private final Dialect dialect;
    private final Clock clock;

    LiveSource(ConnectionFields fields, Connections connections, Dialect dialect, Clock clock) {
        this.fields = fields;
        this.connections = connections;
        this.dialect = dialect;
        this.clock = clock;
    }

    @Override
    public String label() {
        return fields.database() + "@" + fields.host();
    }

    @Override
    public String kind() {
        return "database";
    }

    @Override
    public LoadedState load(Scope scope, Progress progress) {
        HikariDataSource pool = connections.pool(fields);
        boolean loaded = false;
        try (Connection connection = pool.getConnection()) {
            progress.phase("Reading " + label(), 0, -1);
            ServerIdentity identity = ServerIdentity.of(connection);
            Catalog catalog = dialect.inspector().inspect(connection, scope, progress);
            String server = connection.getMetaData().getDatabaseProductName() + " " + catalog.serverVersion();
            loaded = true;
            return new LoadedState(
                    catalog,
                    List.of(),
                    label(),
                    kind(),
                    server,
                    clock.instant(),
                    Optional.empty(),
                    Optional.of(new LiveRows(pool)),
                    identity.systemIdentifier().map(id -> new LoadedState.Identity(id, identity.database())),
                    pool::close);
        } catch (SQLException e) {
            progress.checkCancelled();
            throw explained(e);
        } finally {
            if (!loaded) {
                pool.close();
            }
        }
    }

    /** The pool wraps what our own connection room already says well. */
    private RuntimeException explained(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectionException known) {
                return known;
            }
        }
        return new SourceException(
                ExitCode.FAILED, "The database " + label() + " cannot be read: " + e.getMessage(), e);
    }

    private record LiveRows(HikariDataSource pool) implements LoadedState.Rows {
        @Override
        public Connection open() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public boolean live() {
            return true;
        }
    }
}
