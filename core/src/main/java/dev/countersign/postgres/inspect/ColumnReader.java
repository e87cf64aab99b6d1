package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Attributes;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.Generated;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the columns of all relations in one query. Attribute numbers are only used to find names: columns dropped earlier leave gaps in them. */
final class ColumnReader {
    private static final Map<Character, String> STORAGE =
            Map.of('p', "PLAIN", 'e', "EXTERNAL", 'm', "MAIN", 'x', "EXTENDED");
    private static final Map<Character, String> COMPRESSION = Map.of('p', "pglz", 'l', "lz4");

    /** A number that the server itself keeps with each column, first seen in 15.20: nobody sets it, and it differs in every database. */
    private static final String SERVERS_OWN_OPTION = "pg_attver=";

    private final Reading reading;
    private final OidMap<Map<Integer, Expression>> expressions = new OidMap<>();

    /**
     * What a default or generated column says.
     *
     * @param oid OID of its row in {@code pg_attrdef}
     * @param text as the server prints it; empty when its table goes away at the same moment
     */
    private record Expression(long oid, Optional<String> text) {}

    ColumnReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        readExpressions();
        boolean compression = reading.session().atLeast(14);
        reading.session()
                .query(
                        """
                        SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.attcollation, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
                          a.attnotnull, a.attislocal, a.attinhcount, NULLIF(a.attidentity, '') AS attidentity,
                          NULLIF(a.attgenerated, '') AS attgenerated,
                          CASE WHEN a.attcollation <> t.typcollation THEN
                            (SELECT pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname)
                            FROM pg_catalog.pg_collation co JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
                            WHERE co.oid = a.attcollation) END AS collation,
                          CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END AS storage,
                          CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics, a.attoptions, a.attfdwoptions,\s"""
                                + (compression ? "NULLIF(a.attcompression, '')" : "NULL") + " AS compression"
                                + """

                        FROM pg_catalog.pg_attribute a
                        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
                        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'c', 'f') AND a.attrelid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
                          AND c.relnamespace IN\s"""
                                + reading.namespaceList() + reading.only(Narrowing.Part.RELATIONS, "a.attrelid"),
                        this::readColumn);
        if (reading.session().atLeast(18)) {
            new NotNullReader(reading).read();
        }
    }

    /**
     * Reads what defaults and generated columns say. Most of a large schema's say the same as others, and printing is what costs the server most, so each text
     * is printed once: trees that are equal to the letter and name no column read the same on every table.
     */
    private void readExpressions() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT g.oids, g.relations, g.numbers, pg_catalog.pg_get_expr(d.adbin, g.relation) AS expression
                        FROM (SELECT pg_catalog.min(e.oid) AS first, e.relation, pg_catalog.array_agg(e.oid)::pg_catalog.text[] AS oids,
                            pg_catalog.array_agg(e.adrelid)::pg_catalog.text[] AS relations, pg_catalog.array_agg(e.adnum)::pg_catalog.text[] AS numbers
                          FROM (SELECT a.oid, a.adrelid, a.adnum, a.adbin::pg_catalog.text COLLATE pg_catalog."C" AS tree,
                              CASE WHEN\s"""
                                + (reading.sharesTexts()
                                        ? "pg_catalog.strpos(a.adbin::pg_catalog.text, '{VAR ') > 0"
                                        : "true")
                                + """
                        \sTHEN a.adrelid ELSE 0 END AS relation
                            FROM pg_catalog.pg_attrdef a
                            WHERE a.adrelid IN (SELECT c.oid FROM pg_catalog.pg_class c WHERE c.relnamespace IN\s"""
                                + reading.namespaceList() + ")" + reading.only(Narrowing.Part.RELATIONS, "a.adrelid")
                                + """
                        ) e
                          GROUP BY e.tree, e.relation) g
                        JOIN pg_catalog.pg_attrdef d ON d.oid = g.first""",
                        this::readExpression);
    }

    private void readExpression(Row row) throws SQLException {
        List<String> oids = Values.strings(row, "oids");
        List<String> relations = Values.strings(row, "relations");
        List<String> numbers = Values.strings(row, "numbers");
        Optional<String> text = Values.optional(row, "expression");
        for (int i = 0; i < oids.size(); i++) {
            long relation = Long.parseLong(relations.get(i));
            Map<Integer, Expression> ofRelation = expressions.get(relation).orElseGet(() -> new HashMap<>(4));
            ofRelation.put(Integer.valueOf(numbers.get(i)), new Expression(Long.parseLong(oids.get(i)), text));
            expressions.put(relation, ofRelation);
        }
    }

    private void readColumn(Row row) throws SQLException {
        long relationOid = row.getLong("attrelid");
        int number = row.getInt("attnum");
        Optional<Relation> owner = reading.relation(relationOid);
        if (owner.isEmpty()) {
            return;
        }
        Relation relation = owner.get();
        String name = row.getString("attname");
        Optional<String> comment = reading.comment(CatalogClass.CLASS, relationOid, number);
        boolean composite = relation.ref().kind() == ObjectKind.COMPOSITE;
        ObjectRef ref = composite ? relation.ref() : ObjectRef.column(relation.ref(), name);
        reading.addresses()
                .putColumn(
                        relationOid,
                        number,
                        new Addresses.ColumnRow(name, ref, row.getLong("atttypid"), row.getLong("attcollation")));
        if (composite) {
            relation.addAttribute(
                    number,
                    new CompositeType.Attribute(
                            name, row.getString("type"), Values.optional(row, "collation"), comment));
            return;
        }
        char generated = Values.letter(row, "attgenerated");
        Optional<Expression> found = expressions.get(relationOid).map(some -> some.get(number));
        found.ifPresent(one -> reading.addresses().put(CatalogClass.ATTRDEF, one.oid(), ref));
        Optional<String> expression = found.flatMap(Expression::text);
        relation.addColumn(
                number,
                new Column(
                        name,
                        row.getString("type"),
                        row.getBoolean("attnotnull"),
                        generated == ' ' ? expression : Optional.empty(),
                        generated == ' '
                                ? Optional.empty()
                                : expression.map(text -> new Generated(
                                        text, generated == 'v' ? Generated.Storage.VIRTUAL : Generated.Storage.STORED)),
                        relation.identity(name, Values.letter(row, "attidentity")),
                        Values.optional(row, "collation"),
                        row.getInt("attinhcount") > 0 && !row.getBoolean("attislocal"),
                        attributes(relation, name, row),
                        comment));
    }

    private static SortedMap<String, String> attributes(Relation relation, String name, Row row) throws SQLException {
        if (relation.ref().kind() == ObjectKind.VIEW) {
            return Attributes.none();
        }
        SortedMap<String, String> attributes = new TreeMap<>();
        Optional.ofNullable(STORAGE.get(Values.letter(row, "storage"))).ifPresent(s -> attributes.put("storage", s));
        Optional.ofNullable(COMPRESSION.get(Values.letter(row, "compression")))
                .ifPresent(c -> attributes.put("compression", c));
        attributes.putAll(relation.identityAttributes(name));
        Values.optional(row, "statistics").ifPresent(target -> attributes.put("statistics", target));
        List<String> said = Values.strings(row, "attoptions");
        if (!said.isEmpty()) {
            String options = Values.joined(said.stream()
                    .filter(option -> !option.startsWith(SERVERS_OWN_OPTION))
                    .toList());
            if (!options.isEmpty()) {
                attributes.put("options", options);
            }
        }
        List<String> foreign = Values.strings(row, "attfdwoptions");
        if (!foreign.isEmpty()) {
            new ForeignOptions(foreign, SecretOptions::anywhere).putAll(attributes);
        }
        return attributes;
    }
}
