package dev.countersign.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.countersign.connect.ConnectionException;
import dev.countersign.connect.ConnectionException.Reason;
import dev.countersign.connect.PasswordPrompt;
import dev.countersign.connect.Secret;
import dev.countersign.postgres.devdb.embedded.LoopbackServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {
    private static final String CANARY = "c4n4ry-p4ssw0rd";
    private static LoopbackServer server;

    @TempDir
    private Path home;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = new LoopbackServer("""
                host all countersign_engine 127.0.0.1/32 trust
                host all shut 127.0.0.1/32 reject
                host all all 127.0.0.1/32 scram-sha-256
                """);
        Connections admin = new Connections(Map.of(), Path.of("/nonexistent"), PasswordPrompt.nobody());
        try (Connection connection = admin.openForScripts(fields("countersign_engine", ""));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE reader LOGIN PASSWORD '" + CANARY + "'; CREATE ROLE shut LOGIN");
            statement.execute("CREATE DATABASE closed");
            statement.execute("REVOKE CONNECT ON DATABASE closed FROM public");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ConnectionFields fields(String user, String query) {
        return ConnectionFields.parse("postgres://%s@127.0.0.1:%d/postgres?%s".formatted(user, server.port(), query));
    }

    private Connections connections(Map<String, String> environment) {
        return new Connections(environment, home, PasswordPrompt.nobody());
    }

    private ConnectionException failure(String url, Map<String, String> environment) {
        ConnectionException e = catchThrowableOfType(
                ConnectionException.class,
                () -> connections(environment)
                        .open(ConnectionFields.parse(url), true)
                        .close());
        assertThat(e).isNotNull();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain(CANARY);
        }
        return e;
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : "";
        }
    }

    @Test
    void passwordsComeFromWhereTheReferenceSays() throws SQLException {
        try (Connection a = connections(Map.of("PW", CANARY)).open(fields("reader", "password=env:PW"), true);
                Connection b = connections(Map.of("PGPASSWORD", CANARY)).open(fields("reader", ""), true);
                Connection c = new Connections(Map.of(), home, what -> Optional.of(new Secret(CANARY)))
                        .open(fields("reader", "password=prompt"), true)) {
            assertThat(ask(a, "SELECT current_user")).isEqualTo("reader");
            assertThat(ask(b, "SHOW application_name")).isEqualTo("countersign");
            assertThat(ask(c, "SHOW transaction_read_only")).isEqualTo("on");
        }
    }

    @Test
    void theSearchPathSurvivesAnyName() throws SQLException {
        try (Connection connection = connections(Map.of("PGPASSWORD", CANARY))
                .open(fields("reader", "search_path=my%20Schema%5C,public"), true)) {
            assertThat(ask(connection, "SHOW search_path")).isEqualTo("\"my Schema\\\",public");
        }
    }

    @Test
    void readOnlyMeansThatTheServerRefuses() throws SQLException {
        try (Connection connection = connections(Map.of()).open(fields("countersign_engine", ""), true);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("CREATE TABLE t (i int)"))
                    .hasMessageContaining("read-only");
        }
    }

    @Test
    void thePoolConnectsOnFirstUseAndShowsNoPassword() throws SQLException {
        try (PostgresLive live = connections(Map.of())
                        .live(ConnectionFields.parse(
                                "postgres://reader:%s@127.0.0.1:%d/postgres".formatted(CANARY, server.port())));
                Connection connection = live.open();
                Connection second = live.open()) {
            HikariDataSource pool = live.pool();
            assertThat(ask(connection, "SHOW default_transaction_read_only")).isEqualTo("on");
            assertThat(ask(second, "SHOW default_transaction_read_only")).isEqualTo("on");
            assertThat(pool.toString() + pool.getDataSource() + pool.getPoolName())
                    .doesNotContain(CANARY);
        }
    }

    /** A pool asks such a server again and again, for a quarter of a minute. */
    @Test
    void aServerThatRefusesIsNotAskedAgain() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        long begun = System.nanoTime();
        for (String url : List.of(
                "postgres://reader@127.0.0.1:%d/postgres".formatted(nobody),
                "postgres://reader:wrong@127.0.0.1:%d/postgres".formatted(server.port()))) {
            try (PostgresLive live = connections(Map.of()).live(ConnectionFields.parse(url))) {
                assertThatThrownBy(live::open)
                        .isInstanceOf(SQLException.class)
                        .hasCauseInstanceOf(ConnectionException.class);
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void eachFailureHasItsOwnSentence() throws IOException {
        String there = "@127.0.0.1:%d/".formatted(server.port());
        ConnectionException wrong = failure("postgres://reader:" + CANARY + "x" + there + "postgres", Map.of());
        assertThat(wrong.reason()).isEqualTo(Reason.PASSWORD);
        assertThat(wrong).hasMessageContaining("refuses the password of user reader");

        ConnectionException none = failure("postgres://reader" + there + "postgres", Map.of());
        assertThat(none.reason()).isEqualTo(Reason.PASSWORD);
        assertThat(none).hasMessageContaining("none is known");

        ConnectionException unset = failure("postgres://reader" + there + "postgres?password=env:NOPE", Map.of());
        assertThat(unset).hasMessageContaining("NOPE");

        ConnectionException missing = failure("postgres://reader:" + CANARY + there + "nope", Map.of());
        assertThat(missing.reason()).isEqualTo(Reason.PRIVILEGE);
        assertThat(missing).hasMessageContaining("no database nope");

        ConnectionException closed = failure("postgres://reader:" + CANARY + there + "closed", Map.of());
        assertThat(closed.reason()).isEqualTo(Reason.PRIVILEGE);
        assertThat(closed).hasMessageContaining("GRANT CONNECT");

        ConnectionException rejected = failure("postgres://shut:" + CANARY + there + "postgres", Map.of());
        assertThat(rejected.reason()).isEqualTo(Reason.PRIVILEGE);

        ConnectionException plain =
                failure("postgres://reader:" + CANARY + there + "postgres?sslmode=verify-full", Map.of());
        assertThat(plain.reason()).isEqualTo(Reason.TLS);
        assertThat(plain).hasMessageContaining("sslrootcert");

        int unused;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = free.getLocalPort();
        }
        ConnectionException nobody = failure("postgres://reader:" + CANARY + "@127.0.0.1:" + unused + "/x", Map.of());
        assertThat(nobody.reason()).isEqualTo(Reason.ADDRESS);
        assertThat(nobody).hasMessageContaining("connection refused");

        ConnectionException unknown = failure("postgres://reader:" + CANARY + "@no-such-host.invalid/x", Map.of());
        assertThat(unknown.reason()).isEqualTo(Reason.ADDRESS);
        assertThat(unknown).hasMessageContaining("no host of that name");
    }
}
