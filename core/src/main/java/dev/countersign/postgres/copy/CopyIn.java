package dev.countersign.postgres.copy;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Sends the data of a {@code COPY ... FROM stdin} in a script to the server. */
public final class CopyIn {
    private CopyIn() {}

    /**
     * @param command the statement without its data
     * @param data the data lines without the closing {@code \.}
     */
    public static void run(Connection connection, String command, String data) throws SQLException {
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(command, new StringReader(data));
        } catch (IOException e) {
            throw new SQLException("the rows cannot be sent: " + e.getMessage(), "08006", e);
        }
    }
}
