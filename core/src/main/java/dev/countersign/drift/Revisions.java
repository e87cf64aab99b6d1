package dev.countersign.drift;

import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a database records of the migrations that ran.
 *
 * @param where the table, for people; empty when there is none
 * @param rows its rows, in no order that means anything
 */
public record Revisions(Optional<String> where, List<Revision> rows) {
    private static final String TABLE = "atlas_schema_revisions";

    /** Rows that are about something else than a file begin like this. */
    private static final String NO_FILE = ".";

    public Revisions {
        rows = List.copyOf(rows);
    }

    /** The schema that holds the table; empty when there is none, or the product has no schemas. */
    public Optional<String> schema() {
        return where.map(w -> w.substring(0, Math.max(0, w.length() - TABLE.length() - 1)))
                .filter(schema -> !schema.isEmpty());
    }

    /**
     * Reads the table, wherever it is.
     *
     * @param asked the schema in which it is, if somebody says so
     * @param home the one schema that the connection is limited to; a table there is taken before others
     * @throws CountersignException when there are several and nobody says which, or it cannot be read
     */
    public static Revisions read(Connection connection, Optional<String> asked, Optional<String> home) {
        try {
            TreeSet<String> schemas = schemas(connection);
            Optional<String> schema = asked.or(() -> home.filter(schemas::contains));
            if (schema.isEmpty() && schemas.size() > 1) {
                throw new CountersignException(
                        ExitCode.USAGE,
                        "Several schemas have a table " + TABLE + ": " + String.join(", ", schemas)
                                + "; say which one is meant with migration { revisions_schema = \"...\" } or --revisions-schema.");
            }
            Optional<String> found = schema.or(() -> schemas.stream().findFirst());
            if (found.filter(schemas::contains).isEmpty()) {
                return new Revisions(Optional.empty(), List.of());
            }
            String place = found.get().isEmpty() ? TABLE : found.get() + "." + TABLE;
            return new Revisions(Optional.of(place), rows(connection, found.get()));
        } catch (SQLException e) {
            throw new CountersignException(
                    ExitCode.FAILED, "The table " + TABLE + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Where there are tables of that name; the empty name for products without schemas. */
    private static TreeSet<String> schemas(Connection connection) throws SQLException {
        TreeSet<String> schemas = new TreeSet<>();
        try (ResultSet tables = connection.getMetaData().getTables(null, null, TABLE, new String[] {"TABLE"})) {
            while (tables.next()) {
                if (tables.getString("TABLE_NAME").equals(TABLE)) {
                    schemas.add(Objects.requireNonNullElse(tables.getString("TABLE_SCHEM"), ""));
                }
            }
        }
        return schemas;
    }

    private static List<Revision> rows(Connection connection, String schema) throws SQLException {
        String table = schema.isEmpty() ? TABLE : "\"" + schema.replace("\"", "\"\"") + "\"." + TABLE;
        List<Revision> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT version, type, applied, total, executed_at, error, hash FROM " + table)) {
            while (rows.next()) {
                String version = text(rows, 1);
                if (!version.startsWith(NO_FILE)) {
                    found.add(new Revision(
                            version,
                            rows.getLong(2),
                            rows.getLong(3),
                            rows.getLong(4),
                            text(rows, 5),
                            text(rows, 6),
                            text(rows, 7)));
                }
            }
        }
        return found;
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        return Objects.requireNonNullElse(rows.getString(column), "");
    }
}
