package dev.countersign.postgres.inspect;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.postgres.name.OptionOrder;
import dev.countersign.postgres.name.TriggerState;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the rows of {@code pg_class} that are tables, views, materialized views and composite types, and who inherits from whom. */
final class RelationReader {
    /** Has a clause of its own, so that its place among the options shows nowhere. */
    private static final String CHECK_OPTION = "check_option";

    private final Reading reading;

    RelationReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        readRelations();
        new SequenceReader(reading).read();
        new ColumnReader(reading).read();
        readParents();
        if (reading.session().atLeast(13)) {
            readTriggersOfPartitions();
        }
        for (Relation relation : reading.relationsRead()) {
            reading.objects()
                    .add(
                            switch (relation.ref().kind()) {
                                case TABLE -> relation.table();
                                case COMPOSITE -> relation.composite();
                                default -> relation.view();
                            });
        }
    }

    private void readRelations() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT c.oid, c.relnamespace, c.relname, c.relkind, c.relpersistence, c.relrowsecurity,
                          c.relforcerowsecurity, c.reloptions,
                          CASE WHEN c.relreplident = 'i' AND NOT EXISTS (SELECT FROM pg_catalog.pg_index told WHERE told.indrelid = c.oid AND told.indisreplident)
                            THEN 'n' ELSE c.relreplident END AS relreplident, am.amname, ts.spcname,
                          toast.reloptions AS toastoptions,
                          CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END AS partkey,
                          CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END AS bound,
                          CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END AS viewdef,
                          CASE WHEN c.reloftype <> 0 THEN pg_catalog.format_type(c.reloftype, NULL) END AS oftype,
                          c.reltype, rowtype.typarray, fs.srvname, ft.ftoptions
                        FROM pg_catalog.pg_class c
                        LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
                        LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = c.reltablespace
                        LEFT JOIN pg_catalog.pg_class toast ON toast.oid = c.reltoastrelid AND toast.reloptions IS NOT NULL
                        LEFT JOIN pg_catalog.pg_type rowtype ON rowtype.oid = c.reltype
                        LEFT JOIN pg_catalog.pg_foreign_table ft ON ft.ftrelid = c.oid
                        LEFT JOIN pg_catalog.pg_foreign_server fs ON fs.oid = ft.ftserver
                        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'c', 'f') AND c.relpersistence <> 't'
                          AND c.relnamespace IN\s""" + reading.namespaceList() + reading.only(Narrowing.Part.RELATIONS, "c.oid") + " AND"
                                + reading.notMember(CatalogClass.CLASS, "c.oid") + " AND"
                                // of a composite type, the type is the member
                                + reading.notMember(CatalogClass.TYPE, "CASE c.relkind WHEN 'c' THEN c.reltype END"),
                        this::readRelation);
    }

    private void readRelation(Row row) throws SQLException, UnreadableException {
        long oid = row.getLong("oid");
        ObjectKind kind = kind(Values.letter(row, "relkind"));
        ObjectRef ref = ObjectRef.of(kind, reading.namespace(row.getLong("relnamespace")), row.getString("relname"));
        String query = kind == ObjectKind.VIEW || kind == ObjectKind.MATERIALIZED_VIEW
                ? Values.withoutSemicolon(Values.definition(row, "viewdef", kind.label(), ref.display()))
                : "";
        // the comment on a stand-alone composite type is stored with the type, the others with the relation
        Relation relation = new Relation(
                oid,
                ref,
                kind == ObjectKind.COMPOSITE
                        ? reading.comment(CatalogClass.TYPE, row.getLong("reltype"))
                        : reading.comment(CatalogClass.CLASS, oid));
        reading.addRelation(relation);
        reading.addresses().put(CatalogClass.CLASS, oid, ref);
        reading.addresses().put(CatalogClass.TYPE, row.getLong("reltype"), ref);
        reading.addresses().put(CatalogClass.TYPE, row.getLong("typarray"), ref);
        relation.partitionBy(Values.optional(row, "partkey"));
        relation.query(query);
        relation.bound(Values.optional(row, "bound"));
        putAttributes(relation.attributes(), kind, row);
    }

    private static void putAttributes(Map<String, String> attributes, ObjectKind kind, Row row) throws SQLException {
        List<String> options = Values.strings(row, "reloptions");
        Values.putOptions(attributes, kind == ObjectKind.VIEW ? "" : "storage.", options);
        OptionOrder.of(Values.optionNames(options).stream()
                        .filter(name -> !name.equals(CHECK_OPTION))
                        .toList())
                .ifPresent(order -> attributes.put(OptionOrder.OWN, order));
        List<String> toast = Values.strings(row, "toastoptions");
        Values.putOptions(attributes, OptionOrder.TOAST_PREFIX, toast);
        OptionOrder.of(Values.optionNames(toast)).ifPresent(order -> attributes.put(OptionOrder.TOAST, order));
        Values.optional(row, "spcname").ifPresent(name -> attributes.put("tablespace", name));
        Values.optional(row, "amname")
                .filter(name -> !name.equals("heap"))
                .ifPresent(name -> attributes.put("access_method", name));
        Values.optional(row, "oftype").ifPresent(type -> attributes.put("of_type", type));
        Optional<String> server = Values.optional(row, "srvname");
        if (server.isPresent()) {
            attributes.put("foreign_server", server.get());
            new ForeignOptions(Values.strings(row, "ftoptions"), SecretOptions::anywhere).putAll(attributes);
        }
        if (Values.letter(row, "relpersistence") == 'u') {
            attributes.put("persistence", "unlogged");
        }
        boolean forced = row.getBoolean("relforcerowsecurity");
        if (row.getBoolean("relrowsecurity")) {
            attributes.put("row_security", forced ? "enabled, forced" : "enabled");
        } else if (forced) {
            attributes.put("row_security", "forced");
        }
        switch (Values.letter(row, "relreplident")) {
            // also where the index is gone: the server goes on with nothing then
            case 'n' -> {
                if (kind == ObjectKind.TABLE && server.isEmpty()) {
                    attributes.put("replica_identity", "nothing");
                }
            }
            case 'f' -> attributes.put("replica_identity", "full");
            default -> {
                // the default, or an index, which says so itself
            }
        }
    }

    private static ObjectKind kind(char letter) {
        return switch (letter) {
            case 'v' -> ObjectKind.VIEW;
            case 'm' -> ObjectKind.MATERIALIZED_VIEW;
            case 'c' -> ObjectKind.COMPOSITE;
            default -> ObjectKind.TABLE;
        };
    }

    /** A partition may have its clone of a trigger enabled otherwise than the table has the trigger where it was made. */
    private void readTriggersOfPartitions() throws SQLException {
        reading.session()
                .query(
                        """
                        WITH RECURSIVE clones AS (
                          SELECT t.oid, t.tgparentid AS origin
                          FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
                          WHERE NOT t.tgisinternal AND t.tgparentid <> 0 AND c.relnamespace IN %s
                          UNION ALL
                          SELECT k.oid, p.tgparentid
                          FROM clones k JOIN pg_catalog.pg_trigger p ON p.oid = k.origin WHERE p.tgparentid <> 0
                        )
                        SELECT t.tgname, t.tgrelid, t.tgenabled
                        FROM clones k JOIN pg_catalog.pg_trigger o ON o.oid = k.origin AND o.tgparentid = 0
                        JOIN pg_catalog.pg_trigger t ON t.oid = k.oid WHERE t.tgenabled <> o.tgenabled""".formatted(reading.namespaceList() + reading.only(Narrowing.Part.RELATIONS, "t.tgrelid")),
                        row -> {
                            Optional<Relation> table = reading.relation(row.getLong("tgrelid"));
                            if (table.isPresent()) {
                                table.get()
                                        .attributes()
                                        .put(
                                                TriggerState.OF_PARTITION + row.getString("tgname"),
                                                TableObjectReader.state(row));
                            }
                        });
    }

    private void readParents() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT i.inhrelid, pn.nspname, p.relname
                        FROM pg_catalog.pg_inherits i
                        JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid AND c.relkind IN ('r', 'p', 'f')
                        JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
                        JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
                        WHERE c.relnamespace IN\s""" + reading.namespaceList() + reading.only(Narrowing.Part.RELATIONS, "i.inhrelid")
                                + " ORDER BY i.inhrelid, i.inhseqno",
                        row -> {
                            Optional<Relation> child = reading.relation(row.getLong("inhrelid"));
                            if (child.isPresent()) {
                                child.get()
                                        .addParent(ObjectRef.of(
                                                ObjectKind.TABLE, row.getString("nspname"), row.getString("relname")));
                            }
                        });
    }
}
