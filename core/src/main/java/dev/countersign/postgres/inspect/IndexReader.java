package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.sql.SQLException;
import java.util.ArrayList;
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
        PlainDefinitions plain = new PlainDefinitions(defaultClasses());
        LateDefinitions late = new LateDefinitions();
        SharedExpressions expressions = new SharedExpressions(reading, SharedExpressions.Source.INDEXES);
        boolean shared = reading.sharesTexts();
        if (shared) {
            expressions.readTrees();
        }
        String bare = "ix.indexprs IS NULL AND ix.indpred IS NULL";
        String ordinary = reading.isLiteral()
                ? "false"
                : "c.reloptions IS NULL AND c.relkind = 'i' AND am.amname = 'btree'"
                        + (shared ? "" : " AND " + bare)
                        + (reading.session().atLeast(15) ? " AND NOT ix.indnullsnotdistinct" : "");
        reading.session()
                .query(
                        """
                        SELECT c.oid, c.relnamespace, c.relname, ix.indrelid, ix.indisunique, ix.indisvalid, ix.indisclustered,
                          ix.indisreplident, ix.indkey, ix.indnkeyatts, ix.indclass, ix.indcollation, ix.indoption, am.amname, ts.spcname,
                          CASE WHEN NOT (\s""" + ordinary + ") THEN pg_catalog.pg_get_indexdef(c.oid) END AS definition, " + ordinary + """
                        \sAS ordinary,\s"""
                                + bare + """
                        \sAS bare, pn.nspname AS pschema, p.relname AS pname
                        FROM pg_catalog.pg_index ix
                        JOIN pg_catalog.pg_class c ON c.oid = ix.indexrelid
                        JOIN pg_catalog.pg_am am ON am.oid = c.relam
                        LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = c.reltablespace
                        LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid
                        LEFT JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
                        LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
                        WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conrelid = ix.indrelid
                            AND k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))
                          AND c.relnamespace IN\s"""
                                + reading.namespaceList() + reading.only(Narrowing.Part.RELATIONS, "ix.indrelid"),
                        row -> readIndex(row, statistics, plain, late, expressions));
        expressions.print();
        late.read(reading.session(), "pg_get_indexdef");
    }

    private void readIndex(
            Row row,
            Map<Long, SortedMap<String, String>> statistics,
            PlainDefinitions plain,
            LateDefinitions late,
            SharedExpressions expressions)
            throws SQLException, UnreadableException {
        Optional<Relation> owner = reading.relation(row.getLong("indrelid"));
        if (owner.isEmpty()) {
            return;
        }
        Relation table = owner.get();
        long oid = row.getLong("oid");
        SortedMap<String, String> attributes = new TreeMap<>(statistics.getOrDefault(oid, new TreeMap<>()));
        Values.optional(row, "spcname").ifPresent(space -> attributes.put("tablespace", space));
        if (row.getBoolean("indisclustered")) {
            attributes.put("clustered", "true");
        }
        if (row.getBoolean("indisreplident")) {
            attributes.put("replica_identity", "true");
        }
        ObjectRef ref = ObjectRef.of(
                ObjectKind.INDEX, reading.namespace(row.getLong("relnamespace")), row.getString("relname"));
        List<Integer> numbers = Values.numbers(row, "indkey");
        int keys = Math.min(row.getInt("indnkeyatts"), numbers.size());
        List<String> include = reading.addresses().columnNames(table.oid(), numbers.subList(keys, numbers.size()));
        Optional<ObjectRef> attachedTo = row.getString("pname") == null
                ? Optional.empty()
                : Optional.of(ObjectRef.of(ObjectKind.INDEX, row.getString("pschema"), row.getString("pname")));
        boolean unique = row.getBoolean("indisunique");
        boolean valid = row.getBoolean("indisvalid");
        String method = row.getString("amname");
        List<String> names = reading.addresses().columnNames(table.oid(), numbers.subList(0, keys));
        LateDefinitions.Maker maker = definition -> {
            IndexDefinition parsed = IndexDefinition.of(definition);
            add(
                    oid,
                    new Index(
                            ref,
                            table.ref(),
                            unique,
                            method,
                            parsed.parts(names),
                            include,
                            parsed.predicate(),
                            definition,
                            valid,
                            attachedTo,
                            attributes,
                            reading.comment(CatalogClass.CLASS, oid)));
        };
        String kind = ObjectKind.INDEX.label();
        if (!row.getBoolean("ordinary")) {
            maker.make(Values.definition(row, "definition", kind, ref.display()));
            return;
        }
        List<PlainDefinitions.Key> columns = keys(row, table, numbers.subList(0, keys));
        if (!row.getBoolean("bare")) {
            if (Values.oids(row, "indclass").stream().anyMatch(made -> made >= SchemaReader.FIRST_USER_OID)) {
                // operator classes that somebody made may have parameters, which are told too
                late.add(oid, kind, ref.display(), maker);
                return;
            }
            expressions.add(
                    oid,
                    table.oid(),
                    meaning(row, columns, names, include),
                    printed -> printed.flatMap(text -> PlainDefinitions.likeIndex(unique, ref, table.ref(), text))
                            .ifPresentOrElse(maker::make, () -> late.add(oid, kind, ref.display(), maker)));
            return;
        }
        Optional<String> definition =
                columns.size() == keys ? plain.index(unique, ref, table.ref(), columns, include) : Optional.empty();
        if (definition.isEmpty()) {
            late.add(oid, kind, ref.display(), maker);
            return;
        }
        add(
                oid,
                new Index(
                        ref,
                        table.ref(),
                        unique,
                        method,
                        columns.stream().map(PlainDefinitions.Key::part).toList(),
                        include,
                        Optional.empty(),
                        definition.get(),
                        valid,
                        attachedTo,
                        attributes,
                        reading.comment(CatalogClass.CLASS, oid)));
    }

    /**
     * All that decides, beside its expressions, what the server prints of an index behind the names.
     *
     * @param columns those key columns that are columns of the table, whose types and collations decide what is said about classes and collations
     * @param names the names of all key columns, empty for expressions
     */
    private static List<Object> meaning(
            Row row, List<PlainDefinitions.Key> columns, List<String> names, List<String> include) throws SQLException {
        return List.of(
                row.getString("indclass"),
                row.getString("indcollation"),
                row.getString("indoption"),
                columns.stream().map(key -> key.column().type()).toList(),
                columns.stream().map(key -> key.column().collation()).toList(),
                names,
                include);
    }

    private void add(long oid, Index index) {
        reading.add(CatalogClass.CLASS, oid, index);
    }

    /** The key columns; fewer than there are when one of them is no column of the table that can be looked up. */
    private List<PlainDefinitions.Key> keys(Row row, Relation table, List<Integer> numbers) throws SQLException {
        List<Long> classes = Values.oids(row, "indclass");
        List<Long> collations = Values.oids(row, "indcollation");
        List<Integer> options = Values.numbers(row, "indoption");
        List<PlainDefinitions.Key> keys = new ArrayList<>(numbers.size());
        for (int i = 0; i < numbers.size(); i++) {
            Optional<Addresses.ColumnRow> column = reading.addresses().column(table.oid(), numbers.get(i));
            if (column.isPresent()) {
                keys.add(new PlainDefinitions.Key(column.get(), classes.get(i), collations.get(i), options.get(i)));
            }
        }
        return keys;
    }

    private Map<Long, Long> defaultClasses() throws SQLException {
        Map<Long, Long> classes = new HashMap<>();
        reading.session()
                .query(
                        "SELECT o.oid, o.opcintype FROM pg_catalog.pg_opclass o JOIN pg_catalog.pg_am am ON am.oid = o.opcmethod"
                                + " WHERE o.opcdefault AND am.amname = 'btree'",
                        row -> classes.put(row.getLong(1), row.getLong(2)));
        return classes;
    }

    /** Statistics targets of indexes: only columns that are expressions can have one (manual, ALTER INDEX). */
    private Map<Long, SortedMap<String, String>> statistics() throws SQLException {
        Map<Long, SortedMap<String, String>> found = new HashMap<>();
        reading.session()
                .query(
                        """
                        SELECT a.attrelid, a.attnum, a.attstattarget FROM pg_catalog.pg_index ix
                        JOIN pg_catalog.pg_class c ON c.oid = ix.indexrelid
                        JOIN pg_catalog.pg_attribute a ON a.attrelid = ix.indexrelid
                        WHERE ix.indexprs IS NOT NULL AND a.attstattarget >= 0 AND a.attnum > 0 AND c.relnamespace IN\s""" + reading.namespaceList() + reading.only(Narrowing.Part.RELATIONS, "ix.indrelid"),
                        row -> found.computeIfAbsent(row.getLong(1), oid -> new TreeMap<>())
                                .put("statistics." + row.getInt(2), row.getString(3)));
        return found;
    }
}
