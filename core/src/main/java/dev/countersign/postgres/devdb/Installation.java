package dev.countersign.postgres.devdb;

import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How an extension gets into a scratch database. */
public final class Installation {
    private Installation() {}

    /**
     * The statement that installs an extension with whatever it needs.
     *
     * @param schema where its objects go; empty for the extension's own choice
     * @param version taken where the server has it, which another one's may not; else the server's default
     * @return empty when the server does not have the extension
     */
    public static Optional<String> statement(
            Statement statement, String extension, Optional<String> schema, Optional<String> version)
            throws SQLException {
        Set<String> versions = new TreeSet<>();
        try (ResultSet rows =
                statement.executeQuery("SELECT v.version FROM pg_catalog.pg_available_extension_versions v"
                        + " WHERE v.name = " + Literal.quote(extension))) {
            while (rows.next()) {
                versions.add(rows.getString(1));
            }
        }
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of("CREATE EXTENSION IF NOT EXISTS %s%s%s CASCADE"
                        .formatted(
                                Ident.quote(extension),
                                schema.map(s -> " SCHEMA " + Ident.quote(s)).orElse(""),
                                version.filter(versions::contains)
                                        .map(v -> " VERSION " + Literal.quote(v))
                                        .orElse("")));
    }
}
