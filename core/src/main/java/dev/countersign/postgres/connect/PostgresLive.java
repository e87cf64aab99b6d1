package dev.countersign.postgres.connect;

import com.zaxxer.hikari.HikariDataSource;
import dev.countersign.dialect.DatabaseIdentity;
import dev.countersign.dialect.LiveDatabase;
import dev.countersign.postgres.server.ServerIdentity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** A small pool of read-only connections. */
record PostgresLive(HikariDataSource pool, Connections.Fixed server) implements LiveDatabase {

    @Override
    public Connection open() throws SQLException {
        server.connectFirst();
        return pool.getConnection();
    }

    @Override
    public Optional<DatabaseIdentity> identity(Connection connection) throws SQLException {
        ServerIdentity identity = ServerIdentity.of(connection);
        return identity.systemIdentifier()
                .map(id -> new DatabaseIdentity("system_identifier", id, identity.database()));
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public String toString() {
        return pool.getPoolName();
    }
}
