package dev.countersign.postgres.devdb.server;

import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.postgres.devdb.Subscriptions;
import dev.countersign.sql.postgres.Ident;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database that must be empty before use and is made empty again after it. */
final class EmptyDatabase {
    private static final String USER_SCHEMA = "nspname !~ '^pg_' AND nspname <> 'information_schema'";

    /** One row for each thing that somebody made, most telling first. */
    private static final String FOUND = """
            SELECT what FROM (
              SELECT 1 AS rank, 'table ' || c.oid::regclass::text AS what FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE %1$s AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c')
              UNION ALL
              SELECT 2, 'schema ' || quote_ident(nspname) FROM pg_namespace WHERE %1$s AND nspname <> 'public'
              UNION ALL
              SELECT 3, 'function ' || p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE %1$s
              UNION ALL
              SELECT 4, 'type ' || t.oid::regtype::text FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                WHERE %1$s AND t.typrelid = 0 AND t.typelem = 0
              UNION ALL
              SELECT 5, 'extension ' || quote_ident(extname) FROM pg_extension WHERE extname <> 'plpgsql'
            ) found ORDER BY rank, what LIMIT 1
            """.formatted(USER_SCHEMA);

    private static final String DROPS =
            "SELECT format('DROP %%s IF EXISTS %%s CASCADE', replace(upper(o.type), '-', ' '), o.identity)"
                    + " FROM (%s) made (catalog, oid), LATERAL pg_identify_object(made.catalog, made.oid, 0) o"
                    + " WHERE made.oid >= 16384 AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = made.catalog"
                    + " AND d.objid = made.oid AND d.deptype IN ('e', 'i')) AND o.identity IS NOT NULL";

    /** Statements that drop what belongs to the database as a whole. */
    private static final String OUTSIDE_SCHEMAS = DROPS.formatted("SELECT tableoid, oid FROM pg_event_trigger"
            + " UNION ALL SELECT tableoid, oid FROM pg_publication"
            + " UNION ALL SELECT tableoid, oid FROM pg_foreign_data_wrapper"
            + " UNION ALL SELECT tableoid, oid FROM pg_transform UNION ALL SELECT tableoid, oid FROM pg_cast"
            + " UNION ALL SELECT tableoid, oid FROM pg_language UNION ALL SELECT tableoid, oid FROM pg_am");

    /** Statements that drop what is left in the schema {@code public} beside relations, routines and types. */
    private static final String INSIDE_PUBLIC = DROPS.formatted(
            "SELECT tableoid, oid FROM pg_opfamily WHERE opfnamespace = 'public'::regnamespace"
                    + " UNION ALL SELECT tableoid, oid FROM pg_operator WHERE oprnamespace = 'public'::regnamespace"
                    + " UNION ALL SELECT tableoid, oid FROM pg_collation WHERE collnamespace = 'public'::regnamespace"
                    + " UNION ALL SELECT tableoid, oid FROM pg_conversion WHERE connamespace = 'public'::regnamespace"
                    + " UNION ALL SELECT tableoid, oid FROM pg_ts_config WHERE cfgnamespace = 'public'::regnamespace"
                    + " UNION ALL SELECT tableoid, oid FROM pg_ts_dict WHERE dictnamespace = 'public'::regnamespace"
                    + " UNION ALL SELECT tableoid, oid FROM pg_ts_parser WHERE prsnamespace = 'public'::regnamespace"
                    + " UNION ALL SELECT tableoid, oid FROM pg_ts_template WHERE tmplnamespace = 'public'::regnamespace");

    private final Connection connection;

    EmptyDatabase(Connection connection) {
        this.connection = connection;
    }

    /** For people: something that the database holds, or empty when it holds nothing. */
    String firstObject() throws SQLException {
        List<String> found = list(FOUND);
        return found.isEmpty() ? "" : found.getFirst();
    }

    /** Drops everything that is not part of a new database. Only to be called on a database that was empty before us. */
    void clean() throws SQLException {
        Subscriptions.drop(connection);
        try (Statement statement = connection.createStatement()) {
            for (String drop : list(OUTSIDE_SCHEMAS)) {
                statement.execute(drop);
            }
            for (String extension : list("SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'")) {
                statement.execute("DROP EXTENSION IF EXISTS %s CASCADE".formatted(Ident.quote(extension)));
            }
            for (String schema :
                    list("SELECT nspname FROM pg_namespace WHERE " + USER_SCHEMA + " AND nspname <> 'public'")) {
                statement.execute("DROP SCHEMA IF EXISTS %s CASCADE".formatted(Ident.quote(schema)));
            }
            // the schema public itself stays: its owner and privileges are the user's
            for (String drop : list("""
                    SELECT format('DROP %s IF EXISTS %s CASCADE',
                             CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                               WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END, c.oid::regclass)
                      FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c')
                    UNION ALL
                    SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure)
                      FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind <> 'a'
                    UNION ALL
                    SELECT format('DROP AGGREGATE IF EXISTS %s CASCADE', p.oid::regprocedure)
                      FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'a'
                    UNION ALL
                    SELECT format('DROP TYPE IF EXISTS %s CASCADE', t.oid::regtype)
                      FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typrelid = 0 AND t.typelem = 0
                    """)) {
                statement.execute(drop);
            }
            for (String drop : list(INSIDE_PUBLIC)) {
                statement.execute(drop);
            }
        }
        String left = firstObject();
        if (!left.isEmpty()) {
            throw new DevDatabaseException(
                    "The dev database could not be emptied again: %s is left; drop it before the next use."
                            .formatted(left));
        }
    }

    private List<String> list(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                found.add(result.getString(1));
            }
        }
        return found;
    }
}
