package dev.countersign.sqlite.devdb;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.sqlite.connect.SqliteConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.sqlite.SQLiteConnection;

/**
 * Scratch databases that live in this process, each under a name that nobody else knows. They use SQLite's {@code memdb} file system, whose databases are
 * shared by the connections of a process with the same locks as files, and which holds at most 1 GiB.
 */
final class MemoryDatabase implements DevDatabase {
    private final String serverVersion;
    private final Set<MemoryScratch> open = ConcurrentHashMap.newKeySet();

    private MemoryDatabase(String serverVersion) {
        this.serverVersion = serverVersion;
    }

    /**
     * @throws DevDatabaseException when the engine cannot be loaded
     */
    static MemoryDatabase open() {
        try (Connection connection = SqliteConnections.memory(":memory:")) {
            return new MemoryDatabase(connection.getMetaData().getDatabaseProductVersion());
        } catch (SQLException e) {
            throw new DevDatabaseException("The built-in SQLite does not start: " + e.getMessage(), e);
        }
    }

    @Override
    public String serverVersion() {
        return serverVersion;
    }

    @Override
    public String describe() {
        return "built-in SQLite " + serverVersion;
    }

    @Override
    public ScratchDatabase create(String purpose) {
        try {
            return keep(MemoryScratch.create(name(), this));
        } catch (SQLException e) {
            throw new DevDatabaseException(
                    "The built-in SQLite gives no database for " + purpose + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean copies() {
        return true;
    }

    @Override
    public Optional<ScratchDatabase> copy(ScratchDatabase original, String purpose) {
        String name = name();
        try {
            // opened first, because a database in memory lives as long as somebody is connected to it
            MemoryScratch copy = keep(MemoryScratch.create(name, this));
            try (Connection connection = original.open()) {
                int result = connection
                        .unwrap(SQLiteConnection.class)
                        .getDatabase()
                        .backup("main", MemoryScratch.uri(name), null);
                if (result != 0) {
                    copy.close();
                    return Optional.empty();
                }
            }
            return Optional.of(copy);
        } catch (SQLException e) {
            throw new DevDatabaseException(
                    "The scratch database for " + purpose + " cannot be copied: " + e.getMessage(), e);
        }
    }

    private MemoryScratch keep(MemoryScratch scratch) {
        open.add(scratch);
        return scratch;
    }

    void forget(MemoryScratch scratch) {
        open.remove(scratch);
    }

    private static String name() {
        return "countersign-" + UUID.randomUUID();
    }

    @Override
    public void kill() {
        open.forEach(MemoryScratch::interrupt);
    }

    @Override
    public void close() {
        open.forEach(MemoryScratch::close);
    }
}
