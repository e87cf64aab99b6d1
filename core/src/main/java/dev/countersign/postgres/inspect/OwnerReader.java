package dev.countersign.postgres.inspect;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Ownership;
import dev.countersign.postgres.access.ScriptsRole;
import dev.countersign.sql.postgres.Literal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads which objects belong to another role than the database does. What goes with a table (indexes, sequences of its columns, row types) belongs to
 * whom the table belongs; extensions cannot be given to anybody.
 */
final class OwnerReader {
    private final Reading reading;

    OwnerReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        String in = " IN " + reading.namespaceList();
        List<String> parts = new ArrayList<>();
        parts.add(owned(
                1259,
                "oid",
                "relowner",
                "pg_class",
                "o.relnamespace" + in + reading.only(Narrowing.Part.RELATIONS, "o.oid")
                        + " AND o.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c') AND NOT (o.relkind = 'S' AND "
                        + ofColumn()
                        + ")"));
        parts.add(owned(
                1255,
                "oid",
                "proowner",
                "pg_proc",
                "o.pronamespace" + in + reading.only(Narrowing.Part.ROUTINES, "o.oid") + internal(1255)));
        parts.add(owned(
                1247,
                "oid",
                "typowner",
                "pg_type",
                "o.typnamespace" + in + reading.only(Narrowing.Part.TYPES, "o.oid")
                        + " AND o.typrelid = 0 AND o.typelem = 0" + internal(1247)));
        parts.add(owned(
                3381,
                "oid",
                "stxowner",
                "pg_statistic_ext",
                "o.stxnamespace" + in + reading.only(Narrowing.Part.RELATIONS, "o.stxrelid")));
        if (!reading.isNarrowed()) {
            addOthers(parts, in);
        }
        reading.session()
                .queryIfAllowed(
                        "owners",
                        "SELECT owned.catalog, owned.oid, r.rolname FROM (" + String.join(" UNION ALL ", parts)
                                + ") owned JOIN pg_catalog.pg_roles r ON r.oid = owned.owner"
                                + " WHERE r.rolname <> 'pg_database_owner'",
                        row -> reading.addresses()
                                .find(row.getLong("catalog"), row.getLong("oid"))
                                .filter(target -> target.kind() != ObjectKind.EXTENSION)
                                .ifPresent(target -> add(target, row)));
    }

    /** What is read as a whole or not at all. */
    private void addOthers(List<String> parts, String in) {
        // the first schema belongs to the database's owner, up to version 14 to the server's first superuser
        parts.add(owned(
                2615, "oid", "nspowner", "pg_namespace", "o.oid" + in + " AND NOT (o.oid = 2200 AND o.nspowner = 10)"));
        parts.add(owned(3456, "oid", "collowner", "pg_collation", "o.collnamespace" + in));
        parts.add(owned(2617, "oid", "oprowner", "pg_operator", "o.oprnamespace" + in));
        parts.add(owned(2616, "oid", "opcowner", "pg_opclass", "o.opcnamespace" + in));
        parts.add(owned(2753, "oid", "opfowner", "pg_opfamily", "o.opfnamespace" + in));
        parts.add(owned(2607, "oid", "conowner", "pg_conversion", "o.connamespace" + in));
        parts.add(owned(3600, "oid", "dictowner", "pg_ts_dict", "o.dictnamespace" + in));
        parts.add(owned(3602, "oid", "cfgowner", "pg_ts_config", "o.cfgnamespace" + in));
        if (reading.wholeDatabase()) {
            parts.add(owned(3466, "oid", "evtowner", "pg_event_trigger", "true"));
            parts.add(owned(6104, "oid", "pubowner", "pg_publication", "true"));
            // on a dev database of ours they belong to its superuser, whoever made them
            parts.add(owned(
                    6100,
                    "oid",
                    "subowner",
                    "pg_subscription",
                    "NOT (o.subowner = 10 AND current_user = " + Literal.quote(ScriptsRole.DEV_ROLE) + ")"));
            parts.add(owned(2612, "oid", "lanowner", "pg_language", "o.oid >= " + SchemaReader.FIRST_USER_OID));
            parts.add(owned(2328, "oid", "fdwowner", "pg_foreign_data_wrapper", "true"));
            parts.add(owned(1417, "oid", "srvowner", "pg_foreign_server", "true"));
        }
    }

    private void add(ObjectRef target, Row row) {
        try {
            Ownership ownership = Ownership.of(target, row.getString("rolname"));
            reading.objects().add(ownership);
            reading.depend(ownership.ref(), target);
        } catch (SQLException e) {
            throw new IllegalStateException("a row that was read cannot fail", e);
        }
    }

    private static String owned(int catalog, String oid, String owner, String table, String condition) {
        return "SELECT " + catalog + " AS catalog, o." + oid + " AS oid, o." + owner + " AS owner FROM pg_catalog."
                + table
                + " o WHERE o." + owner + " <> (SELECT b.datdba FROM pg_catalog.pg_database b"
                + " WHERE b.datname = pg_catalog.current_database()) AND " + condition;
    }

    /**
     * Whether a sequence belongs to a column. Asked about one after the other where there are few; of a whole database all are found at once, or the server would
     * rather look every relation up in an index than read the table through.
     */
    private String ofColumn() {
        String owned = " FROM pg_catalog.pg_depend d WHERE d.classid = 1259 AND d.deptype IN ('a', 'i')"
                + " AND d.refclassid = 1259 AND d.refobjsubid > 0";
        return reading.isNarrowed()
                ? "EXISTS (SELECT 1" + owned + " AND d.objid = o.oid)"
                : "o.oid IN (SELECT d.objid" + owned + ")";
    }

    /** Constructors of range types and the like belong with their type. */
    private static String internal(int catalog) {
        return " AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = " + catalog
                + " AND d.objid = o.oid AND d.deptype = 'i')";
    }
}
