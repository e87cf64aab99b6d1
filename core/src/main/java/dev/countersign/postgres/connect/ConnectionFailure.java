package dev.countersign.postgres.connect;

import dev.countersign.connect.ConnectionException;
import dev.countersign.connect.ConnectionException.Reason;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;

/** Turns what the driver says into one sentence with the next step. */
final class ConnectionFailure {
    private ConnectionFailure() {}

    static ConnectionException explain(ConnectionFields fields, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String said = e.getMessage() == null ? "" : e.getMessage();
        return switch (state) {
            case "28P01" ->
                with(
                        Reason.PASSWORD,
                        "PostgreSQL at %s refuses the password of user %s; check %s."
                                .formatted(
                                        fields.address(),
                                        fields.user(),
                                        fields.password().describe()),
                        e);
            case "28000" ->
                with(
                        Reason.PRIVILEGE,
                        "PostgreSQL at %s does not let user %s in (%s); check the user name and the server's pg_hba.conf."
                                .formatted(fields.address(), fields.user(), firstLine(said)),
                        e);
            case "3D000" ->
                with(
                        Reason.PRIVILEGE,
                        "There is no database %s at %s; check the name after the last slash of the URL."
                                .formatted(fields.database(), fields.address()),
                        e);
            case "42501" ->
                with(
                        Reason.PRIVILEGE,
                        "User %s may not connect to database %s at %s; ask its owner for GRANT CONNECT."
                                .formatted(fields.user(), fields.database(), fields.address()),
                        e);
            default -> byCause(fields, e, said);
        };
    }

    private static ConnectionException byCause(ConnectionFields fields, SQLException e, String said) {
        if (said.contains("no password was provided")) {
            return with(
                    Reason.PASSWORD,
                    "PostgreSQL at %s wants a password for user %s and none is known; set PGPASSWORD, add a line to .pgpass, or add password=prompt to the URL."
                            .formatted(fields.address(), fields.user()),
                    e);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
                return tls(fields, cause.getMessage(), e);
            }
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return address(fields, "there is no host of that name", e);
            }
            if (cause instanceof SocketTimeoutException) {
                return address(fields, "no answer within %d s".formatted(fields.connectTimeoutSeconds()), e);
            }
            if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
                return address(fields, "connection refused", e);
            }
        }
        if (said.contains("SSL") || said.contains("could not be verified")) {
            return tls(fields, said, e);
        }
        if (e.getSQLState() != null && e.getSQLState().startsWith("08")) {
            return address(fields, firstLine(said), e);
        }
        return with(
                Reason.SERVER,
                "PostgreSQL at %s refuses the connection: %s".formatted(fields.address(), firstLine(said)),
                e);
    }

    private static ConnectionException tls(ConnectionFields fields, String said, SQLException e) {
        return with(
                Reason.TLS,
                "The encrypted connection to %s cannot be made as sslmode=%s demands (%s); name the authority that signed the server's certificate with sslrootcert=FILE, or choose a weaker sslmode knowingly."
                        .formatted(fields.address(), fields.tls().word(), firstLine(said == null ? "" : said)),
                e);
    }

    private static ConnectionException address(ConnectionFields fields, String why, SQLException e) {
        return with(
                Reason.ADDRESS,
                "Nothing answers as PostgreSQL at %s (%s); check host and port, and that the server runs and accepts connections from here."
                        .formatted(fields.address(), why),
                e);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }

    private static ConnectionException with(Reason reason, String message, SQLException cause) {
        return new ConnectionException(reason, message, cause);
    }
}
