package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Extension;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Schema;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads schemas, extensions with their members, and all comments. */
final class SchemaReader {
    /** What initdb writes on the schema {@code public}; a schema made by hand has none, and nobody wrote this one. */
    private static final String INITIAL_PUBLIC_COMMENT = "standard public schema";

    /** The first OID that the server gives to an object made by a user (FirstNormalObjectId). */
    static final long FIRST_USER_OID = 16384;

    private final Reading reading;

    SchemaReader(Reading reading) {
        this.reading = reading;
    }

    void read(List<String> schemas) throws SQLException {
        readComments();
        readExtensions();
        readSchemas(schemas);
    }

    private void readComments() throws SQLException {
        reading.session()
                .query(
                        "SELECT classoid, objoid, objsubid, description FROM pg_catalog.pg_description WHERE objoid >= "
                                + FIRST_USER_OID + " OR classoid IN (" + CatalogClass.NAMESPACE.oid() + ","
                                + CatalogClass.EXTENSION.oid() + ")",
                        row -> reading.putComment(row.getLong(1), row.getLong(2), row.getInt(3), row.getString(4)));
    }

    /** Reads the comments on rows that changed; the others are known. */
    void readTouchedComments() throws SQLException {
        reading.session()
                .query(
                        "SELECT d.classoid, d.objoid, d.objsubid, d.description FROM pg_catalog.pg_description d WHERE "
                                + Narrowing.touchedCondition("d.classoid", "d.objoid"),
                        row -> reading.putComment(row.getLong(1), row.getLong(2), row.getInt(3), row.getString(4)));
    }

    private void readSchemas(List<String> schemas) throws SQLException {
        String filter = schemas.isEmpty()
                ? "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
                : "n.nspname IN (" + schemas.stream().map(SchemaReader::literal).collect(Collectors.joining(",")) + ")";
        reading.namespacesAre(filter);
        reading.session()
                .query(
                        "SELECT n.oid, n.nspname, NOT" + reading.notMember(CatalogClass.NAMESPACE, "n.oid")
                                + " AS member FROM pg_catalog.pg_namespace n WHERE " + filter,
                        row -> {
                            long oid = row.getLong("oid");
                            String name = row.getString("nspname");
                            reading.addNamespace(oid, name);
                            if (!row.getBoolean("member")) {
                                reading.add(
                                        CatalogClass.NAMESPACE,
                                        oid,
                                        new Schema(ObjectRef.of(ObjectKind.SCHEMA, name), comment(oid, name)));
                            }
                        });
    }

    private Optional<String> comment(long oid, String schema) {
        return reading.comment(CatalogClass.NAMESPACE, oid)
                .filter(text -> !(schema.equals("public") && text.equals(INITIAL_PUBLIC_COMMENT)));
    }

    /** Extensions belong to the database, not to a schema, so a comparison of some schemas leaves them out. */
    private void readExtensions() throws SQLException {
        if (!reading.wholeDatabase()) {
            return;
        }
        reading.session().query("""
                        SELECT e.oid, e.extname, n.nspname, e.extversion
                        FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace""", row -> {
            long oid = row.getLong("oid");
            reading.add(
                    CatalogClass.EXTENSION,
                    oid,
                    new Extension(
                            ObjectRef.of(ObjectKind.EXTENSION, row.getString("extname")),
                            row.getString("nspname"),
                            row.getString("extversion"),
                            reading.comment(CatalogClass.EXTENSION, oid)));
        });
        // row types, array types, multirange types and the relations of composite types hang on a member without being
        // members themselves
        reading.session().query("""
                        SELECT d.classid, d.objid, d.refobjid, t.typarray, t.typrelid, rt.oid AS rowtype, rt.typarray AS rowarray
                        FROM pg_catalog.pg_depend d
                        LEFT JOIN pg_catalog.pg_type t ON d.classid = 1247 AND t.oid = d.objid
                        LEFT JOIN pg_catalog.pg_type rt ON d.classid = 1259 AND rt.typrelid = d.objid
                        WHERE d.deptype = 'e'""", row -> {
            Optional<ObjectRef> extension = reading.addresses().find(CatalogClass.EXTENSION, row.getLong("refobjid"));
            if (extension.isPresent()) {
                Addresses addresses = reading.addresses();
                addresses.put(row.getLong("classid"), row.getLong("objid"), extension.get());
                addresses.put(CatalogClass.TYPE, row.getLong("typarray"), extension.get());
                addresses.put(CatalogClass.CLASS, row.getLong("typrelid"), extension.get());
                addresses.put(CatalogClass.TYPE, row.getLong("rowtype"), extension.get());
                addresses.put(CatalogClass.TYPE, row.getLong("rowarray"), extension.get());
            }
        });
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
