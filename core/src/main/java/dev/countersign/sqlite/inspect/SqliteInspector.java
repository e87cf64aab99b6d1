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
        if (!connection.getAutoCommit()) {
            throw new IllegalStateException("the connection must be outside any transaction");
        }
        // a savepoint works as a transaction of its own and inside one that plain SQL began
        SchemaRows rows;
        String version;
        try (Statement statement = connection.createStatement()) {
            statement.execute("SAVEPOINT countersign_inspection");
            try {
                try (ResultSet row = statement.executeQuery("SELECT sqlite_version()")) {
                    row.next();
                    version = row.getString(1);
                }
                rows = SchemaRows.read(connection);
            } finally {
                statement.execute("RELEASE countersign_inspection");
            }
        }
        progress.checkCancelled();
        Catalog catalog = new CatalogReader(rows).catalog(version);
        progress.phase("Reading the schema", 1, 1);
        return catalog;
    }
}
