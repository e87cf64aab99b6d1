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
final class CountedTrace implements CatalogTrace {
    private static final String CURSOR = "countersign_deleted";

    /** The number of the transaction, whose subtransactions have later ones. */
    private static final String OWN_NUMBER =
            "(SELECT pg_catalog.age((pg_catalog.txid_current() & 4294967295)::pg_catalog.text::pg_catalog.xid))";

    /** In which catalogs the cursor looks, which it is told when it is first asked. */
    private static final String LOOK_IN = "countersign.deleted";

    private static final String DECLARE = "DECLARE " + CURSOR + " NO SCROLL CURSOR FOR "
            + CatalogSources.all().entrySet().stream()
                    .map(source -> source.getValue()
                            .rows("(SELECT " + source.getKey() + " = ANY (pg_catalog.current_setting('" + LOOK_IN
                                    + "')::pg_catalog.int8[])) AND r.xmax <> '0'::pg_catalog.xid AND pg_catalog.age(r.xmax) <= "
                                    + OWN_NUMBER))
                    .collect(Collectors.joining(" UNION ALL "));

    private static final String COUNTS = "SELECT c.oid, pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid)"
            + " + pg_catalog.pg_stat_get_xact_tuples_updated(c.oid), pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid)"
            + " FROM pg_catalog.unnest('{%s}'::pg_catalog.oid[]) c (oid)";

    /** The cursor is gone when the statement has ended the transaction. */
    private static final String UNKNOWN =
            " UNION ALL SELECT 0, 1, 0 WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_cursors u" + " WHERE u.name = '"
                    + CURSOR + "') OR NOT pg_catalog.current_setting('track_counts')::pg_catalog.bool";

    private final Connection connection;
    private final CatalogWatch watch;
    private final String counts;
    private Map<Long, Count> start = Map.of();

    /** How many rows were written, and how many deleted. */
    private record Count(long written, long deleted) {
        private static final Count NONE = new Count(0, 0);
    }

    /** For a connection, whose catalogs are always the same. */
    CountedTrace(Connection connection) throws SQLException {
        this.connection = connection;
        this.watch = new CatalogWatch(connection);
        this.counts = COUNTS.formatted(CatalogSources.catalogs(connection));
    }

    @Override
    public void begin() throws SQLException {
        watch.miss();
        start = counts("SELECT pg_catalog.txid_current(); " + DECLARE + "; " + counts);
    }

    @Override
    public Optional<Set<CatalogRow>> touched() throws SQLException {
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
        written.removeIf(CatalogSources::isWithoutMeaning);
        deleted.removeIf(CatalogSources::isWithoutMeaning);
        if (!CatalogSources.contain(written) || !CatalogSources.contain(deleted)) {
            return Optional.empty();
        }
        Set<CatalogRow> touched = new HashSet<>();
        if (!written.isEmpty()) {
            CatalogSources.read(
                    connection,
                    written.stream()
                            .map(CatalogSources.all()::get)
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
            CatalogSources.read(connection, "FETCH ALL FROM " + CURSOR, touched);
        }
        return Optional.of(touched);
    }

    @Override
    public void beginOutside() throws SQLException {
        watch.refresh();
    }

    /** Only that nothing was touched can be told. */
    @Override
    public Optional<Set<CatalogRow>> touchedOutside() throws SQLException {
        return watch.changed() ? Optional.empty() : Optional.of(Set.of());
    }

    @Override
    public void close() {
        // the connection belongs to the caller, and nothing was installed
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
}
