package dev.countersign.postgres.devdb.server;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.postgres.connect.ConnectionFields;
import dev.countersign.postgres.connect.Connections;
import dev.countersign.postgres.devdb.Administration;
import dev.countersign.postgres.devdb.StandInRole;
import dev.countersign.postgres.devdb.Subscriptions;
import dev.countersign.postgres.inspect.RoleReader;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server of the user. Where our role may create databases, scratch databases are new ones beside the given one, which is then not touched; otherwise the
 * given database itself is used, one scratch database at a time, and is emptied again afterwards. Either way the given one must be empty: a database that
 * holds something is not meant for this, and its server may be one that people depend on.
 */
public final class ServerDatabase implements DevDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(ServerDatabase.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Connections connections;
    private final ConnectionFields fields;
    private final Connection admin;
    private final Administration administration;
    private final ReentrantLock lock = new ReentrantLock();
    private final String serverVersion;
    private final boolean superuser;
    private final boolean createsDatabases;
    private final boolean createsRoles;
    private final Set<String> rolesMade = new LinkedHashSet<>();
    private boolean givenDatabaseInUse;

    private ServerDatabase(Connections connections, ConnectionFields fields, Connection admin) throws SQLException {
        this.connections = connections;
        this.fields = fields;
        this.admin = admin;
        this.administration = new Administration(admin);
        this.serverVersion = admin.getMetaData().getDatabaseProductVersion();
        try (Statement statement = admin.createStatement();
                ResultSet role = statement.executeQuery(
                        "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user")) {
            role.next();
            this.superuser = role.getBoolean(1);
            this.createsDatabases = superuser || role.getBoolean(2);
            this.createsRoles = superuser || role.getBoolean(3);
        }
    }

    /**
     * @throws dev.countersign.connect.ConnectionException when the server cannot be reached
     * @throws DevDatabaseException when the database is not empty
     */
    public static ServerDatabase connect(ConnectionFields fields, Connections connections) {
        Connection admin = connections.openForScripts(fields);
        boolean usable = false;
        try {
            requireEmpty(new EmptyDatabase(admin), fields);
            ServerDatabase server = new ServerDatabase(connections, fields, admin);
            usable = true;
            return server;
        } catch (SQLException e) {
            throw new DevDatabaseException(
                    "The dev database at %s cannot be used: %s".formatted(fields.address(), e.getMessage()), e);
        } finally {
            if (!usable) {
                abort(admin);
            }
        }
    }

    @Override
    public String serverVersion() {
        return serverVersion;
    }

    @Override
    public String describe() {
        return "PostgreSQL %s at %s".formatted(serverVersion, fields.address());
    }

    @Override
    public ScratchDatabase create(String purpose) {
        lock.lock();
        try {
            return createsDatabases ? sibling() : given();
        } catch (SQLException e) {
            throw new DevDatabaseException(
                    "The server at %s gives no database for %s: %s"
                            .formatted(fields.address(), purpose, e.getMessage()),
                    e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean copies() {
        return createsDatabases;
    }

    @Override
    public Optional<ScratchDatabase> copy(ScratchDatabase original, String purpose) {
        if (!createsDatabases) {
            return Optional.empty();
        }
        try {
            return Optional.of(sibling("TEMPLATE " + Ident.quote(original.name())));
        } catch (SQLException inUse) {
            LOG.debug("no copy of {}", original.name(), inUse);
            return Optional.empty();
        }
    }

    private ScratchDatabase sibling() throws SQLException {
        String like;
        try (Statement statement = admin.createStatement();
                ResultSet given = statement.executeQuery(
                        "SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database WHERE datname = current_database()")) {
            given.next();
            like = "ENCODING %s LC_COLLATE %s LC_CTYPE %s"
                    .formatted(
                            Literal.quote(given.getString(1)),
                            Literal.quote(given.getString(2)),
                            Literal.quote(given.getString(3)));
        }
        return sibling("TEMPLATE template0 " + like);
    }

    private ScratchDatabase sibling(String like) throws SQLException {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        String name = RoleReader.SCRATCH + HexFormat.of().formatHex(random);
        administration.run("CREATE DATABASE %s %s".formatted(name, like));
        return new ServerScratch(this, fields.withDatabase(name), connections, () -> drop(name));
    }

    private void drop(String name) throws SQLException {
        String drop = "DROP DATABASE IF EXISTS %s%s".formatted(name, majorVersion() >= 13 ? " WITH (FORCE)" : "");
        try {
            administration.run(drop);
        } catch (SQLException refused) {
            if (!Subscriptions.mayKeep(refused)) {
                throw refused;
            }
            try (Connection connection = connections.openForScripts(fields.withDatabase(name))) {
                Subscriptions.drop(connection);
            }
            administration.run(drop);
        }
    }

    private ScratchDatabase given() throws SQLException {
        if (givenDatabaseInUse) {
            throw new DevDatabaseException(
                    "Two dev databases are needed at a time and user %s at %s may not create any; run ALTER ROLE %s CREATEDB there, or use embedded://postgres/18."
                            .formatted(fields.user(), fields.address(), Ident.quote(fields.user())));
        }
        EmptyDatabase database = new EmptyDatabase(admin);
        requireEmpty(database, fields);
        givenDatabaseInUse = true;
        return new ServerScratch(this, fields, connections, () -> {
            lock.lock();
            try {
                database.clean();
                givenDatabaseInUse = false;
            } finally {
                lock.unlock();
            }
        });
    }

    private static void requireEmpty(EmptyDatabase database, ConnectionFields fields) throws SQLException {
        String found = database.firstObject();
        if (!found.isEmpty()) {
            throw new DevDatabaseException(
                    "The dev database %s is not empty: it holds %s; name an empty database that holds nothing you need."
                            .formatted(fields, found));
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("the connection could not be given up", e);
        }
    }

    int majorVersion() {
        return Integer.parseInt(serverVersion.split("[^0-9]", 2)[0]);
    }

    boolean superuser() {
        return superuser;
    }

    Administration administration() {
        return administration;
    }

    /** Makes a role for the time of our work; roles belong to the whole server, so those made here are dropped at the end. */
    boolean ensureRole(String role) throws SQLException {
        return administration.with(statement -> {
            if (!createsRoles || role.startsWith("pg_")) {
                return StandInRole.find(statement, role).isPresent();
            }
            Optional<String> grant = superuser
                    ? Optional.empty()
                    : Optional.of("%s TO CURRENT_USER" + (majorVersion() >= 16 ? " WITH INHERIT TRUE, SET TRUE" : ""));
            if (StandInRole.ensure(statement, role, grant) == StandInRole.Found.MADE) {
                rolesMade.add(role);
            }
            return true;
        });
    }

    /** The server is not ours to stop; only our sessions end. */
    @Override
    public void kill() {
        close();
    }

    @Override
    public void close() {
        lock.lock();
        try (admin) {
            administration.with(statement -> {
                for (String role : rolesMade) {
                    statement.execute("DROP ROLE IF EXISTS " + Ident.quote(role));
                }
                rolesMade.clear();
                return rolesMade;
            });
        } catch (SQLException e) {
            LOG.warn("roles made for the dev database at {} could not be dropped", fields.address(), e);
        } finally {
            lock.unlock();
        }
    }
}
