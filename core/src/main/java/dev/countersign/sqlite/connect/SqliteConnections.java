package dev.countersign.sqlite.connect;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;
import org.sqlite.SQLiteOpenMode;

/**
 * Makes connections with SQLite's own advice for SQL and schemas that others wrote ("Defense Against The Dark Arts"): no other file can be attached, no code
 * loaded, and functions with side effects do not run from a schema.
 */
public final class SqliteConnections {
    private static final int BUSY_MILLIS = 10_000;
    /** Longest string, blob or row in bytes. */
    private static final int LONGEST_VALUE = 100_000_000;

    private SqliteConnections() {}

    /** A file, for reading only: the engine refuses every change, and never makes the file. */
    public static Connection readOnly(Path file) throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        // as a URI, because a bare name may hold what the driver takes for settings
        String uri = "file:" + encoded(file.toAbsolutePath().toString()) + "?mode=ro";
        return guarded(config, uri, List.of("PRAGMA query_only = ON", "PRAGMA trusted_schema = OFF"));
    }

    /**
     * A database in memory, read and written.
     *
     * @param name {@code :memory:}, or a name that several connections of this process share
     */
    public static Connection memory(String name) throws SQLException {
        SQLiteConfig config = config();
        config.setOpenMode(SQLiteOpenMode.OPEN_URI);
        return guarded(config, name, List.of("PRAGMA trusted_schema = OFF", "PRAGMA temp_store = MEMORY"));
    }

    /** The same database, for reading only; this driver cannot make a connection read-only later. */
    public static Connection memoryReadOnly(String name) throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return guarded(config, name, List.of("PRAGMA query_only = ON", "PRAGMA trusted_schema = OFF"));
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.enableLoadExtension(false);
        return config;
    }

    private static Connection guarded(SQLiteConfig config, String name, List<String> pragmas) throws SQLException {
        SQLiteConnection connection = JDBC.createConnection(JDBC.PREFIX + name, config.toProperties());
        boolean ready = false;
        try (Statement statement = connection.createStatement()) {
            for (String pragma : pragmas) {
                statement.execute(pragma);
            }
            connection.setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0);
            connection.setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, LONGEST_VALUE);
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    private static String encoded(String path) {
        return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23");
    }
}
