package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Attributes;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads table constraints. Those that a partition has only because its parent has them are not objects of their own: their rows stand for the
 * parent's constraint.
 */
final class ConstraintReader {
    private final Reading reading;
    private final Map<Long, Long> parents = new HashMap<>();

    ConstraintReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT k.oid, k.conname, k.contype, k.conrelid, k.conindid, k.conparentid, k.convalidated, k.conislocal,
                          k.coninhcount, k.conkey, k.confkey, k.confrelid,
                          CASE WHEN k.conparentid = 0 OR k.contype <> 'f' THEN pg_catalog.pg_get_constraintdef(k.oid) END AS definition,
                          ix.indkey, ix.indnkeyatts, ix.indisclustered, ix.indisreplident, ic.reloptions, ts.spcname,
                          pk.conname AS wname, pc.relname AS wtable, pn.nspname AS wschema,
                          fn.nspname AS fschema, fc.relname AS ftable,
                          CASE WHEN fc.relnamespace NOT IN\s""" + reading.namespaceList() + """
                         THEN (SELECT pg_catalog.array_agg(fa.attname::pg_catalog.text ORDER BY f.place)
                             FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY f (number, place)
                             JOIN pg_catalog.pg_attribute fa ON fa.attrelid = k.confrelid AND fa.attnum = f.number)
                          END AS fcolumns
                        FROM pg_catalog.pg_constraint k
                        LEFT JOIN pg_catalog.pg_constraint pk ON k.conparentid <> 0 AND pk.oid = k.conparentid
                        LEFT JOIN pg_catalog.pg_class pc ON pc.oid = pk.conrelid
                        LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = pc.relnamespace
                        LEFT JOIN pg_catalog.pg_class fc ON k.contype = 'f' AND fc.oid = k.confrelid
                        LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
                        LEFT JOIN pg_catalog.pg_index ix ON k.contype IN ('p', 'u', 'x') AND ix.indexrelid = k.conindid
                        LEFT JOIN pg_catalog.pg_class ic ON ic.oid = ix.indexrelid
                        LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = ic.reltablespace
                        WHERE k.contype IN ('p', 'u', 'x', 'c', 'f') AND k.conrelid <> 0 AND k.connamespace IN\s""" + reading.namespaceList()
                                + reading.only(Narrowing.Part.RELATIONS, "k.conrelid"),
                        this::readConstraint);
        parents.keySet().forEach(this::standForParent);
    }

    private void readConstraint(Row row) throws SQLException, UnreadableException {
        Relation table = reading.relations().get(row.getLong("conrelid"));
        if (table == null) {
            return;
        }
        long oid = row.getLong("oid");
        if (row.getLong("conparentid") != 0 && row.getString("indkey") == null) {
            parents.put(oid, row.getLong("conparentid"));
            return;
        }
        String name = row.getString("conname");
        String definition =
                Values.definition(row, "definition", "constraint", table.ref().display() + "." + name);
        switch (Values.letter(row, "contype")) {
            case 'c' -> readCheck(row, oid, table, name, definition);
            case 'f' -> readForeignKey(row, oid, table, name, definition);
            case 'p' -> readKey(row, oid, table, table.ref().child(ObjectKind.PRIMARY_KEY, name), definition);
            case 'u' -> readKey(row, oid, table, table.ref().child(ObjectKind.UNIQUE, name), definition);
            default -> readKey(row, oid, table, table.ref().child(ObjectKind.EXCLUDE, name), definition);
        }
    }

    private void readCheck(Row row, long oid, Relation table, String name, String definition) throws SQLException {
        List<String> columns = reading.addresses().columnNames(table.oid(), Values.numbers(row, "conkey")).stream()
                .filter(column -> !column.isEmpty())
                .toList();
        reading.add(
                CatalogClass.CONSTRAINT,
                oid,
                new CheckConstraint(
                        table.ref().child(ObjectKind.CHECK, name),
                        table.ref(),
                        columns,
                        definition,
                        row.getBoolean("convalidated"),
                        row.getInt("coninhcount") > 0 && !row.getBoolean("conislocal"),
                        reading.comment(CatalogClass.CONSTRAINT, oid)));
    }

    private void readForeignKey(Row row, long oid, Relation table, String name, String definition) throws SQLException {
        long referenced = row.getLong("confrelid");
        List<String> outside = Values.strings(row, "fcolumns");
        reading.add(
                CatalogClass.CONSTRAINT,
                oid,
                new ForeignKey(
                        table.ref().child(ObjectKind.FOREIGN_KEY, name),
                        table.ref(),
                        reading.addresses().columnNames(table.oid(), Values.numbers(row, "conkey")),
                        ObjectRef.of(ObjectKind.TABLE, row.getString("fschema"), row.getString("ftable")),
                        outside.isEmpty()
                                ? reading.addresses().columnNames(referenced, Values.numbers(row, "confkey"))
                                : outside,
                        definition,
                        row.getBoolean("convalidated"),
                        reading.comment(CatalogClass.CONSTRAINT, oid)));
    }

    private void readKey(Row row, long oid, Relation table, ObjectRef ref, String definition) throws SQLException {
        Map<String, String> attributes = new HashMap<>();
        if (ref.kind() != ObjectKind.EXCLUDE) {
            // the text of an exclusion constraint has its storage parameters in it
            Values.putOptions(attributes, "storage.", Values.strings(row, "reloptions"));
        }
        Values.optional(row, "spcname").ifPresent(space -> attributes.put("tablespace", space));
        if (row.getBoolean("indisclustered")) {
            attributes.put("clustered", "true");
        }
        if (row.getBoolean("indisreplident")) {
            attributes.put("replica_identity", "true");
        }
        List<Integer> numbers = Values.numbers(row, "indkey");
        int keys = Math.min(row.getInt("indnkeyatts"), numbers.size());
        long index = row.getLong("conindid");
        reading.comment(CatalogClass.CLASS, index).ifPresent(text -> attributes.put("index_comment", text));
        reading.add(
                CatalogClass.CONSTRAINT,
                oid,
                new KeyConstraint(
                        ref,
                        table.ref(),
                        reading.addresses().columnNames(table.oid(), numbers.subList(0, keys)),
                        reading.addresses().columnNames(table.oid(), numbers.subList(keys, numbers.size())),
                        definition,
                        row.getString("wname") == null
                                ? Optional.empty()
                                : Optional.of(ObjectRef.of(
                                                ObjectKind.TABLE, row.getString("wschema"), row.getString("wtable"))
                                        .child(ref.kind(), row.getString("wname"))),
                        Attributes.copyOf(attributes),
                        reading.comment(CatalogClass.CONSTRAINT, oid)));
        reading.addresses().put(CatalogClass.CLASS, index, ref);
    }

    private void standForParent(long oid) {
        long ancestor = oid;
        while (parents.containsKey(ancestor)) {
            ancestor = parents.get(ancestor);
        }
        Optional<ObjectRef> parent = reading.addresses().findReferenced(CatalogClass.CONSTRAINT.oid(), ancestor, 0);
        parent.ifPresent(ref -> {
            reading.addresses().putStandIn(CatalogClass.CONSTRAINT, oid, ref);
        });
    }
}
