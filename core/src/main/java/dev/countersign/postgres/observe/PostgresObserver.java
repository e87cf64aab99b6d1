package dev.countersign.postgres.observe;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Observer;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.inspect.CatalogRow;
import dev.countersign.postgres.inspect.PostgresInspector;
import dev.countersign.postgres.inspect.StateFollower;
import dev.countersign.postgres.script.LentRights;
import dev.countersign.postgres.script.Refusals;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Observes statements through what they leave in the system catalogs, so that it sees every effect, also those of functions, {@code DO} blocks and event
 * triggers, and needs no privilege that an ordinary role lacks. After statements that define something only the objects are read again whose rows in the catalogs changed,
 * and what depends on them; after others, which rarely change a catalog, everything is read again when they did.
 */
public final class PostgresObserver implements Observer {
    /**
     * Statements that can run in a transaction in which something was read before; others may want to be the first, as {@code SET TRANSACTION} does, and
     * most of them leave the catalogs alone.
     */
    private static final Pattern FOLLOWED = Pattern.compile(
            "(?:\\s|--[^\\n]*+\\n|/\\*(?:[^*]|\\*(?!/))*+\\*/)*+(?:ALTER|COMMENT|CREATE|DROP|GRANT|REVOKE)\\b.*+",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Connection connection;
    private final Optional<LentRights> rights;
    private final StateFollower follower;
    private final CatalogTrace trace;
    /** A statement failed that could not be taken back as a whole, so what it left is not known. */
    private boolean behind;

    private PostgresObserver(
            Connection connection,
            Optional<LentRights> rights,
            CatalogTrace trace,
            PostgresInspector inspector,
            Scope scope,
            Progress progress)
            throws SQLException {
        this.connection = connection;
        this.rights = rights;
        this.trace = trace;
        this.follower = new StateFollower(inspector, connection, scope, progress);
    }

    /** Observers that read states with the given inspector. */
    public static Observer.Factory factory(PostgresInspector inspector) {
        return new Factory() {
            @Override
            public Observer start(Connection connection, Scope scope, Progress progress) throws SQLException {
                return new PostgresObserver(
                        connection, Optional.empty(), new CountedTrace(connection), inspector, scope, progress);
            }

            @Override
            public Observer start(ScratchDatabase scratch, Connection connection, Scope scope, Progress progress)
                    throws SQLException {
                Optional<LentRights> rights = Optional.of(new LentRights(scratch, connection));
                CatalogTrace trace = trace(scratch, connection);
                try {
                    return new PostgresObserver(connection, rights, trace, inspector, scope, progress);
                } catch (SQLException | RuntimeException e) {
                    trace.close();
                    throw e;
                }
            }
        };
    }

    @Override
    public Catalog state() {
        return follower.state();
    }

    @Override
    public Catalog run(String sql, boolean transactional, Progress progress) throws SQLException {
        progress.checkCancelled();
        Optional<Set<CatalogRow>> touched;
        if (transactional && FOLLOWED.matcher(sql).matches()) {
            touched = runFollowed(sql, progress);
        } else {
            touched = runByItself(sql, transactional, progress);
        }
        return touched.isPresent() && !behind ? follower.catchUp(touched.get(), progress) : complete(progress);
    }

    @Override
    public Set<ObjectRef> made() {
        return follower.made();
    }

    @Override
    public Catalog complete(Progress progress) throws SQLException {
        Catalog state = follower.readAll(progress);
        behind = false;
        return state;
    }

    /** The connection belongs to the caller and stays open. */
    @Override
    public void close() throws SQLException {
        trace.close();
    }

    private static CatalogTrace trace(ScratchDatabase scratch, Connection connection) throws SQLException {
        Optional<WrittenPages> pages = WrittenPages.of(scratch);
        return pages.isPresent() ? new LoggedTrace(connection, pages.get()) : new CountedTrace(connection);
    }

    /** Runs the statement and tells which rows of the catalogs it changed; empty when that cannot be told. */
    private Optional<Set<CatalogRow>> runFollowed(String sql, Progress progress) throws SQLException {
        AtomicReference<Optional<Set<CatalogRow>>> touched = new AtomicReference<>(Optional.empty());
        runInTransaction(() -> {
            trace.begin();
            execute(sql, progress);
            touched.set(trace.touched());
        });
        return touched.get();
    }

    /** The same for a statement before which nothing may be read in its transaction, or which has no transaction of ours. */
    private Optional<Set<CatalogRow>> runByItself(String sql, boolean transactional, Progress progress)
            throws SQLException {
        trace.beginOutside();
        if (transactional) {
            runInTransaction(() -> execute(sql, progress));
        } else {
            behind = true;
            execute(sql, progress);
            behind = false;
        }
        return trace.touchedOutside();
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    private void runInTransaction(Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            work.run();
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
            throw rights.isPresent() ? Refusals.explained(refused) : refused;
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
