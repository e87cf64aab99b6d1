package dev.countersign.postgres.connect;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.countersign.connect.ConnectionContext;
import dev.countersign.connect.ConnectionException;
import dev.countersign.connect.ConnectionException.Reason;
import dev.countersign.connect.PasswordPrompt;
import dev.countersign.connect.Secret;
import dev.countersign.sql.postgres.Ident;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.Driver;

/** Makes connections to the user's servers from checked fields. */
public final class Connections {
    private static final int POOL_SIZE = 3;
    private static final Duration LEAK = Duration.ofMinutes(2);

    private final Map<String, String> environment;
    private final Path home;
    private final PasswordPrompt prompt;

    /**
     * @param environment environment variables, for {@code env:} references and {@code PG*} settings
     * @param home the user's home folder, for {@code .pgpass} and {@code .postgresql}
     * @param prompt asks a person
     */
    public Connections(Map<String, String> environment, Path home, PasswordPrompt prompt) {
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.prompt = prompt;
    }

    /** With what the caller allows. */
    public Connections(ConnectionContext context) {
        this(context.environment(), context.home(), context.prompt());
    }

    /** With this process's environment. */
    public static Connections ofThisProcess(PasswordPrompt prompt) {
        return new Connections(System.getenv(), Path.of(System.getProperty("user.home")), prompt);
    }

    /**
     * One connection, for a quick look: cheaper than a pool.
     *
     * @param readOnly the server itself refuses changes
     * @throws ConnectionException with the next step for the user
     */
    public Connection open(ConnectionFields fields, boolean readOnly) {
        return open(fields, readOnly, false, password(fields));
    }

    /** A connection that may change things and sends statement text exactly as given, several statements in one text included. */
    public Connection openForScripts(ConnectionFields fields) {
        return open(fields, false, true, password(fields));
    }

    /**
     * A small pool of read-only connections. Nothing is connected before the first use, but a password that a person has to type is asked for now; failures
     * of connecting have a {@link ConnectionException} as their cause. The caller closes it.
     */
    PostgresLive live(ConnectionFields fields) {
        // asked once, by the caller's thread: the pool waits only seconds for a connection, and would ask again for the
        // next one
        Optional<Secret> typed =
                fields.password() instanceof PasswordReference.Prompt ? password(fields) : Optional.empty();
        Fixed server = new Fixed(() -> open(fields, true, false, typed.or(() -> password(fields))));
        HikariConfig config = new HikariConfig();
        config.setPoolName(fields.toString());
        config.setDataSource(server);
        config.setReadOnly(true);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(
                Duration.ofSeconds(fields.connectTimeoutSeconds() + 5L).toMillis());
        config.setLeakDetectionThreshold(LEAK.toMillis());
        return new PostgresLive(new HikariDataSource(config), server);
    }

    private Connection open(ConnectionFields fields, boolean readOnly, boolean scripts, Optional<Secret> password) {
        Properties properties = settings(fields, readOnly);
        if (scripts) {
            properties.setProperty("preferQueryMode", "simple");
        }
        password.ifPresent(secret -> properties.setProperty("password", secret.reveal()));
        String host = fields.unixSocket() ? "localhost" : fields.host();
        String url = "jdbc:postgresql://%s:%d/%s"
                .formatted(
                        host.contains(":") ? "[" + host + "]" : host,
                        fields.port(),
                        URLEncoder.encode(fields.database(), StandardCharsets.UTF_8)
                                .replace("+", "%20"));
        try {
            Connection connection = new Driver().connect(url, properties);
            if (connection == null) {
                throw new ConnectionException(
                        Reason.URL,
                        "The PostgreSQL driver does not accept the address %s.".formatted(fields.address()));
            }
            if (readOnly) {
                connection.setReadOnly(true);
            }
            return connection;
        } catch (SQLException e) {
            throw ConnectionFailure.explain(fields, e);
        }
    }

