package dev.countersign.source;

import dev.countersign.catalog.Catalog;
import dev.countersign.connect.ConnectionContext;
import dev.countersign.connect.ConnectionException;
import dev.countersign.dialect.DatabaseAddress;
import dev.countersign.dialect.DatabaseIdentity;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.LiveDatabase;
import dev.countersign.dialect.Scope;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A live database, of which nothing but reading is possible. */
final class LiveSource implements Source {
    private final DatabaseAddress address;
    private final ConnectionContext context;
    private final Dialect dialect;
    private final Clock clock;

    LiveSource(DatabaseAddress address, ConnectionContext context, Dialect dialect, Clock clock) {
        this.address = address;
        this.context = context;
        this.dialect = dialect;
        this.clock = clock;
    }

    @Override
    public String label() {
        return address.label();
    }

    @Override
    public String kind() {
        return "database";
    }

    @Override
    public LoadedState load(Scope scope, Progress progress) {
        LiveDatabase database = address.connect(context);
        boolean loaded = false;
        try (Connection connection = database.open()) {
            progress.phase("Reading " + label(), 0, -1);
            Optional<DatabaseIdentity> identity = database.identity(connection);
            Catalog catalog = dialect.inspector().inspect(connection, database::open, scope, progress);
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
                    Optional.of(new LiveRows(database)),
                    identity,
                    database::close);
        } catch (SQLException e) {
            progress.checkCancelled();
            throw explained(e);
        } finally {
            if (!loaded) {
                database.close();
            }
        }
    }

    /** The pool wraps what our own connection room already says well. */
    private RuntimeException explained(SQLException e) {
        return ConnectionException.among(e)
                .<RuntimeException>map(known -> known)
                .orElseGet(() -> new SourceException(
                        ExitCode.FAILED, "The database " + label() + " cannot be read: " + e.getMessage(), e));
    }

    private record LiveRows(LiveDatabase database) implements LoadedState.Rows {
        @Override
        public Connection open() throws SQLException {
            return database.open();
        }

        @Override
        public boolean live() {
            return true;
        }
    }
}
