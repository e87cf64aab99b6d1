package dev.countersign.sqlite.inspect;

import java.sql.Connection;
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

    /** A row of sqlite_schema; {@code virtual} for virtual tables. */
    record Entry(String type, String name, String table, String sql, boolean virtual) {}

    /** A row of PRAGMA table_xinfo; {@code hidden} is 2 for virtual and 3 for stored generated columns. */
    record ColumnRow(String name, String type, boolean notNull, int primaryKey, int hidden) {}

    /** A row of PRAGMA foreign_key_list. */
    record ReferenceRow(int id, String parent, String from, Optional<String> to) {}

    static SchemaRows read(Connection connection) throws SQLException {
        Set<String> shadows = new HashSet<>();
        Set<String> virtual = new HashSet<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(
                    "SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND type IN ('shadow', 'virtual')")) {
                while (row.next()) {
                    (row.getString(2).equals("shadow") ? shadows : virtual).add(row.getString(1));
                }
            }
            return new SchemaRows(entries(statement, shadows, virtual), columns(statement), references(statement));
        }
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
    private static String ofTables(String pragma, String columns) {
        return "SELECT m.name, " + columns + " FROM main.sqlite_schema m, " + pragma
                + "(m.name, 'main') p WHERE m.type = 'table' AND upper(substr(m.sql, 1, 20)) <> 'CREATE VIRTUAL TABLE'";
    }

    private static Map<String, List<ColumnRow>> columns(Statement statement) throws SQLException {
        Map<String, List<ColumnRow>> columns = new HashMap<>();
        try (ResultSet row = statement.executeQuery(
                ofTables("pragma_table_xinfo", "p.name, p.type, p.\"notnull\", p.pk, p.hidden"))) {
            while (row.next()) {
                columns.computeIfAbsent(row.getString(1), t -> new ArrayList<>())
                        .add(new ColumnRow(
                                row.getString(2), row.getString(3), row.getBoolean(4), row.getInt(5), row.getInt(6)));
            }
        }
        return columns;
    }

    private static Map<String, List<ReferenceRow>> references(Statement statement) throws SQLException {
        Map<String, List<ReferenceRow>> references = new HashMap<>();
        try (ResultSet row = statement.executeQuery(
                ofTables("pragma_foreign_key_list", "p.id, p.\"table\", p.\"from\", p.\"to\""))) {
            while (row.next()) {
                references
                        .computeIfAbsent(row.getString(1), t -> new ArrayList<>())
                        .add(new ReferenceRow(
                                row.getInt(2),
                                row.getString(3),
                                row.getString(4),
                                Optional.ofNullable(row.getString(5))));
            }
        }
        return references;
    }
}
