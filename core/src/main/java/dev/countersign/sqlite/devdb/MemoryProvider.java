package dev.countersign.sqlite.devdb;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.DevDatabaseProvider;
import dev.countersign.devdb.DevUrl;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.sqlite.connect.SqliteAddress;
import dev.countersign.sqlite.connect.SqliteConnections;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * {@code sqlite://dev?mode=memory}: the SQLite that comes with the program, in memory. A URL that names a file is taken too, because projects have such:
 * the file must be empty or not be there, so that nobody names a database that they need, and stays as it is, as the work is done in memory all the same.
 */
public final class MemoryProvider implements DevDatabaseProvider {
    /** The URL to use when nobody names one. */
    public static final String URL = "sqlite://dev?mode=memory";

    @Override
    public boolean accepts(DevUrl url) {
        return url.scheme().equals("sqlite");
    }

    @Override
    public String dialect() {
        return "sqlite";
    }

    @Override
    public String example() {
        return URL;
    }

    @Override
    public DevDatabase open(DevUrl url, Progress progress) {
        SqliteAddress.parse(url.text()).file().filter(Files::exists).ifPresent(MemoryProvider::requireEmpty);
        return MemoryDatabase.open();
    }

    private static void requireEmpty(Path file) {
        try (Connection connection = SqliteConnections.readOnly(file);
                Statement statement = connection.createStatement();
                ResultSet first = statement.executeQuery(
                        "SELECT type || ' ' || name FROM sqlite_schema ORDER BY rowid LIMIT 1")) {
            if (first.next()) {
                throw refuse("The dev database %s is not empty: it holds %s".formatted(file, first.getString(1)));
            }
        } catch (SQLException e) {
            throw refuse("Whether the dev database %s is empty cannot be seen: %s".formatted(file, e.getMessage()));
        }
    }

    private static DevDatabaseException refuse(String what) {
        return new DevDatabaseException(ExitCode.USAGE, what + "; write " + URL + ", or leave --dev-url out.");
    }
}
