package dev.countersign.sqlite.connect;

import dev.countersign.connect.ConnectionException;
import dev.countersign.connect.ConnectionException.Reason;
import dev.countersign.dialect.DatabaseIdentity;
import dev.countersign.dialect.LiveDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;

/** A database in a file, opened for reading only; never created. */
final class SqliteFile implements LiveDatabase {
    /** The first bytes of every database, see "The Database Header" in SQLite's file format. */
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private final Path file;

    /**
     * @throws ConnectionException when there is no such file or it is no database
     */
    SqliteFile(Path file) {
        this.file = file;
        if (!Files.exists(file)) {
            throw new ConnectionException(
                    Reason.ADDRESS, "There is no file " + file + "; check the path of the SQLite URL.");
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new ConnectionException(
                    Reason.PRIVILEGE,
                    file
                            + " is no file that can be read; check the path of the SQLite URL and the file's permissions.");
        }
        if (!isDatabase()) {
            throw new ConnectionException(
                    Reason.SERVER,
                    "The file " + file + " is no SQLite database, or it is encrypted; name a database file.");
        }
    }

    /** A file of no bytes is an empty database. */
    private boolean isDatabase() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(MAGIC.length);
            return head.length == 0 || Arrays.equals(head, MAGIC);
        } catch (IOException e) {
            throw new ConnectionException(
                    Reason.PRIVILEGE, "The file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Connection open() throws SQLException {
        try {
            return SqliteConnections.readOnly(file);
        } catch (SQLException e) {
            ConnectionException known = new ConnectionException(
                    Reason.SERVER,
                    "The SQLite database " + file + " cannot be opened for reading: " + e.getMessage(),
                    e);
            throw new SQLException(known.getMessage(), known);
        }
    }

    /** A file has no identity that a copy of it would not share. */
    @Override
    public Optional<DatabaseIdentity> identity(Connection connection) {
        return Optional.empty();
    }

    @Override
    public void close() {
        // every connection is closed by whoever opened it
    }
}
