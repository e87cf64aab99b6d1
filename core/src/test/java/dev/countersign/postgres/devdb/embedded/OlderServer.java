package dev.countersign.postgres.devdb.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** An ordinary server of an older version on this machine, with a superuser, an ordinary role and an empty database. The build puts the archives into place. */
public final class OlderServer implements AutoCloseable {
    private static final Path ARCHIVES = Path.of("target", "older-servers");
    private static final String SUPERUSER = "postgres";
    private static final String ORDINARY = "tester";
    private static final String DATABASE = "dev";

    private final Path home;
    private final EngineProcess engine;
    private final int port;

    private OlderServer(Path home, EngineProcess engine, int port) {
        this.home = home;
        this.engine = engine;
        this.port = port;
    }

    /** Starts a server of that major version. */
    public static OlderServer start(int major) throws IOException, SQLException {
        Path home = Files.createTempDirectory("countersign-older-");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        EngineUser user = EngineUser.choose(home);
        EngineFiles files = new EngineFiles(
                Files.createDirectory(home.resolve("engine")), Files.createDirectory(home.resolve("template")));
        new EngineArchive(archive(major)).unpack(files.programs());
        user.own(files.template());
        EngineFiles.run(
                user.command(List.of(
                        files.programs().resolve("bin").resolve("initdb").toString(),
                        "--pgdata=" + files.template(),
                        "--username=" + SUPERUSER,
                        "--auth=reject",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync")),
                "");
        Path run = Files.createDirectory(home.resolve("run"));
        Files.writeString(run.resolve("hba"), "host all all 127.0.0.1/32 trust\n");
        Files.writeString(run.resolve("ident"), "");
        user.own(run.resolve("hba"));
        user.own(run.resolve("ident"));
        user.own(run);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        EngineProcess engine = EngineProcess.start(
                files,
                Platform.current(),
                user,
                run,
                List.of(
                        "listen_addresses=127.0.0.1",
                        "port=" + port,
                        "unix_socket_directories=",
                        "fsync=off",
                        "full_page_writes=off",
                        "max_locks_per_transaction=256"),
                4L << 20);
        OlderServer server = new OlderServer(home, engine, port);
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable&user=" + SUPERUSER);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + ORDINARY + " LOGIN CREATEDB");
            statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + ORDINARY);
        }
        return server;
    }

    private static URL archive(int major) throws IOException {
        try (Stream<Path> files = Files.list(ARCHIVES)) {
            Path jar = files.filter(file -> file.getFileName().toString().contains("-" + major + "."))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the build has not put PostgreSQL " + major + " into "
                            + ARCHIVES.toAbsolutePath() + "; mvn generate-test-resources does"));
            return URI.create("jar:" + jar.toUri() + "!/"
                            + Platform.current().resources().getLast())
                    .toURL();
        }
    }

    /** The empty database for an ordinary role, as a user would name it. */
    public String url() {
        return url(ORDINARY);
    }

    /** The empty database for a superuser. */
    public String superuserUrl() {
        return url(SUPERUSER);
    }

    /** Runs scripts as the ordinary role. */
    public void run(String... scripts) throws SQLException {
        run(ORDINARY, scripts);
    }

    /** Runs scripts as the superuser. */
    public void runAsSuperuser(String... scripts) throws SQLException {
        run(SUPERUSER, scripts);
    }

    private void run(String role, String... scripts) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE + "?sslmode=disable&user=" + role);
                Statement statement = connection.createStatement()) {
            for (String script : scripts) {
                statement.execute(script);
            }
        }
    }

    private String url(String role) {
        return "postgres://" + role + "@127.0.0.1:" + port + "/" + DATABASE + "?sslmode=disable";
    }

    @Override
    public void close() throws IOException {
        engine.close();
        EngineFiles.delete(home);
    }
}
