package dev.countersign.sqlite.script;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Table;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scripts;
import dev.countersign.sql.Syntax;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQLite's scripts, those of its shell's {@code .dump} included. */
public final class SqliteScripts implements Scripts {
    private static final Pattern NAMED = Pattern.compile(
            "near \"(.+?)\": syntax error|no such (?:column|table|function|collation sequence): ([^\\s)]+)");

    @Override
    public Syntax syntax() {
        return Syntax.withTriggerBodies();
    }

    /** There is one schema. */
    @Override
    public String inSchema(String schema, boolean made) {
        return "";
    }

    @Override
    public Run begin(ScratchDatabase scratch, Connection connection) {
        return statement -> Untrusted.execute(connection, statement.text());
    }

    @Override
    public <T> Optional<T> ask(Connection connection, String sql, Reading<T> reading) throws SQLException {
        try (PreparedStatement statement = Untrusted.prepare(connection, sql)) {
            if (!statement.execute()) {
                return Optional.empty();
            }
            try (ResultSet rows = statement.getResultSet()) {
                return Optional.of(reading.read(rows));
            }
        }
    }

    /** The driver puts its own name of the error in front, and what SQLite says in parentheses. */
    @Override
    public List<String> wordings(SQLException refused) {
        String said = Objects.requireNonNullElse(refused.getMessage(), "");
        int open = said.indexOf(" (");
        return open > 0 && said.startsWith("[") && said.endsWith(")")
                ? List.of(said.substring(open + 2, said.length() - 1))
                : List.of(said);
    }

    /** SQLite names a word and no place; the place is clear where the statement has the word once. */
    @Override
    public OptionalInt position(SQLException refused, String statement) {
        Matcher named = NAMED.matcher(Objects.requireNonNullElse(refused.getMessage(), ""));
        if (!named.find()) {
            return OptionalInt.empty();
        }
        String word = named.group(1) == null ? named.group(2) : named.group(1);
        int first = statement.indexOf(word);
        return first >= 0 && first == statement.lastIndexOf(word) ? OptionalInt.of(first) : OptionalInt.empty();
    }

    /** Triggers are taken away meanwhile: they are part of the schema, and must neither fire nor forbid. */
    @Override
    public void emptyTables(Connection connection, Catalog catalog) throws SQLException {
        Map<String, String> triggers = triggers(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys = OFF");
            statement.execute("BEGIN");
            for (String trigger : triggers.keySet()) {
                statement.execute("DROP TRIGGER " + quoted(trigger));
            }
            for (Table table : catalog.all(Table.class)) {
                statement.execute("DELETE FROM " + quoted(table.ref().name()));
            }
            if (hasCounters(statement)) {
                statement.execute("DELETE FROM sqlite_sequence");
            }
        }
        for (String definition : triggers.values()) {
            Untrusted.execute(connection, definition);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("COMMIT");
        }
    }

    private static Map<String, String> triggers(Connection connection) throws SQLException {
        Map<String, String> triggers = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                triggers.put(rows.getString(1), rows.getString(2));
            }
        }
        return triggers;
    }

    /** The table of AUTOINCREMENT's counters is there as soon as one table uses them. */
    private static boolean hasCounters(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'")) {
            return found.next();
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
