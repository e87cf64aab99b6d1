package dev.countersign.postgres.observe;

import dev.countersign.catalog.Catalog;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Inspector;
import dev.countersign.dialect.Observer;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.inspect.PostgresInspector;
import dev.countersign.postgres.script.LentRights;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Observes statements through what they leave in the system catalogs, so that it sees every effect, also those of functions, {@code DO} blocks and event
 * triggers, and needs no privilege that an ordinary role lacks.
 */
public final class PostgresObserver implements Observer {
    private final Connection connection;
    private final Optional<LentRights> rights;
    private final Inspector inspector;
    private final Scope scope;
    private final CatalogWatch watch;
    private Catalog state;

    private PostgresObserver(
            Connection connection, Optional<LentRights> rights, Inspector inspector, Scope scope, Progress progress)
            throws SQLException {
        this.connection = connection;
        this.rights = rights;
        this.inspector = inspector;
        this.scope = scope;
        this.watch = new CatalogWatch(connection);
        this.state = inspector.inspect(connection, scope, progress);
    }

    /** Observers that read states with the given inspector. */
    public static Observer.Factory factory(PostgresInspector inspector) {
        return new Factory() {
            @Override
            public Observer start(Connection connection, Scope scope, Progress progress) throws SQLException {
                return new PostgresObserver(connection, Optional.empty(), inspector.ofOneConnection(), scope, progress);
            }

            @Override
            public Observer start(ScratchDatabase scratch, Connection connection, Scope scope, Progress progress)
                    throws SQLException {
                Optional<LentRights> rights = Optional.of(new LentRights(scratch, connection));
                return new PostgresObserver(connection, rights, inspector.ofOneConnection(), scope, progress);
            }
        };
    }

    @Override
    public Catalog state() {
        return state;
    }

    @Override
    public Catalog run(String sql, boolean transactional, Progress progress) throws SQLException {
        progress.checkCancelled();
        if (transactional) {
            runInTransaction(sql, progress);
        } else {
            execute(sql, progress);
        }
        if (watch.changed()) {
            state = inspector.inspect(connection, scope, progress);
        }
        return state;
    }

    /** The connection belongs to the caller, and nothing was installed. */
    @Override
    public void close() {
        // nothing to take back
    }

    private void runInTransaction(String sql, Progress progress) throws SQLException {
        connection.setAutoCommit(false);
        try {
            execute(sql, progress);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void execute(String sql, Progress progress) throws SQLException {
        if (rights.isPresent() && rights.get().run(sql)) {
            return;
        }
        try {
            executeAsUsual(sql, progress);
        } catch (SQLException refused) {
            throw rights.isPresent() ? LentRights.explained(refused) : refused;
        }
    }

    private void executeAsUsual(String sql, Progress progress) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // braces and question marks in the text are SQL, not JDBC
            statement.setEscapeProcessing(false);
            Cancellation cancellation = new Cancellation(statement);
            progress.onCancel(cancellation);
            try {
                statement.execute(sql);
            } finally {
                cancellation.over();
            }
        }
    }
}
