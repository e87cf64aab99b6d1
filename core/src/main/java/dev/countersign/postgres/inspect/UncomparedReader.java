package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Uncompared;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Names everything that exists and is not compared, so that no verdict looks greener than what was compared. */
final class UncomparedReader {
    private static final String NOT_MODELLED = "this kind of object is not compared yet";

    /** The server notes an operator that another one calls its commutator or negator, and keeps the note when that one goes; dumps leave it out. */
    private static final String SHELL = "only another operator names it, and nobody has made it";

    /** Rows of these catalogs are parts of objects that are named themselves, or clones that the server keeps for them. */
    private static final Set<Long> PARTS = Set.of(
            CatalogClass.ATTRDEF.oid(),
            CatalogClass.TRIGGER.oid(),
            CatalogClass.REWRITE.oid(),
            CatalogClass.AMOP.oid(),
            CatalogClass.AMPROC.oid(),
            CatalogClass.PUBLICATION_REL.oid(),
            CatalogClass.PUBLICATION_NAMESPACE.oid());

    /** Kinds that are named whether or not they depend on anything, so their rows in {@code pg_depend} need not be. */
    private static final Set<String> DATABASE_KINDS = Set.of("default acl", "user mapping", "subscription");

    private final Reading reading;

    UncomparedReader(Reading reading) {
        this.reading = reading;
    }

    void read(Collection<DependencyReader.Unread> unread) throws SQLException {
        nameUnread(unread);
        reading.addUnusedComments();
        if (reading.wholeDatabase()) {
            readDatabaseObjects();
        }
    }

    private void nameUnread(Collection<DependencyReader.Unread> unread) throws SQLException {
        String addresses = unread.stream()
                .filter(address -> !PARTS.contains(address.catalog()))
                .map(address -> "(" + address.catalog() + "::pg_catalog.oid," + address.oid() + "::pg_catalog.oid)")
                .collect(Collectors.joining(","));
        if (addresses.isEmpty()) {
            return;
        }
        reading.session()
                .query(
                        "SELECT o.type, o.schema, o.identity, EXISTS (SELECT 1 FROM pg_catalog.pg_operator p WHERE a.catalog = 2617"
                                + " AND p.oid = a.oid AND p.oprcode::pg_catalog.oid = 0) AS shell FROM (VALUES "
                                + addresses + ") a (catalog, oid),"
                                + " LATERAL pg_catalog.pg_identify_object(a.catalog, a.oid, 0) o"
                                + " WHERE o.identity IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d"
                                + " WHERE d.classid = a.catalog AND d.objid = a.oid AND d.deptype = 'e')",
                        row -> {
                            String schema = row.getString("schema");
                            boolean wanted = schema == null ? reading.wholeDatabase() : reading.inScope(schema);
                            // those kinds are named by readDatabaseObjects, whether or not they depend on anything
                            if (wanted && !DATABASE_KINDS.contains(row.getString("type"))) {
                                reading.uncompared()
                                        .add(
                                                row.getBoolean("shell")
                                                        ? Uncompared.leftOut(
                                                                row.getString("type"), row.getString("identity"), SHELL)
                                                        : new Uncompared(
                                                                row.getString("type"),
                                                                row.getString("identity"),
                                                                NOT_MODELLED));
                            }
                        });
    }

    private void readDatabaseObjects() throws SQLException {
        reading.session()
                .queryIfAllowed(
                        "objects outside schemas",
                        """
                        SELECT 'large objects' AS kind, pg_catalog.count(*)::pg_catalog.text AS name
                        FROM pg_catalog.pg_largeobject_metadata HAVING pg_catalog.count(*) > 0""",
                        row -> reading.uncompared()
                                .add(Uncompared.leftOut(
                                        row.getString("kind"), row.getString("name"), "data, not schema")));
    }
}
