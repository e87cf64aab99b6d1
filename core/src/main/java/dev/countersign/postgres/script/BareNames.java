package dev.countersign.postgres.script;

import dev.countersign.sql.QualifiedName;
import dev.countersign.sql.ScriptStatement;
import dev.countersign.sql.StatementHead;
import dev.countersign.sql.postgres.Ident;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs statements with names that have no schema and are not seen from where they stand, as {@code sql("status[]")} in a schema file. Such a name means what
 * is in the schema of what the statement makes; if there is no such thing, the only one of that name in the database.
 */
final class BareNames {
    /** Tables, functions and types that are not there. */
    private static final Set<String> NOT_THERE = Set.of("42P01", "42883", "42704");

    private static final Pattern MISSING = Pattern.compile(
            "(?:type|relation) (?:\"(?<quoted>[^\"]+)\"|(?<plain>\\S+)) does not exist|function (?<routine>[^\\s(]+)\\(.*\\) does not exist");

    /** A statement that names more such things than this is left to its author. */
    private static final int MOST = 20;

    /** The schemas that have something of a name. */
    private static final String SCHEMAS = """
            SELECT DISTINCT n.nspname FROM pg_catalog.pg_namespace n
            JOIN (SELECT typnamespace AS space, typname AS name FROM pg_catalog.pg_type
              UNION ALL SELECT relnamespace, relname FROM pg_catalog.pg_class
              UNION ALL SELECT pronamespace, proname FROM pg_catalog.pg_proc) o ON o.space = n.oid
            WHERE o.name = ? AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' ORDER BY 1""";

    private final Connection connection;

    BareNames(Connection connection) {
        this.connection = connection;
    }

    /** Runs a statement. */
    @FunctionalInterface
    interface Work {
        void run(ScriptStatement statement) throws SQLException;
    }

    /**
     * @param refused what the server says of it as it stands
     * @throws SQLException what the server says of it at last
     */
    void run(ScriptStatement statement, SQLException refused, Work work) throws SQLException {
        if (!connection.getAutoCommit() || missing(refused).isEmpty()) {
            throw refused;
        }
        String before = path();
        List<String> schemas = new ArrayList<>();
        own(statement).ifPresent(schemas::add);
        try {
            SQLException said = refused;
            while (schemas.size() <= MOST) {
                // what the script's own path sees goes on meaning the same
                set(before + schemas.stream().map(s -> ", " + Ident.quote(s)).reduce("", String::concat));
                try {
                    work.run(statement);
                    return;
                } catch (SQLException next) {
                    said = next;
                }
                Optional<String> found = missing(said).isEmpty()
                        ? Optional.empty()
                        : only(missing(said).get());
                if (found.isEmpty() || schemas.contains(found.get())) {
                    break;
                }
                schemas.add(found.get());
            }
            throw said;
        } finally {
            set(before);
        }
    }

    private static Optional<String> own(ScriptStatement statement) {
        StatementHead head = StatementHead.of(statement);
        return head.table().or(head::name).map(QualifiedName::schema).filter(schema -> !schema.isEmpty());
    }

    private static Optional<String> missing(SQLException refused) {
        if (!NOT_THERE.contains(refused.getSQLState())) {
            return Optional.empty();
        }
        Matcher matcher = MISSING.matcher(Objects.requireNonNullElse(refused.getMessage(), ""));
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Stream.of("quoted", "plain", "routine")
                .map(matcher::group)
                .filter(Objects::nonNull)
                .map(name -> name.replaceFirst("(\\[])+$", ""))
                .filter(name -> !name.contains("."))
                .findFirst();
    }

    /**
     * The schema that has something of that name.
     *
     * @throws SQLException when several have
     */
    private Optional<String> only(String name) throws SQLException {
        List<String> schemas = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(SCHEMAS)) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    schemas.add(rows.getString(1));
                }
            }
        }
        if (schemas.size() > 1) {
            throw new SQLException(
                    "\"" + name + "\" is in the schemas " + String.join(" and ", schemas) + "; write which is meant",
                    "42704");
        }
        return schemas.stream().findFirst();
    }

    private String path() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SHOW search_path");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getString(1).isBlank() ? "\"\"" : row.getString(1);
        }
    }

    private void set(String path) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT pg_catalog.set_config('search_path', ?, false)")) {
            query.setString(1, path);
            query.executeQuery().close();
        }
    }
}
