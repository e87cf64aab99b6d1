package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Attributes;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.postgres.name.OptionOrder;
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
        LateDefinitions late = new LateDefinitions();
        SharedExpressions conditions = new SharedExpressions(reading, SharedExpressions.Source.CHECKS);
        boolean shared = reading.sharesTexts();
        if (shared) {
            conditions.readTrees();
        }
        // the server is asked for what is not ordinary, and about foreign keys that a partition has because its parent
        // has them not at all
        String ordinary = reading.isLiteral() ? "false" : ordinary(shared);
        reading.session()
                .query(
                        """
                        SELECT k.oid, k.conname, k.contype, k.conrelid, k.conindid, k.conparentid, k.convalidated, k.conislocal,
                          k.coninhcount, k.conkey, k.confkey, k.confrelid, k.confupdtype, k.confdeltype,
                          CASE WHEN NOT\s""" + ordinary + """
                         AND (k.conparentid = 0 OR k.contype <> 'f') THEN pg_catalog.pg_get_constraintdef(k.oid) END AS definition,
                        \s""" + ordinary + """
                        \sAS ordinary,
                          ix.indkey, ix.indnkeyatts, ix.indisclustered, ix.indisreplident, ic.reloptions, ts.spcname,
                          CASE WHEN k.conparentid <> 0 THEN (SELECT ARRAY[pn.nspname, pc.relname, pk.conname, pk.contype]::pg_catalog.text[]
                            FROM pg_catalog.pg_constraint pk
                            JOIN pg_catalog.pg_class pc ON pc.oid = pk.conrelid
                            JOIN pg_catalog.pg_namespace pn ON pn.oid = pc.relnamespace
                            WHERE pk.oid = k.conparentid) END AS whole,
                          fn.nspname AS fschema, fc.relname AS ftable,
                          CASE WHEN fc.relnamespace NOT IN\s""" + reading.namespaceList() + """
                         THEN (SELECT pg_catalog.array_agg(fa.attname::pg_catalog.text ORDER BY f.place)
                             FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY f (number, place)
                             JOIN pg_catalog.pg_attribute fa ON fa.attrelid = k.confrelid AND fa.attnum = f.number)
                          END AS fcolumns
                        FROM pg_catalog.pg_constraint k
                        LEFT JOIN pg_catalog.pg_class fc ON k.contype = 'f' AND fc.oid = k.confrelid AND fc.relkind IN ('r', 'p')
                        LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
                        LEFT JOIN pg_catalog.pg_index ix ON k.contype IN ('p', 'u', 'x') AND ix.indexrelid = k.conindid
                        LEFT JOIN pg_catalog.pg_class ic ON ic.oid = ix.indexrelid AND (ic.reloptions IS NOT NULL OR ic.reltablespace <> 0)
                        LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = ic.reltablespace
                        WHERE k.contype IN ('p', 'u', 'x', 'c', 'f') AND k.conrelid <> 0 AND k.connamespace IN\s""" + reading.namespaceList()
                                + reading.only(Narrowing.Part.RELATIONS, "k.conrelid"),
                        row -> readConstraint(row, late, conditions));
        conditions.print();
        late.read(reading.session(), "pg_get_constraintdef");
        parents.keySet().forEach(this::standForParent);
    }

    /** A condition: how the server would print the constraint is known, but for the condition of a check. */
    private String ordinary(boolean checks) {
        return "(k.contype IN ('p', 'u') AND NOT k.condeferrable"
                + (reading.session().atLeast(15) ? " AND NOT ix.indnullsnotdistinct" : "")
                + (reading.session().atLeast(18) ? " AND NOT k.conperiod" : "")
                + " OR k.contype = 'f' AND NOT k.condeferrable AND k.convalidated AND k.confmatchtype = 's'"
                + (reading.session().atLeast(15) ? " AND k.confdelsetcols IS NULL" : "")
                + (reading.session().atLeast(18) ? " AND k.conenforced AND NOT k.conperiod" : "")
                + (checks ? " OR k.contype = 'c' AND k.convalidated AND NOT k.connoinherit" : "")
                + (checks && reading.session().atLeast(18) ? " AND k.conenforced" : "") + ")";
    }

    private void readConstraint(Row row, LateDefinitions late, SharedExpressions conditions)
            throws SQLException, UnreadableException {
        Optional<Relation> owner = reading.relation(row.getLong("conrelid"));
        if (owner.isEmpty()) {
            return;
        }
        Relation table = owner.get();
        long oid = row.getLong("oid");
        if (row.getLong("conparentid") != 0 && row.getString("indkey") == null) {
            parents.put(oid, row.getLong("conparentid"));
            return;
        }
        String name = row.getString("conname");
        boolean ordinary = row.getBoolean("ordinary");
        Found found = switch (Values.letter(row, "contype")) {
            case 'c' -> check(row, oid, table, name);
            case 'f' -> foreignKey(row, oid, table, name, ordinary);
            default -> key(row, oid, table, table.ref().child(kind(Values.letter(row, "contype")), name), ordinary);
        };
        String display = table.ref().display() + "." + name;
        if (found.plain().isPresent()) {
            found.maker().make(found.plain().get());
        } else if (ordinary && Values.letter(row, "contype") == 'c') {
            conditions.add(
                    oid,
                    table.oid(),
                    List.of(),
                    condition -> condition
                            .map(PlainDefinitions::check)
                            .ifPresentOrElse(
                                    found.maker()::make, () -> late.add(oid, "constraint", display, found.maker())));
        } else if (ordinary) {
            late.add(oid, "constraint", display, found.maker());
        } else {
            found.maker().make(Values.definition(row, "definition", "constraint", display));
        }
    }

    /** The kind of a constraint with an index: a primary key of a partition may be part of a unique constraint of the whole. */
    private static ObjectKind kind(char type) {
        return switch (type) {
            case 'p' -> ObjectKind.PRIMARY_KEY;
            case 'u' -> ObjectKind.UNIQUE;
            default -> ObjectKind.EXCLUDE;
        };
    }

    /** A constraint that lacks its definition, and the definition if it is known without the server. */
    private record Found(Optional<String> plain, LateDefinitions.Maker maker) {}

    private Found check(Row row, long oid, Relation table, String name) throws SQLException {
        List<String> columns = reading.addresses().columnNames(table.oid(), Values.numbers(row, "conkey")).stream()
                .filter(column -> !column.isEmpty())
                .toList();
        boolean validated = row.getBoolean("convalidated");
        boolean inherited = row.getInt("coninhcount") > 0 && !row.getBoolean("conislocal");
        return new Found(
                Optional.empty(),
                definition -> reading.add(
                        CatalogClass.CONSTRAINT,
                        oid,
                        new CheckConstraint(
                                table.ref().child(ObjectKind.CHECK, name),
                                table.ref(),
                                columns,
                                definition,
                                validated,
                                inherited,
                                reading.comment(CatalogClass.CONSTRAINT, oid))));
    }

    private Found foreignKey(Row row, long oid, Relation table, String name, boolean ordinary) throws SQLException {
        List<String> outside = Values.strings(row, "fcolumns");
        List<String> columns = reading.addresses().columnNames(table.oid(), Values.numbers(row, "conkey"));
        ObjectRef referenced = ObjectRef.of(ObjectKind.TABLE, row.getString("fschema"), row.getString("ftable"));
        List<String> referencedColumns = outside.isEmpty()
                ? reading.addresses().columnNames(row.getLong("confrelid"), Values.numbers(row, "confkey"))
                : outside;
        boolean validated = row.getBoolean("convalidated");
        return new Found(
                ordinary
                        ? PlainDefinitions.foreignKey(
                                columns,
                                referenced,
                                referencedColumns,
                                Values.letter(row, "confupdtype"),
                                Values.letter(row, "confdeltype"))
                        : Optional.empty(),
                definition -> reading.add(
                        CatalogClass.CONSTRAINT,
                        oid,
                        new ForeignKey(
                                table.ref().child(ObjectKind.FOREIGN_KEY, name),
                                table.ref(),
                                columns,
                                referenced,
                                referencedColumns,
                                definition,
                                validated,
                                reading.comment(CatalogClass.CONSTRAINT, oid))));
    }

    private Found key(Row row, long oid, Relation table, ObjectRef ref, boolean ordinary) throws SQLException {
        Map<String, String> attributes = new HashMap<>();
        if (ref.kind() != ObjectKind.EXCLUDE) {
            // the text of an exclusion constraint has its storage parameters in it
            List<String> options = Values.strings(row, "reloptions");
            Values.putOptions(attributes, "storage.", options);
            OptionOrder.of(Values.optionNames(options)).ifPresent(order -> attributes.put(OptionOrder.OWN, order));
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
        List<String> columns = reading.addresses().columnNames(table.oid(), numbers.subList(0, keys));
        List<String> include = reading.addresses().columnNames(table.oid(), numbers.subList(keys, numbers.size()));
        List<String> whole = Values.strings(row, "whole");
        Optional<ObjectRef> attachedTo = whole.isEmpty()
                ? Optional.empty()
                : Optional.of(ObjectRef.of(ObjectKind.TABLE, whole.get(0), whole.get(1))
                        .child(kind(whole.get(3).charAt(0)), whole.get(2)));
        return new Found(
                ordinary
                        ? PlainDefinitions.key(ref.kind() == ObjectKind.PRIMARY_KEY, columns, include)
                        : Optional.empty(),
                definition -> {
                    reading.add(
                            CatalogClass.CONSTRAINT,
                            oid,
                            new KeyConstraint(
                                    ref,
                                    table.ref(),
                                    columns,
                                    include,
                                    definition,
                                    attachedTo,
                                    Attributes.copyOf(attributes),
                                    reading.comment(CatalogClass.CONSTRAINT, oid)));
                    reading.addresses().put(CatalogClass.CLASS, index, ref);
                });
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
