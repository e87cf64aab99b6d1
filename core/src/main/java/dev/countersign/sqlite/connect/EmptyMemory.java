package dev.countersign.sqlite.connect;

import dev.countersign.dialect.DatabaseIdentity;
import dev.countersign.dialect.LiveDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** {@code mode=memory}: nothing but an empty database. */
final class EmptyMemory implements LiveDatabase {
    @Override
    public Connection open() throws SQLException {
        return SqliteConnections.memory(":memory:");
    }

    @Override
    public Optional<DatabaseIdentity> identity(Connection connection) {
        return Optional.empty();
    }

    @Override
    public void close() {
        // the database lives in its connections
    }
}
