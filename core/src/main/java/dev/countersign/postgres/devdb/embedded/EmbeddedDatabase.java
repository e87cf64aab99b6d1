package dev.countersign.postgres.devdb.embedded;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.postgres.connect.UnixSocketFactory;
import dev.countersign.postgres.devdb.Administration;
import dev.countersign.postgres.devdb.OwnDatabases;
import dev.countersign.postgres.devdb.OwnServer;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The built-in PostgreSQL, running. */
public final class EmbeddedDatabase implements DevDatabase, OwnServer {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    /**
     * What SQL that nobody trusts may use.
     *
     * @param dataBytes size of the data folder at which the engine is killed
     * @param memoryKib address space of each of the engine's processes, in KiB
     */
    public record Limits(long dataBytes, long memoryKib) {
        public static Limits standard() {
            return new Limits(4L << 30, 4L << 20);
        }
    }

    private final EngineProcess engine;
    private final Connection bootstrap;
    private final Administration administration;
    private final String serverVersion;
    private final OwnDatabases databases;
    private final DataSizeGuard guard;

    private EmbeddedDatabase(EngineProcess engine, Limits limits) throws SQLException {
        this.engine = engine;
        this.bootstrap = connect("postgres", true, false);
        this.serverVersion = bootstrap.getMetaData().getDatabaseProductVersion();
        this.administration = new Administration(bootstrap);
        this.databases = new OwnDatabases(this, bootstrap.getMetaData().getDatabaseMajorVersion(), List.of());
        // what roles a script comes to is tried out; since PostgreSQL 16 such a role has no power over roles it did not
        // make
        administration.run("ALTER ROLE " + OwnServer.DEV_ROLE + " CREATEROLE");
        this.guard = DataSizeGuard.watch(engine.data(), limits.dataBytes(), this::kill);
    }

    /**
     * @throws IOException when files of the engine cannot be written
     * @throws DevDatabaseException when it does not start
     */
    public static EmbeddedDatabase start(Limits limits, Progress progress) throws IOException {
        Platform platform = Platform.current();
        if (platform.windows()) {
            throw new DevDatabaseException(
                    ExitCode.UNSUPPORTED,
                    "The built-in PostgreSQL does not run on Windows yet; name a dev database: docker://postgres/18/dev or postgres://…");
        }
        Path folder = RunFolder.ofThisMachine().make(limits.dataBytes());
        try {
            EngineUser user = EngineUser.choose(folder);
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            Path home = Path.of(System.getProperty("user.home"));
            Path cache = new EngineCache(
                            System.getenv(), home, temporary, user.name().isPresent())
                    .folder();
            EngineFiles files = EngineFiles.prepare(platform, cache, user, progress);
            progress.phase("Starting PostgreSQL", 0, -1);
            String client = Files.getOwner(folder).getName();
            Files.writeString(folder.resolve("hba"), "local all all peer map=client\n");
            Files.writeString(
                    folder.resolve("ident"),
                    "client \"%s\" %s%nclient \"%s\" %s%n"
                            .formatted(client, EngineFiles.BOOTSTRAP_ROLE, client, OwnServer.DEV_ROLE));
            for (String file : List.of("hba", "ident")) {
                user.own(folder.resolve(file));
            }
            user.own(folder);
            EngineProcess engine =
                    EngineProcess.start(files, platform, user, folder, settings(folder), limits.memoryKib());
            try {
                return new EmbeddedDatabase(engine, limits);
            } catch (SQLException e) {
                String said = engine.lastWords();
                engine.kill();
                throw new DevDatabaseException(
                        "The built-in PostgreSQL started but does not answer: %s (%s)".formatted(e.getMessage(), said),
                        e);
            }
        } catch (IOException | RuntimeException e) {
            EngineFiles.delete(folder);
            throw e;
        }
    }

    private static List<String> settings(Path folder) {
        return List.of(
                "listen_addresses=",
                "unix_socket_directories=" + folder,
                "unix_socket_permissions=0700",
                // thrown away at the end: nothing must survive a crash
                "fsync=off",
                "synchronous_commit=off",
                "full_page_writes=off",
                "wal_level=minimal",
                "max_wal_senders=0",
                "max_replication_slots=0",
                "checkpoint_timeout=1h",
                "max_wal_size=512MB",
                // nothing happens at times of its own choosing
                "autovacuum=off",
                "max_logical_replication_workers=0",
                "max_connections=24",
                "shared_buffers=64MB",
                "io_method=sync",
                "jit=off",
                // a plan may drop a whole schema in one transaction
                "max_locks_per_transaction=2048",
                "temp_file_limit=2GB",
                "password_encryption=scram-sha-256",
                // no statement text in any log
                "log_min_messages=log",
                "log_min_error_statement=panic",
                "log_checkpoints=off",
                "log_temp_files=-1",
                "lc_messages=C",
                "client_connection_check_interval=500ms");
    }

    @Override
    public Connection connect(String database, boolean superuser, boolean scripts) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", superuser ? EngineFiles.BOOTSTRAP_ROLE : OwnServer.DEV_ROLE);
        properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
        properties.setProperty("socketFactoryArg", engine.socket().toString());
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("ApplicationName", "countersign");
        properties.setProperty("assumeMinServerVersion", "14");
        properties.setProperty("tcpKeepAlive", "false");
        if (superuser) {
            properties.setProperty("options", OwnServer.SILENT_SUPERUSER_OPTIONS);
        }
        if (scripts) {
            properties.setProperty("preferQueryMode", "simple");
        }
        Connection connection = new Driver().connect("jdbc:postgresql://localhost:5432/" + database, properties);
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
        return guard.tripped()
                ? "the data grew beyond " + guard.limitText() + ", so it was stopped"
                : engine.alive() ? "" : "it ended";
    }

    @Override
    public String serverVersion() {
        return serverVersion;
    }

    @Override
    public String describe() {
        return "built-in PostgreSQL " + serverVersion;
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
        guard.close();
        engine.kill();
        forget();
    }

    /** The private folder with data and socket. */
    Path folder() {
        return engine.data().getParent();
    }

    @Override
    public void close() {
        guard.close();
        forget();
        engine.close();
    }

    /** The engine stops without being asked politely, so a connection that cannot say goodbye is no fault. */
    private void forget() {
        try {
            bootstrap.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("the connection to the built-in PostgreSQL was gone already", e);
        }
    }
}
