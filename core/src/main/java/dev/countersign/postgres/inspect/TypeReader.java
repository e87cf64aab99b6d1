package dev.countersign.postgres.inspect;

import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.DomainType;
import dev.countersign.catalog.EnumType;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.postgres.name.ServersName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads enums, domains, range types and base types. Composite types are relations and come with {@link RelationReader}. */
final class TypeReader {
    private final Reading reading;

    TypeReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        readEnums();
        readDomains();
        readRanges();
        new BaseTypeReader(reading).read();
    }

    private void readEnums() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT t.oid, t.typnamespace, t.typname, t.typarray,
                          (SELECT pg_catalog.array_agg(e.enumlabel::pg_catalog.text ORDER BY e.enumsortorder)
                           FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid) AS labels
                        FROM pg_catalog.pg_type t WHERE t.typtype = 'e' AND t.typnamespace IN\s""" + reading.namespaceList() + reading.only(Narrowing.Part.TYPES, "t.oid") + " AND"
                                + reading.notMember(CatalogClass.TYPE, "t.oid"),
                        row -> add(
                                row,
                                new EnumType(ref(ObjectKind.ENUM, row), Values.strings(row, "labels"), comment(row))));
    }

    private void readDomains() throws SQLException {
        Map<Long, List<DomainType.DomainCheck>> checks = new HashMap<>();
        Map<Long, Long> owners = new HashMap<>();
        reading.session()
                .query("""
                        SELECT k.oid, k.contypid, k.conname, k.contype, pg_catalog.pg_get_constraintdef(k.oid) AS definition, t.typname
                        FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_type t ON t.oid = k.contypid WHERE k.contypid <> 0 AND k.connamespace IN\s""" + reading.namespaceList() + reading.only(Narrowing.Part.TYPES, "k.contypid"), row -> {
                    owners.put(row.getLong("oid"), row.getLong("contypid"));
                    DomainType.DomainCheck check = new DomainType.DomainCheck(
                            row.getString("conname"),
                            row.getString("definition"),
                            reading.comment(CatalogClass.CONSTRAINT, row.getLong("oid")));
                    boolean plain = check.name().equals(ServersName.ofNotNull(row.getString("typname")));
                    if (!check.definition().equals(DomainType.NOT_NULL)
                            || !plain
                            || check.comment().isPresent()) {
                        checks.computeIfAbsent(row.getLong("contypid"), t -> new ArrayList<>())
                                .add(check);
                    }
                });
        reading.session()
                .query(
                        """
                        SELECT t.oid, t.typnamespace, t.typname, t.typarray, t.typnotnull,
                          pg_catalog.format_type(t.typbasetype, t.typtypmod) AS base,
                          COALESCE(pg_catalog.pg_get_expr(t.typdefaultbin, 0), t.typdefault) AS expression,
                          CASE WHEN t.typcollation <> b.typcollation THEN
                            pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname) END AS collation
                        FROM pg_catalog.pg_type t
                        JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
                        LEFT JOIN pg_catalog.pg_collation co ON co.oid = t.typcollation
                        LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
                        WHERE t.typtype = 'd' AND t.typnamespace IN\s""" + reading.namespaceList() + reading.only(Narrowing.Part.TYPES, "t.oid") + " AND"
                                + reading.notMember(CatalogClass.TYPE, "t.oid"),
                        row -> add(
                                row,
                                new DomainType(
                                        ref(ObjectKind.DOMAIN, row),
                                        row.getString("base"),
                                        Values.optional(row, "collation"),
                                        Values.optional(row, "expression"),
                                        row.getBoolean("typnotnull"),
                                        checks.getOrDefault(row.getLong("oid"), List.of()).stream()
                                                .sorted(Comparator.comparing(DomainType.DomainCheck::name))
                                                .toList(),
                                        comment(row))));
        owners.forEach((constraint, type) -> reading.addresses()
                .find(CatalogClass.TYPE, type)
                .ifPresent(domain -> reading.addresses().put(CatalogClass.CONSTRAINT, constraint, domain)));
    }

    private void readRanges() throws SQLException {
        boolean multirange = reading.session().atLeast(14);
        reading.session()
                .query(
                        "SELECT t.oid, t.typnamespace, t.typname, t.typarray,"
                                + (multirange
                                        ? " m.oid AS multirange, m.typarray AS multirangearray,"
                                                + " pg_catalog.quote_ident(mn.nspname) || '.' || pg_catalog.quote_ident(m.typname) AS multirangename,"
                                        : " 0 AS multirange, 0 AS multirangearray, NULL AS multirangename,")
                                + """

                                  pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(t.typname) AS name,
                                  pg_catalog.format_type(r.rngsubtype, NULL) AS subtype,
                                  CASE WHEN NOT oc.opcdefault THEN
                                    pg_catalog.quote_ident(ocn.nspname) || '.' || pg_catalog.quote_ident(oc.opcname) END AS opclass,
                                  CASE WHEN r.rngcollation <> st.typcollation THEN
                                    pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname) END AS collation,
                                  NULLIF(r.rngcanonical::pg_catalog.oid, 0)::pg_catalog.regproc AS canonical,
                                  NULLIF(r.rngsubdiff::pg_catalog.oid, 0)::pg_catalog.regproc AS subdiff
                                FROM pg_catalog.pg_range r
                                JOIN pg_catalog.pg_type t ON t.oid = r.rngtypid
                                JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
                                JOIN pg_catalog.pg_type st ON st.oid = r.rngsubtype
                                JOIN pg_catalog.pg_opclass oc ON oc.oid = r.rngsubopc
                                JOIN pg_catalog.pg_namespace ocn ON ocn.oid = oc.opcnamespace
                                LEFT JOIN pg_catalog.pg_collation co ON co.oid = r.rngcollation
                                LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
                                """
                                + (multirange
                                        ? "LEFT JOIN pg_catalog.pg_type m ON m.oid = r.rngmultitypid"
                                                + " LEFT JOIN pg_catalog.pg_namespace mn ON mn.oid = m.typnamespace "
                                        : "")
                                + "WHERE t.typnamespace IN " + reading.namespaceList()
                                + reading.only(Narrowing.Part.TYPES, "t.oid") + " AND"
                                + reading.notMember(CatalogClass.TYPE, "t.oid"),
                        this::readRange);
    }

    private void readRange(Row row) throws SQLException {
        List<String> options = new ArrayList<>();
        options.add("SUBTYPE = " + row.getString("subtype"));
        for (String[] option : new String[][] {
            {"SUBTYPE_OPCLASS", "opclass"},
            {"COLLATION", "collation"},
            {"CANONICAL", "canonical"},
            {"SUBTYPE_DIFF", "subdiff"}
        }) {
            Values.optional(row, option[1]).ifPresent(value -> options.add(option[0] + " = " + value));
        }
        ObjectRef ref = ref(ObjectKind.RANGE, row);
        Values.optional(row, "multirangename").ifPresent(name -> options.add("MULTIRANGE_TYPE_NAME = " + name));
        add(
                row,
                new DefinedObject(
                        ref,
                        "CREATE TYPE " + row.getString("name") + " AS RANGE (" + String.join(", ", options) + ")",
                        "DROP TYPE " + row.getString("name"),
                        Optional.empty(),
                        comment(row)));
        reading.addresses().put(CatalogClass.TYPE, row.getLong("multirange"), ref);
        reading.addresses().put(CatalogClass.TYPE, row.getLong("multirangearray"), ref);
    }

    private void add(Row row, SchemaObject type) throws SQLException {
        reading.add(CatalogClass.TYPE, row.getLong("oid"), type);
        reading.addresses().put(CatalogClass.TYPE, row.getLong("typarray"), type.ref());
    }

    private ObjectRef ref(ObjectKind kind, Row row) throws SQLException {
        return ObjectRef.of(kind, reading.namespace(row.getLong("typnamespace")), row.getString("typname"));
    }

    private Optional<String> comment(Row row) throws SQLException {
        return reading.comment(CatalogClass.TYPE, row.getLong("oid"));
    }
}
