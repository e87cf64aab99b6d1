package dev.countersign.postgres.connect;

import dev.countersign.connect.ConnectionException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is needed to connect to a PostgreSQL server, checked.
 *
 * @param host name or address; for a Unix socket the folder that holds it
 * @param port TCP port, or the number in the socket's name
 * @param database never empty
 * @param user never empty
 * @param password where the password comes from
 * @param tls protection that is demanded
 * @param rootCertificate authority that must have signed the server's certificate; empty for the machine's own list
 * @param clientCertificate certificate that we show
 * @param clientKey its key
 * @param searchPath schemas in the session's search path; empty for the server's default
 * @param connectTimeoutSeconds how long to wait for the server to answer at all
 * @param applicationName how the server's list of sessions calls us
 * @param channelBinding {@code disable}, {@code prefer} or {@code require}
 * @param requireAuth authentication methods that are allowed, in libpq's form; empty for the default
 * @param targetServer {@code any}, {@code primary} or {@code secondary}
 */
public record ConnectionFields(
        String host,
        int port,
        String database,
        String user,
        PasswordReference password,
        TlsMode tls,
        Optional<Path> rootCertificate,
        Optional<Path> clientCertificate,
        Optional<Path> clientKey,
        List<String> searchPath,
        int connectTimeoutSeconds,
        String applicationName,
        String channelBinding,
        Optional<String> requireAuth,
        String targetServer) {
    public ConnectionFields {
        searchPath = List.copyOf(searchPath);
    }

    /**
     * @param url {@code postgres://user@host:port/database?…}
     * @throws ConnectionException when it is no such URL, or names a parameter that is not allowed
     */
    public static ConnectionFields parse(String url) {
        return ConnectionUrl.parse(url);
    }

    /** Whether the server is on this machine. */
    public boolean local() {
        return unixSocket() || ConnectionUrl.isLoopback(host);
    }

    /** Whether {@link #host} is a folder with a socket. */
    public boolean unixSocket() {
        return host.startsWith("/");
    }

    /** Whether both lead to one database, as far as their addresses tell; all names of this machine are one. */
    public boolean sameDatabase(ConnectionFields other) {
        boolean sameHost = local() ? other.local() : host.equalsIgnoreCase(other.host);
        return sameHost && port == other.port && database.equals(other.database);
    }

    /** The same server and user, another database. */
    public ConnectionFields withDatabase(String other) {
        return new ConnectionFields(
                host,
                port,
                other,
                user,
                password,
                tls,
                rootCertificate,
                clientCertificate,
                clientKey,
                searchPath,
                connectTimeoutSeconds,
                applicationName,
                channelBinding,
                requireAuth,
                targetServer);
    }

    /** Host and port, for people. */
    public String address() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }

    /** For people: user, address and database, never the password. */
    @Override
    public String toString() {
        return user + "@" + address() + "/" + database;
    }
}