    /** The driver's settings; class names among them come from here and nowhere else. */
    private Properties settings(ConnectionFields fields, boolean readOnly) {
        Properties properties = new Properties();
        properties.setProperty("user", fields.user());
        properties.setProperty("ApplicationName", fields.applicationName());
        properties.setProperty("sslmode", fields.tls().word());
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("connectTimeout", Integer.toString(fields.connectTimeoutSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("targetServerType", fields.targetServer());
        properties.setProperty("channelBinding", fields.channelBinding());
        properties.setProperty("logServerErrorDetail", "false");
        if (fields.unixSocket()) {
            properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
            properties.setProperty("socketFactoryArg", fields.host() + "/.s.PGSQL." + fields.port());
        }
        fields.requireAuth().ifPresent(methods -> properties.setProperty("requireAuth", methods));
        boolean readableUnderway =
                !fields.local() && fields.tls() != TlsMode.VERIFY_FULL && fields.tls() != TlsMode.VERIFY_CA;
        if (fields.requireAuth().isEmpty() && readableUnderway) {
            properties.setProperty("requireAuth", "!password");
        }
        authorities(fields, properties);
        fields.clientCertificate().ifPresent(file -> properties.setProperty("sslcert", file.toString()));
        fields.clientKey().ifPresent(file -> properties.setProperty("sslkey", file.toString()));
        List<String> options = new ArrayList<>();
        if (!fields.searchPath().isEmpty()) {
            options.add("search_path="
                    + fields.searchPath().stream().map(Ident::quote).collect(Collectors.joining(",")));
        }
        if (readOnly) {
            options.add("default_transaction_read_only=on");
        }
        if (!options.isEmpty()) {
            properties.setProperty(
                    "options",
                    options.stream()
                            .map(option -> "-c " + option.replace("\\", "\\\\").replace(" ", "\\ "))
                            .collect(Collectors.joining(" ")));
        }
        return properties;
    }

    /** Named file, else the file that libpq looks for, else the authorities that Java trusts. */
    private void authorities(ConnectionFields fields, Properties properties) {
        boolean verifies = fields.tls() == TlsMode.VERIFY_CA || fields.tls() == TlsMode.VERIFY_FULL;
        Path usual = home.resolve(".postgresql").resolve("root.crt");
        if (fields.rootCertificate().isPresent()) {
            properties.setProperty("sslrootcert", fields.rootCertificate().get().toString());
        } else if (verifies
                && !Files.exists(usual)
                && fields.clientCertificate().isEmpty()) {
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
    }

    private Optional<Secret> password(ConnectionFields fields) {
        return switch (fields.password()) {
            case PasswordReference.Inline inline -> Optional.of(inline.secret());
            case PasswordReference.Environment reference ->
                Optional.of(Optional.ofNullable(environment.get(reference.variable()))
                        .map(Secret::new)
                        .orElseThrow(() -> new ConnectionException(
                                Reason.PASSWORD,
                                "The environment variable %s, which should hold the password for %s, is not set."
                                        .formatted(reference.variable(), fields))));
            case PasswordReference.PasswordFile reference ->
                Optional.of(new PasswordFile(reference.file().orElseGet(this::usualPasswordFile))
                        .find(fields)
                        .orElseThrow(() -> new ConnectionException(
                                Reason.PASSWORD,
                                "No line of %s fits %s; add host:port:database:user:password."
                                        .formatted(reference.file().orElseGet(this::usualPasswordFile), fields))));
            case PasswordReference.Prompt _ ->
                Optional.of(prompt.ask(fields.toString())
                        .orElseThrow(() -> new ConnectionException(
                                Reason.PASSWORD,
                                "A password for %s is needed and none was typed; type it when asked, or use password=env:NAME or .pgpass."
                                        .formatted(fields))));
            case PasswordReference.Usual _ ->
                Optional.ofNullable(environment.get("PGPASSWORD"))
                        .map(Secret::new)
                        .or(() -> new PasswordFile(usualPasswordFile()).find(fields));
        };
    }

    private Path usualPasswordFile() {
        String named = environment.getOrDefault("PGPASSFILE", "");
        return named.isEmpty() ? home.resolve(".pgpass") : Path.of(named);
    }

    private interface Opener {
        Connection open();
    }

    /** Keeps the password out of the pool's own configuration, which it prints. */
    static final class Fixed implements DataSource {
        private final Opener opener;
        private final Queue<Connection> waiting = new ConcurrentLinkedQueue<>();
        private boolean answered;

        private Fixed(Opener opener) {
            this.opener = opener;
        }

        /**
         * Makes the pool's first connection. The pool itself asks a server that refuses it again and again until its time is over; so what is wrong with
         * the address or the password is found here, at once.
         */
        synchronized void connectFirst() throws SQLException {
            if (!answered) {
                waiting.add(made());
                answered = true;
            }
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection first = waiting.poll();
            return first == null ? made() : first;
        }

        private Connection made() throws SQLException {
            try {
                return opener.open();
            } catch (ConnectionException e) {
                throw new SQLException(e.getMessage(), e);
            }
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            throw new SQLFeatureNotSupportedException("the user is fixed");
        }

        @Override
        public PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(PrintWriter out) throws SQLException {
            throw new SQLFeatureNotSupportedException("logs go to SLF4J");
        }

        @Override
        public void setLoginTimeout(int seconds) {
            // the fields hold the timeout
        }

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException("logs go to SLF4J");
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLFeatureNotSupportedException("wraps nothing");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }

        @Override
        public String toString() {
            return "DataSource";
        }
    }
}
