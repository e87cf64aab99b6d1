package dev.countersign.postgres.observe;

import dev.countersign.postgres.inspect.CatalogRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The catalogs whose rows can be followed, and to which objects their rows belong. */
final class CatalogSources {
    /** Statistics about data, and the shared list of who owns what, which repeats what the rows themselves say. */
    private static final Set<Long> WITHOUT_MEANING = Set.of(2619L, 3429L, 1214L);

    private static final String CATALOGS = "SELECT pg_catalog.string_agg(c.oid::pg_catalog.text, ',')"
            + " FROM pg_catalog.pg_class c WHERE c.oid < 16384 AND c.relkind = 'r'";

    private static final Map<Long, Source> SOURCES = sources();

    private CatalogSources() {}

    /**
     * Where the rows of a catalog belong.
     *
     * @param catalog the catalog's name
     * @param owners pairs of a catalog's OID, or a column with one, and the column with the OID of a row there
     */
    record Source(String catalog, String owners) {
        /** A query for catalog and OID of what those rows ({@code r}) belong to that meet the condition. */
        String rows(String condition) {
            return "SELECT o.catalog, o.oid FROM pg_catalog." + catalog + " r, LATERAL (VALUES " + owners
                    + ") o (catalog, oid) WHERE o.oid <> 0 AND o.catalog <> 0 AND " + condition;
        }
    }

    /** For each catalog that can be followed, by its OID, for which rows a row of it stands. */
    static Map<Long, Source> all() {
        return SOURCES;
    }

    /** Whether the catalog says nothing about what a schema is. */
    static boolean isWithoutMeaning(long catalog) {
        return WITHOUT_MEANING.contains(catalog);
    }

    /** Whether all these catalogs can be followed. */
    static boolean contain(Collection<Long> catalogs) {
        return SOURCES.keySet().containsAll(catalogs);
    }

    /** The OIDs of all catalogs of the server, with commas between them. */
    static String catalogs(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CATALOGS)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Adds what a query of {@link Source#rows} finds. */
    static void read(Connection connection, String query, Set<CatalogRow> found) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                found.add(new CatalogRow(row.getLong(1), row.getLong(2)));
            }
        }
    }

    private static Map<Long, Source> sources() {
        Map<Long, Source> sources = new LinkedHashMap<>();
        sources.put(1259L, new Source("pg_class", "(1259::pg_catalog.oid, r.oid)"));
        sources.put(1249L, new Source("pg_attribute", "(1259::pg_catalog.oid, r.attrelid)"));
        sources.put(2604L, new Source("pg_attrdef", "(1259::pg_catalog.oid, r.adrelid)"));
        sources.put(
                2606L,
                new Source(
                        "pg_constraint",
                        "(1259::pg_catalog.oid, r.conrelid), (1247::pg_catalog.oid, r.contypid), (2606::pg_catalog.oid, r.oid)"));
        sources.put(
                2610L,
                new Source("pg_index", "(1259::pg_catalog.oid, r.indrelid), (1259::pg_catalog.oid, r.indexrelid)"));
        sources.put(
                2620L, new Source("pg_trigger", "(1259::pg_catalog.oid, r.tgrelid), (2620::pg_catalog.oid, r.oid)"));
        sources.put(3256L, new Source("pg_policy", "(1259::pg_catalog.oid, r.polrelid)"));
        sources.put(2618L, new Source("pg_rewrite", "(1259::pg_catalog.oid, r.ev_class)"));
        sources.put(3381L, new Source("pg_statistic_ext", "(1259::pg_catalog.oid, r.stxrelid)"));
        sources.put(
                2611L,
                new Source("pg_inherits", "(1259::pg_catalog.oid, r.inhrelid), (1259::pg_catalog.oid, r.inhparent)"));
        sources.put(2224L, new Source("pg_sequence", "(1259::pg_catalog.oid, r.seqrelid)"));
        sources.put(3350L, new Source("pg_partitioned_table", "(1259::pg_catalog.oid, r.partrelid)"));
        sources.put(3501L, new Source("pg_enum", "(1247::pg_catalog.oid, r.enumtypid)"));
        sources.put(1247L, new Source("pg_type", "(1247::pg_catalog.oid, r.oid), (1259::pg_catalog.oid, r.typrelid)"));
        sources.put(1255L, new Source("pg_proc", "(1255::pg_catalog.oid, r.oid)"));
        sources.put(2600L, new Source("pg_aggregate", "(1255::pg_catalog.oid, r.aggfnoid::pg_catalog.oid)"));
        sources.put(2609L, new Source("pg_description", "(r.classoid, r.objoid)"));
        // who becomes or stops being a member of an extension leads to the extension, which is not followed
        sources.put(
                2608L,
                new Source(
                        "pg_depend",
                        "(r.classid, r.objid), (CASE r.deptype WHEN 'e' THEN 3079 WHEN 'x' THEN 3079 ELSE 0 END::pg_catalog.oid,"
                                + " r.refobjid)"));
        return sources;
    }
}
