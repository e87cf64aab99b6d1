package dev.countersign.sqlite.inspect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that SQLite says about a schema, in four queries whatever its size.
 *
 * @param entries the rows of sqlite_schema, without SQLite's own objects and the shadow tables of virtual ones
 * @param columns by table
 * @param references by table
 */
record SchemaRows(
        List<Entry> entries, Map<String, List<ColumnRow>> columns, Map<String, List<ReferenceRow>> references) {
    private static final String VIRTUAL = "CREATE VIRTUAL TABLE";
    private static final Pragma COLUMNS =
            new Pragma("pragma_table_xinfo", "p.name, p.type, p.\"notnull\", p.pk, p.hidden");
    private static final Pragma REFERENCES =
            new Pragma("pragma_foreign_key_list", "p.id, p.\"table\", p.\"from\", p.\"to\"");

    /** A PRAGMA about a table as a function, and what is read of it. */
    private record Pragma(String name, String columns) {}

    /** A row of sqlite_schema; {@code virtual} for virtual tables. */
    record Entry(String type, String name, String table, String sql, boolean virtual) {
        boolean isTable() {
            return type.equals("table");
        }

        boolean isRelation() {
            return isTable() || type.equals("view");
        }

        /** Whether the text is that of a virtual table, which SQLite begins always alike. */
        boolean isWrittenAsVirtual() {
            return isTable() && sql.regionMatches(true, 0, VIRTUAL, 0, VIRTUAL.length());
        }
    }

    /** A row of PRAGMA table_xinfo; {@code hidden} is 2 for virtual and 3 for stored generated columns. */
    record ColumnRow(String name, String type, boolean notNull, int primaryKey, int hidden) {}

    /** A row of PRAGMA foreign_key_list. */
    record ReferenceRow(int id, String parent, String from, Optional<String> to) {}

    static SchemaRows read(Statement statement) throws SQLException {
        Set<String> shadows = new HashSet<>();
        Set<String> virtual = new HashSet<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND type IN ('shadow', 'virtual')")) {
            while (row.next()) {
                (row.getString(2).equals("shadow") ? shadows : virtual).add(row.getString(1));
            }
        }
        List<Entry> entries = entries(statement, shadows, virtual);
        try (ResultSet columns = statement.executeQuery(ofTables(COLUMNS))) {
            Map<String, List<ColumnRow>> byTable = columns(columns);
            try (ResultSet references = statement.executeQuery(ofTables(REFERENCES))) {
                return new SchemaRows(entries, byTable, references(references));
            }
        }
    }

    /** The rows of sqlite_schema alone, of a database without virtual tables. */
    static List<Entry> entries(Statement statement) throws SQLException {
        return entries(statement, Set.of(), Set.of());
    }

    /** What is said about some of the rows of sqlite_schema; costs as much as they are. */
    static SchemaRows about(List<Entry> entries, Connection connection) throws SQLException {
        Map<String, List<ColumnRow>> columns = new HashMap<>();
        Map<String, List<ReferenceRow>> references = new HashMap<>();
        try (PreparedStatement ofColumns = connection.prepareStatement(ofTable(COLUMNS));
                PreparedStatement ofReferences = connection.prepareStatement(ofTable(REFERENCES))) {
            for (Entry entry : entries) {
                if (entry.isTable()) {
                    ofColumns.setString(1, entry.name());
                    try (ResultSet rows = ofColumns.executeQuery()) {
                        columns.putAll(columns(rows));
                    }
                    ofReferences.setString(1, entry.name());
                    try (ResultSet rows = ofReferences.executeQuery()) {
                        references.putAll(references(rows));
                    }
                }
            }
        }
        return new SchemaRows(entries, columns, references);
    }

    private static List<Entry> entries(Statement statement, Set<String> shadows, Set<String> virtual)
            throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT type, name, tbl_name, sql FROM main.sqlite_schema"
                + " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")) {
            while (row.next()) {
                String name = row.getString(2);
                String table = row.getString(3);
                if (!shadows.contains(name) && !shadows.contains(table)) {
                    entries.add(new Entry(row.getString(1), name, table, row.getString(4), virtual.contains(name)));
                }
            }
        }
        return entries;
    }

    /** Views and virtual tables are left out: a broken view or a module that is not loaded here would stop everything. */
    private static String ofTables(Pragma pragma) {
        return "SELECT m.name, " + pragma.columns() + " FROM main.sqlite_schema m, " + pragma.name()
                + "(m.name, 'main') p WHERE m.type = 'table' AND upper(substr(m.sql, 1, 20)) <> '" + VIRTUAL + "'";
    }

    private static String ofTable(Pragma pragma) {
        return "SELECT ?1, " + pragma.columns() + " FROM " + pragma.name() + "(?1, 'main') p";
    }

    private static Map<String, List<ColumnRow>> columns(ResultSet row) throws SQLException {
        Map<String, List<ColumnRow>> columns = new HashMap<>();
        while (row.next()) {
            columns.computeIfAbsent(row.getString(1), t -> new ArrayList<>())
                    .add(new ColumnRow(
                            row.getString(2), row.getString(3), row.getBoolean(4), row.getInt(5), row.getInt(6)));
        }
        return columns;
    }

    private static Map<String, List<ReferenceRow>> references(ResultSet row) throws SQLException {
        Map<String, List<ReferenceRow>> references = new HashMap<>();
        while (row.next()) {
            references
                    .computeIfAbsent(row.getString(1), t -> new ArrayList<>())
                    .add(new ReferenceRow(
                            row.getInt(2), row.getString(3), row.getString(4), Optional.ofNullable(row.getString(5))));
        }
        return references;
    }
}
