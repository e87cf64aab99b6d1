package dev.countersign.postgres.inspect;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.postgres.name.ServersName;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From PostgreSQL 18 on NOT NULL is a constraint of its own ({@code pg_constraint}, {@code contype} n). Kept is what {@code SET NOT NULL} would not have made: a
 * name other than the table's own, or than the parent's where the parent passes it on; whether heirs get it; whether rows were looked at; its comment.
 */
final class NotNullReader {
    private final Reading reading;

    NotNullReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT k.oid, k.conrelid, k.conname, k.convalidated, k.connoinherit, k.conislocal, k.coninhcount, k.conkey, c.relispartition,
                          CASE WHEN k.coninhcount > 0 THEN (
                            SELECT pk.conname FROM pg_catalog.pg_inherits i
                            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
                            JOIN pg_catalog.pg_attribute pa ON pa.attrelid = i.inhparent AND pa.attname = a.attname
                            JOIN pg_catalog.pg_constraint pk ON pk.conrelid = i.inhparent AND pk.contype = 'n' AND pk.conkey[1] = pa.attnum AND NOT pk.connoinherit
                            WHERE i.inhrelid = k.conrelid ORDER BY i.inhseqno LIMIT 1) END AS parents_name
                        FROM pg_catalog.pg_constraint k
                        JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
                        WHERE k.contype = 'n' AND k.conrelid <> 0 AND k.connamespace IN\s""" + reading.namespaceList() + reading.only(Narrowing.Part.RELATIONS, "k.conrelid"),
                        this::readConstraint);
    }

    private void readConstraint(Row row) throws SQLException {
        long relationOid = row.getLong("conrelid");
        Optional<Relation> owner = reading.relation(relationOid);
        Optional<String> column = Values.numbers(row, "conkey").stream()
                .findFirst()
                .flatMap(number -> reading.addresses().columnName(relationOid, number));
        if (owner.isEmpty() || column.isEmpty()) {
            return;
        }
        Relation relation = owner.get();
        long oid = row.getLong("oid");
        reading.addresses().put(CatalogClass.CONSTRAINT, oid, ObjectRef.column(relation.ref(), column.get()));
        boolean passedOn = row.getInt("coninhcount") > 0;
        boolean own = row.getBoolean("conislocal");
        // of a partition the server takes a constraint that the whole has as never its own, but for those made with
        // PARTITION OF
        boolean parents = passedOn && (!own || row.getBoolean("relispartition"));
        String expected = Values.optional(row, "parents_name")
                .filter(name -> parents)
                .orElseGet(() -> ServersName.of(relation.ref().name(), column.get(), "_not_null", name -> false));
        SortedMap<String, String> attributes = new TreeMap<>();
        boolean validated = row.getBoolean("convalidated");
        // only by its name can a constraint that is not valid yet be validated
        if (!validated || !row.getString("conname").equals(expected)) {
            attributes.put("not_null_constraint", row.getString("conname"));
        }
        if (!validated) {
            attributes.put("not_null_valid", "false");
        }
        if (row.getBoolean("connoinherit")) {
            attributes.put("not_null_no_inherit", "true");
        }
        boolean inherited = relation.inherits(column.get());
        if (passedOn && !own && !inherited) {
            attributes.put("not_null_inherited", "true");
        }
        if (passedOn && !parents && inherited) {
            attributes.put("not_null_local", "true");
        }
        reading.comment(CatalogClass.CONSTRAINT, oid).ifPresent(text -> attributes.put("not_null_comment", text));
        if (!attributes.isEmpty()) {
            relation.addToColumn(column.get(), attributes);
        }
    }
}
