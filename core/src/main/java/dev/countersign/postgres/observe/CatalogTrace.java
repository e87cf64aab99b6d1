package dev.countersign.postgres.observe;

import dev.countersign.postgres.inspect.CatalogRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the rows of the system catalogs that a transaction writes and deletes, without privileges and without anything installed.
 *
 * <p>The server counts for itself how many rows a session has inserted, updated and deleted in each table, the catalogs among them, so only catalogs
 * that were written are looked at. It passes these numbers on now and then, never within a transaction, so what a transaction has done is the difference
 * to what they were at its beginning. A row that was written has an {@code xmin} not older than the transaction. A row that was deleted can still be seen by
 * a cursor that was opened before, and has an {@code xmax} not older than the transaction.
 */
final class CatalogTrace {
    private static final String CURSOR = "countersign_deleted";

    /** Statistics about data, and the shared list of who owns what, which repeats what the rows themselves say. */
    private static final Set<Long> WITHOUT_MEANING = Set.of(2619L, 3429L, 1214L);

    /** The number of the transaction, whose subtransactions have later ones. */
    private static final String OWN_NUMBER =
            "(SELECT pg_catalog.age((pg_catalog.txid_current() & 4294967295)::pg_catalog.text::pg_catalog.xid))";

    /** For each catalog that can be followed, by its OID, for which rows a row of it stands. */
    private static final Map<Long, Source> SOURCES = sources();

    /** In which catalogs the cursor looks, which it is told when it is first asked. */
    private static final String LOOK_IN = "countersign.deleted";

    private static final String DECLARE = "DECLARE " + CURSOR + " NO SCROLL CURSOR FOR "
            + SOURCES.entrySet().stream()
                    .map(source -> source.getValue()
                            .rows("(SELECT " + source.getKey() + " = ANY (pg_catalog.current_setting('" + LOOK_IN
                                    + "')::pg_catalog.int8[])) AND r.xmax <> '0'::pg_catalog.xid AND pg_catalog.age(r.xmax) <= "
                                    + OWN_NUMBER))
                    .collect(Collectors.joining(" UNION ALL "));

    private static final String CATALOGS = "SELECT pg_catalog.string_agg(c.oid::pg_catalog.text, ',')"
            + " FROM pg_catalog.pg_class c WHERE c.oid < 16384 AND c.relkind = 'r'";

    private static final String COUNTS = "SELECT c.oid, pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid)"
            + " + pg_catalog.pg_stat_get_xact_tuples_updated(c.oid), pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid)"
            + " FROM pg_catalog.unnest('{%s}'::pg_catalog.oid[]) c (oid)";

    /** The cursor is gone when the statement has ended the transaction. */
    private static final String UNKNOWN =
            " UNION ALL SELECT 0, 1, 0 WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_cursors u" + " WHERE u.name = '"
                    + CURSOR + "') OR NOT pg_catalog.current_setting('track_counts')::pg_catalog.bool";

    private final Connection connection;
    private final String counts;
    private Map<Long, Count> start = Map.of();

    /**
     * Where the rows of a catalog belong.
     *
     * @param catalog the catalog's name
     * @param owners pairs of a catalog's OID, or a column with one, and the column with the OID of a row there
     */
    private record Source(String catalog, String owners) {
        String rows(String condition) {
            return "SELECT o.catalog, o.oid FROM pg_catalog." + catalog + " r, LATERAL (VALUES " + owners
                    + ") o (catalog, oid) WHERE o.oid <> 0 AND o.catalog <> 0 AND " + condition;
        }
    }

    /** How many rows were written, and how many deleted. */
    private record Count(long written, long deleted) {
        private static final Count NONE = new Count(0, 0);
    }

    /** For a connection, whose catalogs are always the same. */
    CatalogTrace(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CATALOGS)) {
            row.next();
            this.counts = COUNTS.formatted(row.getString(1));
        }
    }

    /** Begins to follow the transaction that the connection has just begun; to be called before its first statement. */
    void begin() throws SQLException {
        start = counts("SELECT pg_catalog.txid_current(); " + DECLARE + "; " + counts);
    }

    /**
     * The rows that the transaction has written and deleted so far; empty when it has changed something that is not followed.
     *
     * @throws SQLException also when a deferred constraint is violated
     */
    Optional<Set<CatalogRow>> touched() throws SQLException {
        List<Long> written = new ArrayList<>();
        List<Long> deleted = new ArrayList<>();
        // deferred triggers come before the look, as they may change catalogs as well
        counts("SET CONSTRAINTS ALL IMMEDIATE; " + counts + UNKNOWN).forEach((catalog, count) -> {
            Count before = start.getOrDefault(catalog, Count.NONE);
            if (count.written() > before.written()) {
                written.add(catalog);
            }
            if (count.deleted() > before.deleted()) {
                deleted.add(catalog);
            }
        });
        written.removeAll(WITHOUT_MEANING);
        deleted.removeAll(WITHOUT_MEANING);
        if (!SOURCES.keySet().containsAll(written) || !SOURCES.keySet().containsAll(deleted)) {
            return Optional.empty();
        }
        Set<CatalogRow> touched = new HashSet<>();
        if (!written.isEmpty()) {
            read(
                    written.stream()
                            .map(SOURCES::get)
                            .map(source -> source.rows("pg_catalog.age(r.xmin) <= " + OWN_NUMBER))
                            .collect(Collectors.joining(" UNION ALL ")),
                    touched);
        }
        if (!deleted.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_catalog.set_config('" + LOOK_IN + "', '"
                        + deleted.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"))
                        + "', true)");
            }
            read("FETCH ALL FROM " + CURSOR, touched);
        }
        return Optional.of(touched);
    }

    /** The counts of each catalog that the last statement of the text returns. */
    private Map<Long, Count> counts(String text) throws SQLException {
        Map<Long, Count> found = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(text);
            while (rows || statement.getUpdateCount() != -1) {
                if (rows) {
                    found.clear();
                    try (ResultSet row = statement.getResultSet()) {
                        while (row.getMetaData().getColumnCount() == 3 && row.next()) {
                            found.put(row.getLong(1), new Count(row.getLong(2), row.getLong(3)));
                        }
                    }
                }
                rows = statement.getMoreResults();
            }
        }
        return found;
    }

    private void read(String query, Set<CatalogRow> touched) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                touched.add(new CatalogRow(row.getLong(1), row.getLong(2)));
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
