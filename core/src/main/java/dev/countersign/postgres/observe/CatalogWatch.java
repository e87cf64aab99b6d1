package dev.countersign.postgres.observe;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells whether a statement changed anything in the system catalogs, without reading them out. A catalog is unchanged when it has as many rows as before
 * and none of them was written by a transaction that began later: a row that is changed gets a new {@code xmin}, a row that is dropped is missing from
 * the count. Statements that only touch data, or settings, are told apart this way at the price of one query.
 */
final class CatalogWatch {
    private static final List<String> CATALOGS = List.of(
            "pg_namespace",
            "pg_extension",
            "pg_description",
            "pg_type",
            "pg_enum",
            "pg_range",
            "pg_class",
            "pg_attribute",
            "pg_attrdef",
            "pg_constraint",
            "pg_index",
            "pg_inherits",
            "pg_sequence",
            "pg_partitioned_table",
            "pg_proc",
            "pg_aggregate",
            "pg_trigger",
            "pg_policy",
            "pg_rewrite",
            "pg_statistic_ext",
            "pg_depend",
            "pg_event_trigger",
            "pg_cast",
            "pg_operator",
            "pg_opclass",
            "pg_opfamily",
            "pg_collation",
            "pg_conversion",
            "pg_language",
            "pg_transform",
            "pg_am",
            "pg_ts_config",
            "pg_ts_config_map",
            "pg_ts_dict",
            "pg_ts_parser",
            "pg_ts_template",
            "pg_publication",
            "pg_publication_rel",
            "pg_foreign_data_wrapper",
            "pg_foreign_server",
            "pg_foreign_table",
            "pg_default_acl",
            "pg_seclabel",
            "pg_largeobject_metadata");

    private final Connection connection;
    private String counts;
    private String nextTransaction;

    CatalogWatch(Connection connection) throws SQLException {
        this.connection = connection;
        nextTransaction = nextTransaction();
        counts = counts();
    }

    /** Whether the catalogs differ from what they were at the last call, or at the start. */
    boolean changed() throws SQLException {
        String next = nextTransaction();
        String now = counts();
        boolean written = !now.equals(counts) || writtenSince(nextTransaction);
        counts = now;
        nextTransaction = next;
        return written;
    }

    /** Shared catalogs cannot be read by everybody, so the names in them that show up in definitions are hashed instead. */
    private String counts() throws SQLException {
        return scalar(CATALOGS.stream()
                .map(catalog -> "(SELECT pg_catalog.count(*) FROM pg_catalog." + catalog + ")")
                .collect(Collectors.joining(
                        " || ',' || ",
                        "SELECT ",
                        " || ',' || (SELECT COALESCE(pg_catalog.sum(pg_catalog.hashtext(rolname::pg_catalog.text)), 0)"
                                + " FROM pg_catalog.pg_roles)"
                                + " || ',' || (SELECT COALESCE(pg_catalog.sum(pg_catalog.hashtext(spcname::pg_catalog.text)), 0)"
                                + " FROM pg_catalog.pg_tablespace)")));
    }

    private boolean writtenSince(String transaction) throws SQLException {
        return scalar(CATALOGS.stream()
                        .map(catalog -> "EXISTS (SELECT 1 FROM pg_catalog." + catalog
                                + " WHERE pg_catalog.age(xmin) <= pg_catalog.age('" + transaction
                                + "'::pg_catalog.xid))")
                        .collect(Collectors.joining(" OR ", "SELECT ", "")))
                .equals("t");
    }

    /** The first transaction number not yet given away, without its epoch, as {@code xmin} has none. */
    private String nextTransaction() throws SQLException {
        return scalar("SELECT pg_catalog.txid_snapshot_xmax(pg_catalog.txid_current_snapshot()) & 4294967295");
    }

    private String scalar(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
