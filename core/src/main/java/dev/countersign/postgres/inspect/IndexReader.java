package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the indexes that no constraint owns. Runs after {@link ConstraintReader}. */
final class IndexReader {
    private final Reading reading;

    IndexReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        Map<Long, SortedMap<String, String>> statistics = statistics();
        reading.session()
                .query(
                        """
                        SELECT c.oid, c.relnamespace, c.relname, ix.indrelid, ix.indisunique, ix.indisvalid, ix.indisclustered,
                          ix.indisreplident, ix.indkey, ix.indnkeyatts, am.amname, ts.spcname,
                          pg_catalog.pg_get_indexdef(c.oid) AS definition, pn.nspname AS pschema, p.relname AS pname
                        FROM pg_catalog.pg_index ix
                        JOIN pg_catalog.pg_class c ON c.oid = ix.indexrelid
                        JOIN pg_catalog.pg_am am ON am.oid = c.relam
                        LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = c.reltablespace
                        LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid
                        LEFT JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
                        LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
                        WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conrelid = ix.indrelid
                            AND k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))
                          AND c.relnamespace IN\s""" + reading.namespaceList() + reading.only(Narrowing.Part.RELATIONS, "ix.indrelid"),
                        row -> readIndex(row, statistics));
    }

    private void readIndex(Row row, Map<Long, SortedMap<String, String>> statistics)
            throws SQLException, UnreadableException {
        Relation table = reading.relations().get(row.getLong("indrelid"));
        if (table == null) {
            return;
        }
        long oid = row.getLong("oid");
        SortedMap<String, String> attributes = new TreeMap<>(statistics.getOrDefault(oid, new TreeMap<>()));
        Values.optional(row, "spcname").ifPresent(space -> attributes.put("tablespace", space));
        if (row.getBoolean("indisclustered")) {
            attributes.put("clustered", "true");
        }
        if (row.getBoolean("indisreplident")) {
            attributes.put("replica_identity", "true");
        }
        String schema = reading.namespace(row.getLong("relnamespace"));
        String definition = Values.definition(row, "definition", "index", schema + "." + row.getString("relname"));
        IndexDefinition parsed = IndexDefinition.of(definition);
        List<Integer> numbers = Values.numbers(row, "indkey");
        int keys = Math.min(row.getInt("indnkeyatts"), numbers.size());
        Optional<ObjectRef> attachedTo = row.getString("pname") == null
                ? Optional.empty()
                : Optional.of(ObjectRef.of(ObjectKind.INDEX, row.getString("pschema"), row.getString("pname")));
        reading.add(
                CatalogClass.CLASS,
                oid,
                new Index(
                        ObjectRef.of(ObjectKind.INDEX, schema, row.getString("relname")),
                        table.ref(),
                        row.getBoolean("indisunique"),
                        row.getString("amname"),
                        parsed.parts(reading.addresses().columnNames(table.oid(), numbers.subList(0, keys))),
                        reading.addresses().columnNames(table.oid(), numbers.subList(keys, numbers.size())),
                        parsed.predicate(),
                        definition,
                        row.getBoolean("indisvalid"),
                        attachedTo,
                        attributes,
                        reading.comment(CatalogClass.CLASS, oid)));
    }

    private Map<Long, SortedMap<String, String>> statistics() throws SQLException {
        Map<Long, SortedMap<String, String>> found = new HashMap<>();
        reading.session()
                .query(
                        """
                        SELECT a.attrelid, a.attnum, a.attstattarget FROM pg_catalog.pg_attribute a
                        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
                        WHERE c.relkind IN ('i', 'I') AND a.attrelid >= 16384 AND a.attstattarget >= 0 AND a.attnum > 0
                          AND c.relnamespace IN\s""" + reading.namespaceList()
                                + (reading.isNarrowed()
                                        ? " AND c.oid IN (SELECT ix.indexrelid FROM pg_catalog.pg_index ix WHERE true"
                                                + reading.only(Narrowing.Part.RELATIONS, "ix.indrelid") + ")"
                                        : ""),
                        row -> found.computeIfAbsent(row.getLong(1), oid -> new TreeMap<>())
                                .put("statistics." + row.getInt(2), row.getString(3)));
        return found;
    }
}
