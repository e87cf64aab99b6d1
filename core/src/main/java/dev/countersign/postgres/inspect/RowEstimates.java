package dev.countersign.postgres.inspect;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** How many rows tables have by the server's own last count ({@code pg_class.reltuples}); one query for all of them. */
public final class RowEstimates {
    private static final String SQL = """
            SELECT n.nspname, c.relname, c.relkind, COALESCE(p.reltuples, c.reltuples) AS tuples
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN LATERAL (
              SELECT pg_catalog.sum(l.reltuples) AS reltuples FROM pg_catalog.pg_partition_tree(c.oid) t
              JOIN pg_catalog.pg_class l ON l.oid = t.relid WHERE t.isleaf AND l.reltuples >= 0) p ON c.relkind = 'p'
            WHERE c.relkind IN ('r', 'p', 'm') AND c.oid >= 16384""";

    private RowEstimates() {}

    /** Tables that were never counted are left out. */
    public static Map<ObjectRef, Long> read(Connection connection) throws SQLException {
        Map<ObjectRef, Long> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SQL)) {
            while (row.next()) {
                double tuples = row.getDouble("tuples");
                boolean never = row.wasNull() || tuples < 0;
                ObjectKind kind =
                        row.getString("relkind").equals("m") ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.TABLE;
                if (!never) {
                    rows.put(ObjectRef.of(kind, row.getString("nspname"), row.getString("relname")), (long) tuples);
                }
            }
        }
        return rows;
    }
}
