package dev.countersign.postgres.inspect;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.dialect.TableUse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code pg_stat_user_tables} counts. The counters of a partitioned table are those of its partitions. They begin where somebody reset them, or
 * where a crash lost them: the second is seen by the statistics of the archiver, which start anew at the same moment.
 */
public final class TableCounters {
    private static final int DATES_READS = 160000;
    private static final String SQL = """
            SELECT n.nspname, c.relname, s.reads, s.writes, s.last_read,
              greatest(
                (SELECT d.stats_reset FROM pg_catalog.pg_stat_database d WHERE d.datname = pg_catalog.current_database()),
                (SELECT a.stats_reset FROM pg_catalog.pg_stat_archiver a)) AS since
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN LATERAL (
              SELECT pg_catalog.sum(coalesce(u.seq_scan, 0) + coalesce(u.idx_scan, 0))::pg_catalog.int8 AS reads,
                pg_catalog.sum(u.n_tup_ins + u.n_tup_upd + u.n_tup_del)::pg_catalog.int8 AS writes,
                %s AS last_read
              FROM pg_catalog.pg_stat_user_tables u
              WHERE u.relid = c.oid
                OR u.relid IN (SELECT t.relid FROM pg_catalog.pg_partition_tree(c.oid) t)) s ON s.reads IS NOT NULL
            WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384""";

    private TableCounters() {}

    /** The counters by table. */
    public static Map<ObjectRef, TableUse> read(Connection connection) throws SQLException {
        boolean dates = version(connection) >= DATES_READS;
        String lastRead =
                dates ? "pg_catalog.max(greatest(u.last_seq_scan, u.last_idx_scan))" : "NULL::pg_catalog.timestamptz";
        Map<ObjectRef, TableUse> uses = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SQL.formatted(lastRead))) {
            while (row.next()) {
                ObjectRef table = ObjectRef.of(ObjectKind.TABLE, row.getString("nspname"), row.getString("relname"));
                uses.put(
                        table,
                        new TableUse(
                                table,
                                row.getLong("reads"),
                                row.getLong("writes"),
                                time(row, "last_read"),
                                dates,
                                time(row, "since")));
            }
        }
        return uses;
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('server_version_num')::int")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
