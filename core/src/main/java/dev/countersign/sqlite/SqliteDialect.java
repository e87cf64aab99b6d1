package dev.countersign.sqlite;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.ddl.SchemaLanguage;
import dev.countersign.dialect.DatabaseAddress;
import dev.countersign.dialect.Definitions;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Inspector;
import dev.countersign.dialect.Observer;
import dev.countersign.dialect.Scripts;
import dev.countersign.dialect.StatementTraits;
import dev.countersign.dialect.TableCopy;
import dev.countersign.diff.Rename;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Planner;
import dev.countersign.plan.Statement;
import dev.countersign.rows.RowLanguage;
import dev.countersign.sqlite.connect.SqliteAddress;
import dev.countersign.sqlite.definition.SqliteDefinitions;
import dev.countersign.sqlite.devdb.MemoryProvider;
import dev.countersign.sqlite.diff.SqliteDiffer;
import dev.countersign.sqlite.hcl.SqliteHcl;
import dev.countersign.sqlite.inspect.SqliteInspector;
import dev.countersign.sqlite.observe.SqliteObserver;
import dev.countersign.sqlite.observe.SqliteTraits;
import dev.countersign.sqlite.plan.SqlitePlanner;
import dev.countersign.sqlite.rows.SqliteRows;
import dev.countersign.sqlite.script.SqliteScripts;
import dev.countersign.sqlite.sql.CopyText;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** SQLite 3, from 3.35 on, which can drop columns. */
public final class SqliteDialect implements Dialect {

    @Override
    public String name() {
        return SqliteInspector.DIALECT;
    }

    @Override
    public String product() {
        return "SQLite";
    }

    @Override
    public boolean accepts(String scheme) {
        return scheme.equals("sqlite");
    }

    @Override
    public DatabaseAddress address(String url) {
        return SqliteAddress.parse(url);
    }

    @Override
    public String absolute(String url, Path directory) {
        return SqliteAddress.absolute(url, directory);
    }

    @Override
    public String exampleUrl() {
        return "sqlite://folder/file.db";
    }

    @Override
    public String defaultDevUrl() {
        return MemoryProvider.URL;
    }

    @Override
    public boolean severalSchemas() {
        return false;
    }

    @Override
    public String defaultSchema() {
        return SqliteInspector.SCHEMA;
    }

    @Override
    public boolean inEveryDatabase(ObjectRef ref) {
        return false;
    }

    /** As {@code sqlite3_libversion_number()}: 3054001 for 3.54.1. */
    @Override
    public long versionNumber(String serverVersion) {
        String[] parts = serverVersion.replaceAll("[^0-9.].*$", "").split("\\.");
        long number = 0;
        for (int i = 0; i < 3; i++) {
            long part = i < parts.length && !parts[i].isEmpty() ? Long.parseLong(parts[i]) : 0;
            number = number * 1000 + part;
        }
        return number;
    }

    @Override
    public Map<String, String> session(Optional<String> schema) {
        return Map.of("legacy_alter_table", "off");
    }

    @Override
    public Inspector inspector() {
        return new SqliteInspector();
    }

    @Override
    public Optional<TableCopy> copy(String sql) {
        return CopyText.of(sql);
    }

    @Override
    public SchemaDiff diff(Catalog current, Catalog desired, Collection<Rename> renames) {
        return new SqliteDiffer(current, desired, renames).diff();
    }

    @Override
    public Planner planner() {
        return new SqlitePlanner();
    }

    @Override
    public Definitions definitions() {
        return new SqliteDefinitions();
    }

    @Override
    public Observer.Factory observer() {
        return SqliteObserver.factory();
    }

    @Override
    public SchemaLanguage schemaLanguage() {
        return new SqliteHcl();
    }

    @Override
    public RowLanguage rows() {
        return new SqliteRows();
    }

    @Override
    public Scripts scripts() {
        return new SqliteScripts();
    }

    @Override
    public StatementTraits traits(Statement statement, Catalog before) {
        return new SqliteTraits().of(statement);
    }
}
