package dev.countersign.postgres.inspect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which objects have to be read again after some rows of the catalogs changed: those that the rows are parts of, and those that depend on them, because
 * the server prints definitions with the present names of what they use.
 *
 * <p>The OIDs are handed to the server in settings of the transaction, so that the queries of the readers keep their text and can stay prepared.
 *
 * @param relations tables, views and sequences with everything on them
 * @param types enums and domains, and row types with privileges of their own
 * @param routines functions, procedures and aggregates
 */
record Narrowing(Set<Long> relations, Set<Long> types, Set<Long> routines) {

    /** What can be read in part. */
    enum Part {
        RELATIONS,
        TYPES,
        ROUTINES;

        private String setting() {
            return "countersign." + name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String READ = "countersign.read";

    /**
     * From changed rows ({@code touched}) over all that depends on them to the objects of which those are parts. What is no part of a relation, enum, domain
     * or routine keeps its own catalog and so cannot be narrowed.
     */
    private static final String OBJECTS = """
            WITH RECURSIVE touched AS (
              SELECT t.catalog, t.oid
              FROM ROWS FROM (pg_catalog.unnest(pg_catalog.current_setting('countersign.catalogs')::pg_catalog.oid[]),
                pg_catalog.unnest(pg_catalog.current_setting('countersign.oids')::pg_catalog.oid[])) t (catalog, oid)
              UNION
              SELECT d.classid, d.objid FROM touched t
              JOIN pg_catalog.pg_depend d ON d.refclassid = t.catalog AND d.refobjid = t.oid
            ), parts AS (
              SELECT 1259::pg_catalog.oid AS catalog, COALESCE(i.indrelid, d.refobjid, t.oid) AS oid
              FROM touched t
              LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = t.oid
              LEFT JOIN pg_catalog.pg_class c ON c.oid = t.oid AND c.relkind IN ('t', 'S')
              LEFT JOIN pg_catalog.pg_depend d ON d.classid = 1259 AND d.objid = c.oid AND d.refclassid = 1259 AND d.deptype = 'i'
              WHERE t.catalog = 1259
              UNION ALL
              SELECT CASE WHEN k.contypid <> 0 THEN 1247 ELSE 1259 END, CASE WHEN k.contypid <> 0 THEN k.contypid ELSE k.conrelid END
              FROM touched t JOIN pg_catalog.pg_constraint k ON k.oid = t.oid WHERE t.catalog = 2606
              UNION ALL
              SELECT 1259, a.adrelid FROM touched t JOIN pg_catalog.pg_attrdef a ON a.oid = t.oid WHERE t.catalog = 2604
              UNION ALL
              SELECT 1259, g.tgrelid FROM touched t JOIN pg_catalog.pg_trigger g ON g.oid = t.oid WHERE t.catalog = 2620
              UNION ALL
              SELECT 1259, p.polrelid FROM touched t JOIN pg_catalog.pg_policy p ON p.oid = t.oid WHERE t.catalog = 3256
              UNION ALL
              SELECT 1259, r.ev_class FROM touched t JOIN pg_catalog.pg_rewrite r ON r.oid = t.oid WHERE t.catalog = 2618
              UNION ALL
              SELECT 1259, s.stxrelid FROM touched t JOIN pg_catalog.pg_statistic_ext s ON s.oid = t.oid WHERE t.catalog = 3381
              UNION ALL
              SELECT CASE WHEN b.typrelid <> 0 THEN 1259 WHEN b.typtype IN ('e', 'd') THEN 1247 ELSE 3541 END,
                CASE WHEN b.typrelid <> 0 THEN b.typrelid ELSE b.oid END
              FROM touched t JOIN pg_catalog.pg_type y ON y.oid = t.oid
              JOIN pg_catalog.pg_type b ON b.oid = CASE WHEN y.typcategory = 'A' AND y.typelem <> 0 THEN y.typelem ELSE y.oid END
              WHERE t.catalog = 1247
              UNION ALL
              SELECT t.catalog, t.oid FROM touched t WHERE t.catalog NOT IN (1259, 2606, 2604, 2620, 3256, 2618, 3381, 1247)
            )
            SELECT p.catalog, p.oid FROM parts p
            UNION
            SELECT 1259, d.objid FROM parts p
            JOIN pg_catalog.pg_depend d ON d.refclassid = 1259 AND d.refobjid = p.oid AND d.classid = 1259 AND d.deptype = 'i'
            JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
            WHERE p.catalog = 1259
            UNION
            SELECT 1247, y.oid FROM parts p JOIN pg_catalog.pg_class c ON c.oid = p.oid
            JOIN pg_catalog.pg_type y ON y.oid = c.reltype AND y.typacl IS NOT NULL
            WHERE p.catalog = 1259""";

    /** Finds the objects; empty when some of them cannot be read by themselves. */
    static Optional<Narrowing> of(Collection<CatalogRow> touched, Connection connection, PreparedQueries prepared)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // nobody analyzes the catalogs of a scratch database, and without statistics the server would read them
            // whole for a handful of rows
            statement.execute(
                    "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off");
        }
        set(
                connection,
                setting(
                        "countersign.catalogs",
                        touched.stream().map(CatalogRow::catalog).toList()),
                setting(
                        "countersign.oids",
                        touched.stream().map(CatalogRow::oid).toList()));
        Set<CatalogRow> rows = new HashSet<>(touched);
        // parts that are gone cannot be looked up; the rows that held them together are touched as well
        rows.removeIf(row -> row.catalog() != CatalogClass.CLASS.oid()
                && row.catalog() != CatalogClass.TYPE.oid()
                && row.catalog() != CatalogClass.PROC.oid());
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(prepared.text(statement, OBJECTS))) {
            while (found.next()) {
                rows.add(new CatalogRow(found.getLong(1), found.getLong(2)));
            }
        }
        Narrowing narrowing = new Narrowing(new HashSet<>(), new HashSet<>(), new HashSet<>());
        for (CatalogRow row : rows) {
            if (row.catalog() == CatalogClass.CLASS.oid()) {
                narrowing.relations.add(row.oid());
            } else if (row.catalog() == CatalogClass.TYPE.oid()) {
                narrowing.types.add(row.oid());
            } else if (row.catalog() == CatalogClass.PROC.oid()) {
                narrowing.routines.add(row.oid());
            } else {
                return Optional.empty();
            }
        }
        set(
                connection,
                setting(Part.RELATIONS.setting(), narrowing.relations),
                setting(Part.TYPES.setting(), narrowing.types),
                setting(Part.ROUTINES.setting(), narrowing.routines));
        return Optional.of(narrowing);
    }

    /** The rows that stand for the objects. */
    List<CatalogRow> rows() {
        List<CatalogRow> rows = new ArrayList<>();
        relations.forEach(oid -> rows.add(new CatalogRow(CatalogClass.CLASS.oid(), oid)));
        types.forEach(oid -> rows.add(new CatalogRow(CatalogClass.TYPE.oid(), oid)));
        routines.forEach(oid -> rows.add(new CatalogRow(CatalogClass.PROC.oid(), oid)));
        return rows;
    }

    /** A condition for queries: the object is one of those to be read. */
    static String condition(Part part, String oid) {
        return " AND " + oid + " = ANY (pg_catalog.current_setting('" + part.setting() + "')::pg_catalog.oid[])";
    }

    /** A condition for {@code pg_depend}: the dependent has been read. */
    static String readCondition() {
        return " AND classid IN (1247, 1255, 1259, 2604, 2606, 2618, 2620, 3256, 3381)"
                + " AND objid = ANY (pg_catalog.current_setting('" + READ + "')::pg_catalog.oid[])";
    }

    /** A condition for rows about touched rows. */
    static String touchedCondition(String catalog, String oid) {
        return "(" + catalog + ", " + oid + ") IN (SELECT t.catalog, t.oid FROM ROWS FROM ("
                + "pg_catalog.unnest(pg_catalog.current_setting('countersign.catalogs')::pg_catalog.oid[]),"
                + " pg_catalog.unnest(pg_catalog.current_setting('countersign.oids')::pg_catalog.oid[])) t (catalog, oid))";
    }

    /** Tells the server what has been read. */
    static void setRead(Connection connection, Collection<Long> oids) throws SQLException {
        set(connection, setting(READ, oids));
    }

    /** Values for one round trip; they are numbers, so there is nothing to quote. */
    private static String setting(String name, Collection<Long> oids) {
        return "pg_catalog.set_config('" + name + "', '"
                + oids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")) + "', true)";
    }

    private static void set(Connection connection, String... settings) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT " + String.join(", ", settings));
        }
    }
}
