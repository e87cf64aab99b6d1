package dev.countersign.sqlite.observe;

import dev.countersign.catalog.Catalog;
import dev.countersign.dialect.Observer;
import dev.countersign.progress.Progress;
import dev.countersign.sqlite.inspect.SchemaFollower;
import dev.countersign.sqlite.script.Untrusted;
import dev.countersign.sqlite.sql.RebuildNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Observes through the number that SQLite counts up with every change of a schema. While a table is being rebuilt there is no new state: the steps of a
 * rebuild are one change, seen when it is complete.
 */
public final class SqliteObserver implements Observer {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteObserver.class);

    private final Connection connection;
    private final SchemaFollower follower;
    private long version;

    private SqliteObserver(Connection connection, Progress progress) throws SQLException {
        this.connection = connection;
        this.version = number("SELECT schema_version FROM pragma_schema_version");
        this.follower = new SchemaFollower(connection, progress);
    }

    /** Observers of whole databases, which have one schema and no narrower scope. */
    public static Observer.Factory factory() {
        return (connection, scope, progress) -> new SqliteObserver(connection, progress);
    }

    @Override
    public Catalog state() {
        return follower.state();
    }

    @Override
    public Catalog complete(Progress progress) throws SQLException {
        return follower.readAll(progress);
    }

    @Override
    public Catalog run(String sql, boolean transactional, Progress progress) throws SQLException {
        progress.checkCancelled();
        // a statement of SQLite is a transaction of its own when there is no other
        execute(sql, progress);
        long now = number("SELECT schema_version FROM pragma_schema_version");
        if (now != version && !rebuilding()) {
            follower.catchUp(progress);
            version = now;
        }
        return follower.state();
    }

    /** The connection belongs to the caller, and nothing was installed. */
    @Override
    public void close() {
        // nothing to take back
    }

    private boolean rebuilding() throws SQLException {
        return number("SELECT count(*) FROM main.sqlite_schema WHERE type = 'table' AND name LIKE '"
                        + RebuildNames.PATTERN + "' ESCAPE '\\'")
                > 0;
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql, Progress progress) throws SQLException {
        try (PreparedStatement statement = Untrusted.prepare(connection, sql)) {
            progress.onCancel(() -> {
                try {
                    statement.cancel();
                } catch (SQLException e) {
                    LOG.warn("SQLite did not take the request to stop a statement", e);
                }
            });
            statement.execute();
        }
    }
}
