package dev.countersign.sqlite.inspect;

import dev.countersign.catalog.Catalog;
import dev.countersign.dialect.Inspector;
import dev.countersign.dialect.Scope;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads the schema {@code main} of a SQLite database. */
public final class SqliteInspector implements Inspector {
    /** The dialect's name in catalogs and plans. */
    public static final String DIALECT = "sqlite";

    /** The only schema of a database file. */
    public static final String SCHEMA = "main";

    @Override
    public Catalog inspect(Connection connection, Scope scope, Progress progress) throws SQLException {
        progress.phase("Reading the schema", 0, 1);
        SchemaRows rows = atOnce(connection, SchemaRows::read);
        String version = version(connection);
        progress.checkCancelled();
        Catalog catalog = new CatalogReader(rows, new Mentions(rows)).catalog(version);
        progress.phase("Reading the schema", 1, 1);
        return catalog;
    }

    /** What is read of one state of the database. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(Statement statement) throws SQLException;
    }

    /**
     * Reads several things of one state.
     *
     * @throws IllegalStateException when the connection is in a transaction of the driver's
     */
    public static <T> T atOnce(Connection connection, Reading<T> reading) throws SQLException {
        if (!connection.getAutoCommit()) {
            throw new IllegalStateException("the connection must be outside any transaction");
        }
        // a savepoint works as a transaction of its own and inside one that plain SQL began
        try (Statement statement = connection.createStatement()) {
            statement.execute("SAVEPOINT countersign_inspection");
            try {
                return reading.read(statement);
            } finally {
                statement.execute("RELEASE countersign_inspection");
            }
        }
    }

    /** The version of the library that the connection runs on. */
    static String version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sqlite_version()")) {
            row.next();
            return row.getString(1);
        }
    }
}
