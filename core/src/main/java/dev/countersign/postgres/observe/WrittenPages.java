package dev.countersign.postgres.observe;

import dev.countersign.devdb.ScratchDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads in the server's write-ahead log which pages of the system catalogs have been written, so that nobody has to look for changed rows
 * in whole catalogs: what a statement costs does not grow with the number of tables. Whoever wrote is not asked, so a page too many may be named, never
 * one too few.
 *
 * <p>A session of its own, of the engine's superuser. It reads the log with the function of the extension {@code pg_walinspect}
 * (PostgreSQL manual, F.36), which it makes for itself among its temporary objects, so that nothing is installed in the database.
 */
final class WrittenPages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WrittenPages.class);

    /** {@code pg_logical_emit_message} can write the log out from here on; without that a transaction that goes on is not there to read. */
    private static final int FIRST_VERSION = 170000;

    /** The version of the extension whose function has the columns below; with any other nothing is read. */
    private static final String EXTENSION_VERSION = "1.1";

    private static final String MAKE = """
            CREATE FUNCTION pg_temp.written_blocks (IN pg_lsn, IN pg_lsn, IN boolean, OUT start_lsn pg_lsn, OUT end_lsn pg_lsn, OUT prev_lsn pg_lsn,
              OUT block_id int2, OUT reltablespace oid, OUT reldatabase oid, OUT relfilenode oid, OUT relforknumber int2, OUT relblocknumber int8, OUT xid xid,
              OUT resource_manager text, OUT record_type text, OUT record_length int4, OUT main_data_length int4, OUT block_data_length int4,
              OUT block_fpi_length int4, OUT block_fpi_info text[], OUT description text, OUT block_data bytea, OUT block_fpi_data bytea)
            RETURNS SETOF record LANGUAGE c STRICT AS '$libdir/pg_walinspect', 'pg_get_wal_block_info'""";

    /** Writes the log out, and says how far it goes. */
    private static final String MARK = """
            SELECT pg_catalog.pg_logical_emit_message(false, 'countersign', '', true);
            SELECT pg_catalog.pg_current_wal_flush_lsn(),
              pg_catalog.txid_snapshot_xmax(pg_catalog.txid_current_snapshot())""";

    /** Rows are written to the first block of a record, an update names the row's old block as the second; what prunes, locks or freezes changes no row. */
    private static final String BLOCKS = """
            SELECT c.oid, b.relblocknumber, pg_catalog.bool_or(b.record_type NOT LIKE 'DELETE%%'), pg_catalog.bool_or(b.record_type LIKE 'DELETE%%')
            FROM pg_temp.written_blocks('%s', '%s', false) b
            JOIN (SELECT o.oid, pg_catalog.pg_relation_filenode(o.oid) AS file FROM pg_catalog.unnest('{%s}'::pg_catalog.oid[]) o (oid) OFFSET 0) c
              ON c.file = b.relfilenode
            WHERE b.reldatabase IN (0, (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()))
              AND b.relforknumber = 0 AND b.block_id = 0 AND b.resource_manager IN ('Heap', 'Heap2')
              AND b.record_type ~ '^(INSERT|MULTI_INSERT|UPDATE|HOT_UPDATE|DELETE)'
            GROUP BY 1, 2""";

    private final Connection connection;
    private final String catalogs;
    private Mark last;

    /**
     * A place in the log.
     *
     * @param position in the log
     * @param nextTransaction all transactions with a smaller number have been looked at
     */
    private record Mark(String position, long nextTransaction) {}

    /**
     * Pages by catalog.
     *
     * @param written to which rows were added, in whole or as a new version
     * @param deleted from which rows were deleted
     * @param firstTransaction no transaction with a smaller number wrote there
     */
    record Pages(Map<Long, TreeSet<Long>> written, Map<Long, TreeSet<Long>> deleted, long firstTransaction) {}

    private WrittenPages(Connection connection) throws SQLException {
        this.connection = connection;
        this.catalogs = CatalogSources.catalogs(connection);
        this.last = mark();
    }

    /** What is written from now on to the catalogs of a scratch database; empty where its server does not let the log be read. */
    static Optional<WrittenPages> of(ScratchDatabase scratch) throws SQLException {
        Optional<Connection> privileged = scratch.openPrivileged();
        if (privileged.isEmpty()) {
            return Optional.empty();
        }
        try (Statement statement = privileged.get().createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_catalog.current_setting('server_version_num')::int4, e.default_version"
                                + " FROM pg_catalog.pg_available_extensions e WHERE e.name = 'pg_walinspect'")) {
            if (row.next() && row.getInt(1) >= FIRST_VERSION && EXTENSION_VERSION.equals(row.getString(2))) {
                statement.execute(MAKE);
                return Optional.of(new WrittenPages(privileged.get()));
            }
        } catch (SQLException refused) {
            LOG.debug("the log of {} cannot be read", scratch.name(), refused);
        }
        privileged.get().close();
        return Optional.empty();
    }

    /** The session, for looking at rows that the transaction of another session has deleted: here they are still seen. */
    Connection connection() {
        return connection;
    }

    /**
     * What was written since the last call, or since this was made.
     *
     * @param open the transaction that is looked at before its end, which the next call leaves out; 0 for none
     * @return empty when the log does not reach back so far any more
     */
    Optional<Pages> next(long open) throws SQLException {
        Mark from = last;
        Mark to = mark();
        last = new Mark(to.position(), Math.max(to.nextTransaction(), open + 1));
        Pages pages = new Pages(new TreeMap<>(), new TreeMap<>(), from.nextTransaction());
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(BLOCKS.formatted(from.position(), last.position(), catalogs))) {
            while (row.next()) {
                if (CatalogSources.isWithoutMeaning(row.getLong(1))) {
                    continue;
                }
                if (row.getBoolean(3)) {
                    add(pages.written(), row);
                }
                if (row.getBoolean(4)) {
                    add(pages.deleted(), row);
                }
            }
            return Optional.of(pages);
        } catch (SQLException unreadable) {
            LOG.debug("the log cannot be read from {}", from.position(), unreadable);
            return Optional.empty();
        }
    }

    private Mark mark() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(MARK);
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return new Mark(row.getString(1), row.getLong(2));
            }
        }
    }

    private static void add(Map<Long, TreeSet<Long>> pages, ResultSet row) throws SQLException {
        pages.computeIfAbsent(row.getLong(1), catalog -> new TreeSet<>()).add(row.getLong(2));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
