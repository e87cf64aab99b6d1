package dev.countersign.postgres.devdb.docker;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.postgres.devdb.Administration;
import dev.countersign.postgres.devdb.OwnDatabases;
import dev.countersign.postgres.devdb.OwnServer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL in a container, reachable from this machine only, with passwords that nobody else knows. */
final class DockerDatabase implements DevDatabase, OwnServer {
    private static final int PORT = 5432;
    private static final String SUPERUSER = "countersign_engine";

    /** Extensions that the container's walls make harmless. */
    private static final List<String> WALLED_OFF_EXTENSIONS =
            List.of("postgis", "postgis_raster", "postgis_topology", "vector", "timescaledb", "pg_partman", "pgtap");

    private final PostgreSQLContainer container;
    private final String image;
    private final String superuserPassword;
    private final String devPassword = password();
    private final Administration administration;
    private final String serverVersion;
    private final OwnDatabases databases;
    private boolean silent;

    private DockerDatabase(PostgreSQLContainer container, String image, String superuserPassword) throws SQLException {
        this.container = container;
        this.image = image;
        this.superuserPassword = superuserPassword;
        Connection admin = connect("postgres", true, false);
        this.administration = new Administration(admin);
        this.serverVersion = admin.getMetaData().getDatabaseProductVersion();
        int major = admin.getMetaData().getDatabaseMajorVersion();
        this.silent = major >= 17;
        this.databases = new OwnDatabases(this, major, WALLED_OFF_EXTENSIONS);
        administration.run("CREATE ROLE %s LOGIN CREATEDB PASSWORD '%s'".formatted(DEV_ROLE, devPassword));
    }

    static DockerDatabase start(String image) throws SQLException {
        String password = password();
        PostgreSQLContainer container =
                new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
        container
                .withDatabaseName("postgres")
                .withUsername(SUPERUSER)
                .withPassword(password)
                .withCommand(
                        "postgres",
                        "-c",
                        "fsync=off",
                        "-c",
                        "autovacuum=off",
                        "-c",
                        "jit=off",
                        "-c",
                        "max_locks_per_transaction=2048")
                .withCreateContainerCmdModifier(command -> Objects.requireNonNull(command.getHostConfig())
                        .withPortBindings(new PortBinding(Ports.Binding.bindIp("127.0.0.1"), ExposedPort.tcp(PORT))));
        try {
            container.start();
            return new DockerDatabase(container, image, password);
        } catch (SQLException | RuntimeException e) {
            container.stop();
            throw e;
        }
    }

    private static String password() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    @Override
    public Connection connect(String database, boolean superuser, boolean scripts) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", superuser ? SUPERUSER : DEV_ROLE);
        properties.setProperty("password", superuser ? superuserPassword : devPassword);
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("ApplicationName", "countersign");
        if (superuser) {
            properties.setProperty("options", silent ? SILENT_SUPERUSER_OPTIONS : SUPERUSER_OPTIONS);
        }
        if (scripts) {
            properties.setProperty("preferQueryMode", "simple");
        }
        String url =
                "jdbc:postgresql://%s:%d/%s".formatted(container.getHost(), container.getMappedPort(PORT), database);
        Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("the PostgreSQL driver does not know its own URL");
        }
        return connection;
    }

    @Override
    public Administration administration() {
        return administration;
    }

    @Override
    public String reasonGone() {
        return container.isRunning() ? "" : "its container ended";
    }

    @Override
    public String serverVersion() {
        return serverVersion;
    }

    @Override
    public String describe() {
        return "PostgreSQL %s in a container from %s".formatted(serverVersion, image);
    }

    @Override
    public ScratchDatabase create(String purpose) {
        return databases.create(purpose);
    }

    @Override
    public boolean copies() {
        return true;
    }

    @Override
    public Optional<ScratchDatabase> copy(ScratchDatabase original, String purpose) {
        return databases.copy(original, purpose);
    }

    @Override
    public void kill() {
        container.stop();
    }

    @Override
    public void close() {
        container.stop();
    }
}
