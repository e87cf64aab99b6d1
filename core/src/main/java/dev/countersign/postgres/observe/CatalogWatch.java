package dev.countersign.postgres.observe;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells whether a statement changed anything in the system catalogs, without reading them out. A catalog is unchanged when it has as many rows as before
 * and none of them was written by a transaction that began later: a row that is changed gets a new {@code xmin}, a row that is dropped is missing from
 * the count. Statements that only touch data, or settings, are told apart this way at the price of one query.
 *
 * <p>Where an index leads to them only the rows are looked at that belong to objects made by users, because the server's own thousands of rows stay.
 */
final class CatalogWatch {
    /** The first number that the server gives to an object made by a user (FirstNormalObjectId). */
    private static final String BY_USERS = " >= 16384";

    private static final String CATALOGS = Stream.of(
                    // few rows, or objects of every new database that users may change as well
                    whole(
                            "pg_namespace",
                            "pg_extension",
                            "pg_enum",
                            "pg_range",
                            "pg_attrdef",
                            "pg_constraint",
                            "pg_inherits",
                            "pg_sequence",
                            "pg_partitioned_table",
                            "pg_aggregate",
                            "pg_trigger",
                            "pg_policy",
                            "pg_statistic_ext",
                            "pg_depend",
                            "pg_event_trigger",
                            "pg_cast",
                            "pg_opclass",
                            "pg_opfamily",
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
                            "pg_largeobject_metadata"),
                    byUsers("oid", "pg_type", "pg_class", "pg_proc", "pg_rewrite", "pg_operator", "pg_collation"),
                    byUsers("attrelid", "pg_attribute"),
                    byUsers("indexrelid", "pg_index"),
                    byUsers("objoid", "pg_description"),
                    // comments on schemas and extensions that came with the database
                    Stream.of("pg_description WHERE objoid < 16384 AND classoid IN (2615, 3079)"))
            .flatMap(catalogs -> catalogs)
            .map(rows -> "SELECT pg_catalog.count(*) AS total, pg_catalog.count(*) FILTER"
                    + " (WHERE pg_catalog.age(xmin) <= pg_catalog.age('%1$s'::pg_catalog.xid)) AS written"
                    + " FROM pg_catalog." + rows)
            .collect(Collectors.joining(" UNION ALL "));

    /** Shared catalogs cannot be read by everybody, so the names in them that show up in definitions are hashed instead. */
    private static final String SHARED =
            "(SELECT COALESCE(pg_catalog.sum(pg_catalog.hashtext(rolname::pg_catalog.text)), 0) FROM pg_catalog.pg_roles)"
                    + " || ',' || (SELECT COALESCE(pg_catalog.sum(pg_catalog.hashtext(spcname::pg_catalog.text)), 0)"
                    + " FROM pg_catalog.pg_tablespace)"
                    + " || ',' || (SELECT COALESCE(pg_catalog.sum(pg_catalog.hashtext(pg_catalog.concat(srvname, usename, umoptions))), 0)"
                    + " FROM pg_catalog.pg_user_mappings)"
                    + " || ',' || (SELECT COALESCE(pg_catalog.sum(pg_catalog.hashtext(pg_catalog.concat(subname, subslotname,"
                    + " subpublications))), 0) FROM pg_catalog.pg_subscription)";

    private static final String LOOK =
            "SELECT pg_catalog.string_agg(total::pg_catalog.text, ',') || ',' || " + SHARED + " AS counts,"
                    + " pg_catalog.sum(written) > 0 AS written,"
                    // the first transaction number not yet given away, without its epoch, as xmin has none
                    + " pg_catalog.txid_snapshot_xmax(pg_catalog.txid_current_snapshot()) & 4294967295 AS next"
                    + " FROM (" + CATALOGS + ") catalogs";

    private final Connection connection;
    private Look last;
    private boolean current;

    /** What one look at the catalogs found. */
    private record Look(String counts, boolean written, String nextTransaction) {}

    CatalogWatch(Connection connection) throws SQLException {
        this.connection = connection;
        // 3 is the first transaction number of a cluster
        this.last = look("3");
        this.current = true;
    }

    /** Statements have run that somebody else looks after. */
    void miss() {
        current = false;
    }

    /** Looks at the catalogs as they are now, if there is anything new to see; to be called before a statement that is to be watched. */
    void refresh() throws SQLException {
        if (!current) {
            last = look(last.nextTransaction());
            current = true;
        }
    }

    private static Stream<String> whole(String... catalogs) {
        return Stream.of(catalogs);
    }

    private static Stream<String> byUsers(String column, String... catalogs) {
        return Stream.of(catalogs).map(catalog -> catalog + " WHERE " + column + BY_USERS);
    }

    /** Whether the catalogs differ from what they were at the last call, or at the start. */
    boolean changed() throws SQLException {
        Look now = look(last.nextTransaction());
        boolean changed = now.written() || !now.counts().equals(last.counts());
        last = now;
        return changed;
    }

    private Look look(String since) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOOK.formatted(since))) {
            row.next();
            return new Look(row.getString("counts"), row.getBoolean("written"), row.getString("next"));
        }
    }
}
