package dev.countersign.postgres.inspect;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.TableObject;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Turns {@code pg_depend} into dependencies between objects. Runs last: a row whose dependent nobody has read by then belongs to an object that is not
 * compared.
 */
final class DependencyReader {
    private final Reading reading;
    private final Set<Unread> unread = new HashSet<>();

    /** A catalog row that belongs to no compared object. */
    record Unread(long catalog, long oid) {}

    DependencyReader(Reading reading) {
        this.reading = reading;
    }

    /**
     * Reads all dependencies and returns the dependents that no reader knows and that are not parts of something else. Row types and TOAST tables with their
     * indexes, of which every table has its own, and the triggers behind foreign keys say nothing that is not known.
     */
    Set<Unread> read() throws SQLException {
        Set<Unread> internal = new HashSet<>();
        reading.session()
                .query(
                        """
                        SELECT classid, objid, NULLIF(objsubid, 0) AS objsubid, refclassid, refobjid, NULLIF(refobjsubid, 0) AS refobjsubid, deptype
                        FROM pg_catalog.pg_depend
                        WHERE deptype IN ('n', 'a', 'i', 'P', 'S', 'x', 'I') AND objid >= 16384
                          AND NOT (classid = 1247 AND refclassid = 1259 AND deptype = 'i')
                          AND NOT (classid = 2620 AND refclassid = 2606 AND deptype = 'i')
                          AND NOT (classid = 1259 AND refclassid = 1259 AND (%s OR %s))""".formatted(isToast("objid"), isToast("refobjid")) + reading.onlyRead(),
                        row -> readDependency(row, internal));
        unread.removeAll(internal);
        for (SchemaObject object : reading.objects()) {
            addContainers(object);
        }
        return unread;
    }

    /** Asked about one after the other where there are few; of a whole database all are found at once. */
    private String isToast(String oid) {
        String toast = "SELECT c.oid FROM pg_catalog.pg_class c WHERE c.relkind = 't'";
        return reading.isNarrowed() ? "EXISTS (" + toast + " AND c.oid = " + oid + ")" : oid + " IN (" + toast + ")";
    }

    private void readDependency(Row row, Set<Unread> internal) throws SQLException {
        Addresses addresses = reading.addresses();
        long catalog = row.getLong(1);
        long oid = row.getLong(2);
        Optional<ObjectRef> object = addresses.find(catalog, oid, row.getInt(3));
        char type = Values.letter(row, "deptype");
        if (addresses.isStandIn(catalog, oid)) {
            return;
        }
        if (object.isEmpty()) {
            Unread address = new Unread(catalog, oid);
            unread.add(address);
            if (type == 'i') {
                internal.add(address);
            }
            return;
        }
        Optional<ObjectRef> referenced = addresses.findReferenced(row.getLong(4), row.getLong(5), row.getInt(6));
        if (referenced.isEmpty()) {
            return;
        }
        ObjectRef dependent = ownerOfOutput(object.get());
        if (dependent.kind() == ObjectKind.EXTENSION && catalog != CatalogClass.EXTENSION.oid()) {
            return; // members follow their extension
        }
        if (dependent.kind() == ObjectKind.SEQUENCE
                && type == 'a'
                && referenced.get().kind() == ObjectKind.COLUMN) {
            return; // ownership is an attribute of the sequence; the column's default needs the sequence, not the other
            // way round
        }
        if (isColumnOf(referenced.get(), dependent)) {
            return; // a partition key or a view's own columns
        }
        if (dependent.kind() == ObjectKind.COLUMN && isColumnOf(dependent, referenced.get())) {
            return; // every column needs its table
        }
        reading.depend(dependent, referenced.get());
        ObjectRef view = ownerOfOutput(referenced.get());
        if (!view.equals(referenced.get()) && !view.equals(dependent)) {
            // who reads a view's column cannot exist without the view
            reading.depend(dependent, view);
        }
    }

    /** Columns of views are made by the view's query, so what they need the view needs. */
    private ObjectRef ownerOfOutput(ObjectRef ref) {
        if (ref.kind() != ObjectKind.COLUMN) {
            return ref;
        }
        return reading.viewOf(ref).orElse(ref);
    }

    private static boolean isColumnOf(ObjectRef column, ObjectRef table) {
        return column.kind() == ObjectKind.COLUMN
                && (table.kind() == ObjectKind.TABLE
                        || table.kind() == ObjectKind.VIEW
                        || table.kind() == ObjectKind.MATERIALIZED_VIEW)
                && column.path().get(1).equals(table.path().get(1))
                && column.schema().equals(table.schema());
    }

    private void addContainers(SchemaObject object) {
        ObjectRef ref = object.ref();
        if (object instanceof TableObject child) {
            reading.depend(ref, child.table());
        }
        if (object instanceof DefinedObject defined) {
            defined.owner().ifPresent(owner -> reading.depend(ref, owner));
        }
        if (ref.path().size() > 1 && !(object instanceof AccessRule)) {
            ObjectRef schema = ObjectRef.of(ObjectKind.SCHEMA, ref.schema());
            if (reading.hasSchema(schema)) {
                reading.depend(ref, schema);
            }
        }
    }
}
