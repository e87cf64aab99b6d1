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
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    private static final String PARTIAL = "partial_hashes";
    private static final Pattern SUM = Pattern.compile("\"h1:([A-Za-z0-9+/=]+)\"");

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
                // tables of early versions have no sums of statements, so the columns are not named
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            Optional<String> statements = columns(rows).filter(PARTIAL::equals).findFirst();
            while (rows.next()) {
                String version = text(rows, "version");
                if (!version.startsWith(NO_FILE)) {
                    found.add(new Revision(
                            version,
                            rows.getLong("type"),
                            rows.getLong("applied"),
                            rows.getLong("total"),
                            text(rows, "executed_at"),
                            text(rows, "error"),
                            text(rows, "hash"),
                            statements.isPresent() ? sums(text(rows, PARTIAL)) : List.of()));
                }
            }
        }
        return found;
    }

    private static Stream<String> columns(ResultSet rows) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            names.add(rows.getMetaData().getColumnLabel(i));
        }
        return names.stream();
    }

    /** The texts of a list in JSON; null, an empty text and what is no list are no sums. */
    private static List<String> sums(String json) {
        return SUM.matcher(json).results().map(sum -> sum.group(1)).toList();
    }

    private static String text(ResultSet rows, String column) throws SQLException {
        return Objects.requireNonNullElse(rows.getString(column), "");
    }
}
