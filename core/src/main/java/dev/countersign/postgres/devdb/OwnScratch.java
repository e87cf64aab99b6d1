package dev.countersign.postgres.devdb;

import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.progress.Progress;
import dev.countersign.sql.postgres.Literal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One database of a server that is ours alone. */
public final class OwnScratch implements ScratchDatabase {
    /** The first version that drops a database in which somebody still is. */
    private static final int FORCE_SINCE = 13;

    private final OwnServer server;
    private final String name;
    private final Set<String> moreExtensions;
    private final String force;

    /**
     * @param serverMajor the version of the server
     * @param name of a database that exists and belongs to the dev role
     * @param moreExtensions that may be installed beside the harmless ones of PostgreSQL itself, because the engine is walled off
     */
    public OwnScratch(OwnServer server, int serverMajor, String name, Collection<String> moreExtensions) {
        this.force = serverMajor >= FORCE_SINCE ? " WITH (FORCE)" : "";
        this.server = server;
        this.name = name;
        this.moreExtensions = Set.copyOf(moreExtensions);
    }

    /** The purpose as part of a database name. */
    public static String word(String purpose) {
        String word = purpose.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        return word.length() > 30 ? word.substring(0, 30) : word;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Connection open() throws SQLException {
        return server.connect(name, false, false);
    }

    @Override
    public Connection openForScripts() throws SQLException {
        return server.connect(name, false, true);
    }

    @Override
    public boolean ensureExtension(String extension, Optional<String> schema, Optional<String> version)
            throws SQLException {
        boolean disarmed = DisarmedExtensions.contains(extension);
        if (!disarmed && !HarmlessExtensions.contains(extension) && !moreExtensions.contains(extension)) {
            return false;
        }
        try (Connection connection = server.connect(name, true, false);
                Statement statement = connection.createStatement()) {
            Optional<String> installation = Installation.statement(statement, extension, schema, version);
            if (installation.isEmpty()) {
                return false;
            }
            connection.setAutoCommit(false);
            statement.execute(installation.get());
            // there is no ALTER EXTENSION … OWNER TO; without it the dev role could neither comment on nor drop it
            statement.execute("SET LOCAL allow_system_table_mods = on");
            statement.execute("UPDATE pg_catalog.pg_extension SET extowner = %s::regrole WHERE extname <> 'plpgsql'"
                    .formatted(Literal.quote(OwnServer.DEV_ROLE)));
            if (disarmed) {
                for (String sql : DisarmedExtensions.disarming(extension)) {
                    statement.execute(sql);
                }
            }
            connection.commit();
            return true;
        }
    }

    @Override
    public boolean ensureRole(String role) throws SQLException {
        if (role.startsWith("pg_")) {
            return false;
        }
        try (Connection connection = server.connect(name, true, false);
                Statement statement = connection.createStatement()) {
            Optional<String> grant = Optional.of("%s TO " + OwnServer.DEV_ROLE + " WITH ADMIN OPTION");
            return StandInRole.ensure(statement, role, grant) != StandInRole.Found.SUPERUSER;
        }
    }

    @Override
    public boolean runPrivileged(List<String> statements) throws SQLException {
        try (Connection connection = server.connect(name, true, true);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            return true;
        }
    }

    @Override
    public Optional<Connection> openPrivileged() throws SQLException {
        return Optional.of(server.connect(name, true, false));
    }

    @Override
    public <T> T within(Duration limit, Connection connection, Progress progress, SqlWork<T> work) throws SQLException {
        try {
            return StatementWatchdog.run(
                    limit, connection, progress, work, server.administration()::terminate, server::kill);
        } catch (SQLException e) {
            String reason = server.reasonGone();
            if (reason.isEmpty()) {
                throw e;
            }
            throw new DevDatabaseException(
                    "The dev database, %s, is gone: %s.".formatted(server.describe(), reason), e);
        }
    }

    @Override
    public void close() {
        if (!server.reasonGone().isEmpty()) {
            return;
        }
        try {
            drop();
        } catch (SQLException e) {
            throw new DevDatabaseException(
                    "The scratch database %s cannot be dropped: %s".formatted(name, e.getMessage()), e);
        }
    }

    private void drop() throws SQLException {
        String drop = "DROP DATABASE IF EXISTS %s%s".formatted(name, force);
        try {
            server.administration().run(drop);
        } catch (SQLException refused) {
            if (!Subscriptions.mayKeep(refused)) {
                throw refused;
            }
            try (Connection connection = server.connect(name, true, true)) {
                Subscriptions.drop(connection);
            }
            server.administration().run(drop);
        }
    }
}
