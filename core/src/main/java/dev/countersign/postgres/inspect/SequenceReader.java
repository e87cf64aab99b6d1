package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Attributes;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.SequenceOptions;
import dev.countersign.postgres.name.ServersName;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads sequences; those behind identity columns go to their columns, so it runs before columns are read. */
final class SequenceReader {
    private static final int UNLOGGED_SINCE = 15;

    private final Reading reading;

    SequenceReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT c.oid, c.relnamespace, c.relname, c.relpersistence,
                          pg_catalog.format_type(s.seqtypid, NULL) AS type, s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
                          s.seqcache, s.seqcycle, d.deptype, d.refobjid, d.refobjsubid, a.attname
                        FROM pg_catalog.pg_sequence s
                        JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
                        LEFT JOIN pg_catalog.pg_depend d ON d.classid = 1259 AND d.objid = c.oid AND d.objsubid = 0
                          AND d.refclassid = 1259 AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
                        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                        WHERE c.relpersistence <> 't' AND c.relnamespace IN\s""" + reading.namespaceList() + reading.only(Narrowing.Part.RELATIONS, "c.oid") + " AND"
                                + reading.notMember(CatalogClass.CLASS, "c.oid"),
                        this::readSequence);
    }

    /** What the sequence behind an identity column has that the server would not have given it. */
    private SortedMap<String, String> settings(Row row, Relation table, String column) throws SQLException {
        SortedMap<String, String> settings = new TreeMap<>();
        String name = row.getString("relname");
        if (!name.equals(ServersName.of(table.ref().name(), column, "_seq", taken -> false))) {
            settings.put("identity_sequence", name);
        }
        boolean unlogged = Values.letter(row, "relpersistence") == 'u';
        boolean tables = "unlogged".equals(table.attributes().get("persistence"));
        if (reading.session().atLeast(UNLOGGED_SINCE) && unlogged != tables) {
            settings.put("identity_persistence", unlogged ? "unlogged" : "logged");
        }
        reading.comment(CatalogClass.CLASS, row.getLong("oid"))
                .ifPresent(comment -> settings.put("identity_comment", comment));
        return settings;
    }

    private void readSequence(Row row) throws SQLException {
        long oid = row.getLong("oid");
        SequenceOptions options = new SequenceOptions(
                row.getString("type"),
                row.getLong("seqstart"),
                row.getLong("seqincrement"),
                row.getLong("seqmin"),
                row.getLong("seqmax"),
                row.getLong("seqcache"),
                row.getBoolean("seqcycle"));
        Optional<Relation> owner = reading.relation(row.getLong("refobjid"));
        Optional<String> column = Values.optional(row, "attname");
        if (owner.isPresent() && column.isPresent() && Values.letter(row, "deptype") == 'i') {
            owner.get().identitySequence(column.get(), options, settings(row, owner.get(), column.get()));
            reading.addresses()
                    .put(CatalogClass.CLASS, oid, ObjectRef.column(owner.get().ref(), column.get()));
            return;
        }
        reading.add(
                CatalogClass.CLASS,
                oid,
                new Sequence(
                        ObjectRef.of(
                                ObjectKind.SEQUENCE,
                                reading.namespace(row.getLong("relnamespace")),
                                row.getString("relname")),
                        options,
                        owner.flatMap(table -> column.map(name -> ObjectRef.column(table.ref(), name))),
                        Attributes.copyOf(
                                Values.letter(row, "relpersistence") == 'u'
                                        ? Map.of("persistence", "unlogged")
                                        : Map.of()),
                        reading.comment(CatalogClass.CLASS, oid)));
    }
}
