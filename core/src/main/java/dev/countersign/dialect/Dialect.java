package dev.countersign.dialect;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Routine;
import dev.countersign.ddl.SchemaLanguage;
import dev.countersign.diff.Rename;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Planner;
import dev.countersign.plan.Statement;
import dev.countersign.rows.RowLanguage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** One database product family. Found by {@link java.util.ServiceLoader}; a new dialect is a new package and one line of registration. */
public interface Dialect {

    /** The name used in plans and catalogs, e.g. {@code postgres}. */
    String name();

    /** The product's name for people, e.g. {@code PostgreSQL}. */
    String product();

    /** Whether connection URLs of this scheme belong to it, e.g. {@code postgresql}. */
    boolean accepts(String scheme);

    /**
     * Takes a connection URL of an accepted scheme apart.
     *
     * @throws dev.countersign.connect.ConnectionException when it cannot be understood; the message never quotes it
     */
    DatabaseAddress address(String url);

    /** The same connection URL with a relative path of a file in it made absolute; unchanged where URLs name no files. */
    default String absolute(String url, Path directory) {
        return url;
    }

    /** The form of its connection URLs, for messages, e.g. {@code postgres://user@host:5432/database}. */
    String exampleUrl();

    /** The dev database to use when nobody names one. */
    String defaultDevUrl();

    /** Whether a database holds several schemas, so that one can be chosen. */
    default boolean severalSchemas() {
        return true;
    }

    /** The schema that names without a schema mean in a new database, e.g. {@code public}. */
    String defaultSchema();

    /** Whether a new database has this object by itself, so that no statement needs to make it. */
    boolean inEveryDatabase(ObjectRef ref);

    /** The server's version as the number it gives itself, e.g. 180006 for {@code 18.6}; 0 when the text holds none. */
    long versionNumber(String serverVersion);

    /**
     * Settings that a session must have for a plan to mean what it meant when it was made, by name.
     *
     * @param schema the one schema that is compared, if it is one
     */
    Map<String, String> session(Optional<String> schema);

    Inspector inspector();

    /** Compares two catalogs of this dialect. Stated renames whose old name is absent or whose new name is absent are ignored. */
    SchemaDiff diff(Catalog current, Catalog desired, Collection<Rename> renames);

    Planner planner();

    Definitions definitions();

    Observer.Factory observer();

    /**
     * What a statement copies, for products in which people build a table anew because {@code ALTER TABLE} cannot do what they want; empty when it copies no
     * table, and always where a table that is dropped after its rows were copied is a table that is dropped.
     */
    Optional<TableCopy> copy(String sql);

    /** How its schemas are written as HCL. */
    SchemaLanguage schemaLanguage();

    /** How rows are read and written. */
    RowLanguage rows();

    /** How scripts are cut and run. */
    Scripts scripts();

    /** Locks, rewrites and scans of a planned statement, given the state before it. */
    StatementTraits traits(Statement statement, Catalog before);

    /**
     * What the server says against the bodies of routines if they were made now; see {@link dev.countersign.catalog.RefusedBodies}. Empty for products that have no routines.
     *
     * @throws SQLException when the server refuses the question
     */
    default Map<ObjectRef, String> refusedBodies(Connection connection, Collection<Routine> routines)
            throws SQLException {
        return Map.of();
    }

    /**
     * Estimated number of rows by table, from the server's own bookkeeping; tables it knows nothing of are left out. Empty for products that keep none.
     *
     * @throws SQLException when the server refuses the question
     */
    default Map<ObjectRef, Long> rowEstimates(Connection connection) throws SQLException {
        return Map.of();
    }

    /**
     * How often tables were used, by table; empty for products that count nothing.
     *
     * @throws SQLException when the server refuses the question
     */
    default Map<ObjectRef, TableUse> tableUse(Connection connection) throws SQLException {
        return Map.of();
    }
}
