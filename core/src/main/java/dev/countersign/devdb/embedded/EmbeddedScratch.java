package dev.countersign.devdb.embedded;

import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.devdb.StatementWatchdog;
import dev.countersign.progress.Progress;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One database of the built-in engine. */
final class EmbeddedScratch implements ScratchDatabase {
    private final EmbeddedDatabase server;
    private final String name;

    EmbeddedScratch(EmbeddedDatabase server, String name) {
        this.server = server;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Connection open() throws SQLException {
        return server.connect(name, EngineFiles.DEV_ROLE, false);
    }

    @Override
    public Connection openForScripts() throws SQLException {
        return server.connect(name, EngineFiles.DEV_ROLE, true);
    }

    @Override
    public boolean ensureExtension(String extension, Optional<String> schema, Optional<String> version) throws SQLException {
        if (!HarmlessExtensions.contains(extension)) {
            return false;
        }
        try (Connection connection = server.connect(name, EngineFiles.BOOTSTRAP_ROLE, false);
                Statement statement = connection.createStatement()) {
            try (ResultSet available = statement.executeQuery(
                    "SELECT 1 FROM pg_available_extensions WHERE name = " + Literal.quote(extension))) {
                if (!available.next()) {
                    return false;
                }
            }
            statement.execute("CREATE EXTENSION IF NOT EXISTS %s%s%s CASCADE"
                    .formatted(
                            Ident.quote(extension),
                            schema.map(s -> " SCHEMA " + Ident.quote(s)).orElse(""),
                            version.map(v -> " VERSION " + Literal.quote(v)).orElse("")));
            // there is no ALTER EXTENSION … OWNER TO; without it the dev role could neither comment on nor drop it
            statement.execute("SET allow_system_table_mods = on");
            statement.execute("UPDATE pg_catalog.pg_extension SET extowner = %s::regrole WHERE extname <> 'plpgsql'"
                    .formatted(Literal.quote(EngineFiles.DEV_ROLE)));
            return true;
        }
    }

    @Override
    public boolean ensureRole(String role) throws SQLException {
        if (role.startsWith("pg_") || role.equals(EngineFiles.BOOTSTRAP_ROLE)) {
            return false;
        }
        String quoted = Ident.quote(role);
        try (Connection connection = server.connect(name, EngineFiles.BOOTSTRAP_ROLE, false);
                Statement statement = connection.createStatement()) {
            try (ResultSet existing = statement.executeQuery("SELECT 1 FROM pg_roles WHERE rolname = " + Literal.quote(role))) {
                if (existing.next()) {
                    return true;
                }
            }
            statement.execute("CREATE ROLE %s NOLOGIN".formatted(quoted));
            statement.execute("GRANT %s TO %s WITH ADMIN TRUE, INHERIT TRUE, SET TRUE".formatted(quoted, EngineFiles.DEV_ROLE));
            return true;
        }
    }

    @Override
    public boolean runPrivileged(List<String> statements) throws SQLException {
        try (Connection connection = server.connect(name, EngineFiles.BOOTSTRAP_ROLE, true);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            return true;
        }
    }

    @Override
    public <T> T within(Duration limit, Connection connection, Progress progress, SqlWork<T> work) throws SQLException {
        try {
            return StatementWatchdog.run(limit, connection, progress, work, server::terminate, server::kill);
        } catch (SQLException e) {
            String reason = server.reasonGone();
            if (reason.isEmpty()) {
                throw e;
            }
            throw new DevDatabaseException("The built-in PostgreSQL is gone: %s.".formatted(reason), e);
        }
    }

    @Override
    public void close() {
        if (!server.reasonGone().isEmpty()) {
            return;
        }
        try {
            server.administer("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
        } catch (SQLException e) {
            throw new DevDatabaseException(
                    "The scratch database %s cannot be dropped: %s".formatted(name, e.getMessage()), e);
        }
    }
}
