package dev.countersign.postgres.inspect;

import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.DefinedObject.Part;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads operator families and operator classes. A member belongs to the class on which it depends; what depends on the family was added to it by itself, or
 * is held so loosely that the family can lose it.
 */
final class OperatorClassReader {
    private final Reading reading;
    private final Map<Long, List<Member>> ofClasses = new HashMap<>();
    private final Map<Long, List<Member>> ofFamilies = new HashMap<>();

    /**
     * An operator or support function.
     *
     * @param name what {@code ALTER OPERATOR FAMILY ... DROP} calls it, e.g. {@code OPERATOR 1 (integer, integer)}
     * @param item what makes it
     */
    private record Member(CatalogClass catalog, long oid, String name, String item) {}

    OperatorClassReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        readOperators();
        readFunctions();
        readFamilies();
        readClasses();
    }

    private void readOperators() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT m.oid, m.amopfamily AS family, m.amopstrategy AS number,
                          m.amopopr::pg_catalog.regoperator AS operator,
                          pg_catalog.format_type(m.amoplefttype, NULL) AS lefttype,
                          pg_catalog.format_type(m.amoprighttype, NULL) AS righttype,
                          pg_catalog.quote_ident(sn.nspname) || '.' || pg_catalog.quote_ident(s.opfname) AS sortfamily,
                          dc.refobjid AS class
                        FROM pg_catalog.pg_amop m
                        JOIN pg_catalog.pg_opfamily f ON f.oid = m.amopfamily
                        LEFT JOIN pg_catalog.pg_opfamily s ON s.oid = m.amopsortfamily
                        LEFT JOIN pg_catalog.pg_namespace sn ON sn.oid = s.opfnamespace
                        LEFT JOIN pg_catalog.pg_depend dc ON dc.classid = 2602 AND dc.objid = m.oid AND dc.refclassid = 2616
                        WHERE m.oid >= 16384 AND f.opfnamespace IN %s ORDER BY m.amopstrategy, lefttype, righttype""".formatted(reading.namespaceList()),
                        row -> addMember(
                                row,
                                CatalogClass.AMOP,
                                "OPERATOR",
                                row.getString("operator")
                                        + Values.optional(row, "sortfamily")
                                                .map(family -> " FOR ORDER BY " + family)
                                                .orElse("")));
    }

    private void readFunctions() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT m.oid, m.amprocfamily AS family, m.amprocnum AS number,
                          m.amproc::pg_catalog.oid::pg_catalog.regprocedure AS function,
                          pg_catalog.format_type(m.amproclefttype, NULL) AS lefttype,
                          pg_catalog.format_type(m.amprocrighttype, NULL) AS righttype, dc.refobjid AS class
                        FROM pg_catalog.pg_amproc m
                        JOIN pg_catalog.pg_opfamily f ON f.oid = m.amprocfamily
                        LEFT JOIN pg_catalog.pg_depend dc ON dc.classid = 2603 AND dc.objid = m.oid AND dc.refclassid = 2616
                        WHERE m.oid >= 16384 AND f.opfnamespace IN %s ORDER BY m.amprocnum, lefttype, righttype""".formatted(reading.namespaceList()),
                        row -> addMember(
                                row,
                                CatalogClass.AMPROC,
                                "FUNCTION",
                                "(" + row.getString("lefttype") + ", " + row.getString("righttype") + ") "
                                        + row.getString("function")));
    }

    private void addMember(Row row, CatalogClass catalog, String word, String what) throws SQLException {
        String number = word + " " + row.getInt("number") + " ";
        long operatorClass = row.getLong("class");
        (operatorClass == 0 ? ofFamilies : ofClasses)
                .computeIfAbsent(operatorClass == 0 ? row.getLong("family") : operatorClass, o -> new ArrayList<>())
                .add(new Member(
                        catalog,
                        row.getLong("oid"),
                        number + "(" + row.getString("lefttype") + ", " + row.getString("righttype") + ")",
                        number + what));
    }

    private void readFamilies() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT f.oid, n.nspname, f.opfname, am.amname,
                          pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(f.opfname) || ' USING '
                            || pg_catalog.quote_ident(am.amname) AS name
                        FROM pg_catalog.pg_opfamily f
                        JOIN pg_catalog.pg_namespace n ON n.oid = f.opfnamespace
                        JOIN pg_catalog.pg_am am ON am.oid = f.opfmethod
                        WHERE f.opfnamespace IN %s AND%s""".formatted(
                                reading.namespaceList(), reading.notMember(CatalogClass.OPERATOR_FAMILY, "f.oid")),
                        this::readFamily);
    }

    private void readFamily(Row row) throws SQLException {
        long oid = row.getLong("oid");
        String target = "OPERATOR FAMILY " + row.getString("name");
        ObjectRef ref = ObjectRef.of(
                ObjectKind.OPERATOR_FAMILY,
                row.getString("nspname"),
                row.getString("opfname"),
                row.getString("amname"));
        List<Part> parts = new ArrayList<>();
        for (Member member : ofFamilies.getOrDefault(oid, List.of())) {
            parts.add(Part.apart(
                    member.name(),
                    "ALTER " + target + " ADD " + member.item(),
                    "",
                    "ALTER " + target + " DROP " + member.name()));
            reading.addresses().put(member.catalog(), member.oid(), ref);
        }
        add(CatalogClass.OPERATOR_FAMILY, oid, ref, "CREATE " + target, target, parts);
    }

    private void readClasses() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT o.oid, n.nspname, o.opcname, am.amname, o.opcdefault,
                          pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(o.opcname) AS name,
                          pg_catalog.quote_ident(am.amname) AS method,
                          pg_catalog.format_type(o.opcintype, NULL) AS type,
                          CASE WHEN o.opckeytype NOT IN (0, o.opcintype) THEN pg_catalog.format_type(o.opckeytype, NULL) END AS storage,
                          pg_catalog.quote_ident(fn.nspname) || '.' || pg_catalog.quote_ident(f.opfname) AS family
                        FROM pg_catalog.pg_opclass o
                        JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace
                        JOIN pg_catalog.pg_am am ON am.oid = o.opcmethod
                        JOIN pg_catalog.pg_opfamily f ON f.oid = o.opcfamily
                        JOIN pg_catalog.pg_namespace fn ON fn.oid = f.opfnamespace
                        WHERE o.opcnamespace IN %s AND%s""".formatted(reading.namespaceList(), reading.notMember(CatalogClass.OPERATOR_CLASS, "o.oid")),
                        this::readClass);
    }

    private void readClass(Row row) throws SQLException {
        long oid = row.getLong("oid");
        String target = "OPERATOR CLASS " + row.getString("name");
        ObjectRef ref = ObjectRef.of(
                ObjectKind.OPERATOR_CLASS, row.getString("nspname"), row.getString("opcname"), row.getString("amname"));
        List<String> items = new ArrayList<>();
        Values.optional(row, "storage").ifPresent(type -> items.add("STORAGE " + type));
        for (Member member : ofClasses.getOrDefault(oid, List.of())) {
            items.add(member.item());
            reading.addresses().put(member.catalog(), member.oid(), ref);
        }
        if (items.isEmpty()) {
            items.add("STORAGE " + row.getString("type"));
        }
        add(
                CatalogClass.OPERATOR_CLASS,
                oid,
                ref,
                "CREATE " + target + (row.getBoolean("opcdefault") ? " DEFAULT" : "") + " FOR TYPE "
                        + row.getString("type") + " USING " + row.getString("method") + " FAMILY "
                        + row.getString("family") + " AS\n    " + String.join(",\n    ", items),
                target + " USING " + row.getString("method"),
                List.of());
    }

    private void add(CatalogClass catalog, long oid, ObjectRef ref, String create, String target, List<Part> parts)
            throws SQLException {
        reading.add(
                catalog,
                oid,
                new DefinedObject(
                        ref, create, "DROP " + target, Optional.empty(), create, parts, reading.comment(catalog, oid)));
    }
}
