package dev.countersign.postgres.inspect;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.DefaultPrivileges;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Privilege;
import dev.countersign.catalog.Privilege.Level;
import dev.countersign.catalog.Privileges;
import dev.countersign.catalog.Uncompared;
import dev.countersign.postgres.access.ScriptsRole;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads privileges and default privileges as deviations from what an untouched object gives: the server's own defaults ({@code acldefault}), for members
 * of extensions and the first schema what they came with ({@code pg_init_privs}, which {@code pg_dump} compares with as well).
 */
final class PrivilegeReader {
    /** Those of {@code information_schema} are in no dump, and initdb keeps no note of how they began. */
    private static final String SYSTEM_SCHEMA =
            "(SELECT s.oid FROM pg_catalog.pg_namespace s WHERE s.nspname = 'pg_catalog')";

    private final Reading reading;

    /** Whose privileges on what. */
    private record Holder(ObjectRef target, Optional<ObjectRef> needs, String grantee) {}

    /** Takes privileges and what roles other than the owner granted any of them. */
    private interface Found {
        void accept(Holder holder, Privileges privileges, Set<String> grantors);
    }

    private record Maker(String creator, Optional<String> schema, String objects, String grantee) {}

    /** The levels of one privilege, while they are being read. */
    private static final class Levels {
        private Level standard = Level.NONE;
        private Level actual = Level.NONE;
        private final Set<String> grantors = new TreeSet<>();

        void add(boolean initial, boolean grantable) {
            Level level = grantable ? Level.GRANTABLE : Level.GRANTED;
            if (initial) {
                standard = higher(standard, level);
            } else {
                actual = higher(actual, level);
            }
        }

        private static Level higher(Level left, Level right) {
            return left.compareTo(right) >= 0 ? left : right;
        }
    }

    PrivilegeReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        List<String> parts = inSchemas(reading.namespaceList(), "");
        if (reading.wholeDatabase() && !reading.isNarrowed()) {
            parts.addAll(outsideSchemas());
        }
        privileges(entries(parts), (holder, privileges, grantors) -> {
            reading.objects().add(privileges);
            holder.needs().ifPresent(needed -> reading.depend(privileges.ref(), needed));
            grantors.forEach(by -> reading.depend(privileges.ref(), AccessRule.privileges(privileges.target(), by)));
        });
        if (reading.isNarrowed()) {
            return;
        }
        readDefaults();
        if (reading.wholeDatabase()) {
            readElsewhere();
        }
    }

    private void privileges(String query, Found found) throws SQLException {
        Map<Holder, Map<String, Levels>> held = new LinkedHashMap<>();
        reading.session().query(query, row -> holder(row).ifPresent(holder -> add(row, held, holder)));
        held.forEach((holder, levels) -> {
            List<Privilege> deviations = deviations(levels);
            if (!deviations.isEmpty()) {
                Set<String> grantors = new TreeSet<>();
                levels.values().forEach(level -> grantors.addAll(level.grantors));
                found.accept(holder, Privileges.of(holder.target(), holder.grantee(), deviations), grantors);
            }
        });
    }

    private static void add(Row row, Map<Holder, Map<String, Levels>> held, Holder holder) {
        try {
            Levels levels = held.computeIfAbsent(holder, h -> new TreeMap<>())
                    .computeIfAbsent(row.getString("privilege"), p -> new Levels());
            levels.add(row.getBoolean("initial"), row.getBoolean("grantable"));
            Optional.ofNullable(row.getString("grantor")).ifPresent(levels.grantors::add);
        } catch (SQLException e) {
            throw new IllegalStateException("a row that was read cannot fail", e);
        }
    }

    private static List<Privilege> deviations(Map<String, Levels> levels) {
        List<Privilege> deviations = new ArrayList<>();
        levels.forEach((name, level) -> {
            if (level.standard != level.actual) {
                deviations.add(new Privilege(name, level.standard, level.actual));
            }
        });
        return deviations;
    }

    private Optional<Holder> holder(Row row) throws SQLException {
        long catalog = row.getLong("catalog");
        long oid = row.getLong("oid");
        Optional<ObjectRef> found = reading.addresses().find(catalog, oid);
        boolean itself = found.isPresent()
                && found.get().kind() != ObjectKind.EXTENSION
                && found.get().kind() != ObjectKind.COLUMN;
        ObjectRef object = itself ? found.get() : named(row);
        Optional<ObjectRef> needs = found;
        String column = row.getString("columnname");
        ObjectRef target = object;
        if (column != null) {
            target = ObjectRef.column(object, column);
            needs = itself && object.kind() == ObjectKind.TABLE ? Optional.of(target) : found;
        }
        return Optional.of(new Holder(target, needs, row.getString("grantee")));
    }

    /** Members of extensions and sequences behind identity columns are no objects of the catalog; their names say what they are. */
    private static ObjectRef named(Row row) throws SQLException {
        String schema = row.getString("schemaname");
        String name = row.getString("objectname");
        ObjectKind kind = switch (Values.letter(row, "kind")) {
            case 'n' -> ObjectKind.SCHEMA;
            case 'S' -> ObjectKind.SEQUENCE;
            case 'v' -> ObjectKind.VIEW;
            case 'm' -> ObjectKind.MATERIALIZED_VIEW;
            case 'r', 'p', 'f' -> ObjectKind.TABLE;
            case 'F', 'w' -> ObjectKind.FUNCTION;
            case 'P' -> ObjectKind.PROCEDURE;
            case 'A' -> ObjectKind.AGGREGATE;
            case 'T' -> ObjectKind.COMPOSITE;
            case 'D' -> ObjectKind.DOMAIN;
            default -> ObjectKind.OTHER;
        };
        String arguments = row.getString("arguments");
        if (arguments != null) {
            return ObjectRef.of(kind, schema, name, arguments);
        }
        if (kind == ObjectKind.OTHER) {
            // languages, foreign-data wrappers and servers; the word is part of the name, as their kinds are many
            return ObjectRef.of(kind, row.getString("word"), name);
        }
        return schema == null ? ObjectRef.of(kind, name) : ObjectRef.of(kind, schema, name);
    }

    /**
     * Queries for what has privileges, with those of its own and of an untouched one.
     *
     * @param someColumns a condition by which the server finds the few columns to look at
     */
    private List<String> inSchemas(String schemas, String someColumns) {
        String relation = "CASE c.relkind WHEN 'S' THEN 's'::\"char\" ELSE 'r'::\"char\" END";
        List<String> parts = new ArrayList<>();
        parts.add("SELECT 2615 AS catalog, n.oid, 'n'::pg_catalog.text AS kind, NULL::pg_catalog.text AS word,"
                + " NULL::pg_catalog.name AS schemaname, n.nspname AS objectname, NULL::pg_catalog.text AS arguments,"
                + " NULL::pg_catalog.name AS columnname, n.nspowner AS owner, n.nspacl AS acl,"
                + " CASE n.nspname WHEN 'public' THEN " + firstSchema() + " ELSE COALESCE("
                + initial(2615, "n.oid", "0")
                + ", pg_catalog.acldefault('n', n.nspowner)) END AS standard"
                + " FROM pg_catalog.pg_namespace n WHERE (n.nspacl IS NOT NULL OR n.nspname = 'public') AND n.oid IN "
                + schemas + (reading.isNarrowed() ? " AND false" : ""));
        parts.add(
                "SELECT 1259, c.oid, c.relkind::pg_catalog.text, NULL, n.nspname, c.relname, NULL, NULL, c.relowner, c.relacl,"
                        + " COALESCE(" + initial(1259, "c.oid", "0") + ", pg_catalog.acldefault(" + relation
                        + ", c.relowner))"
                        + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.relacl IS NOT NULL AND c.relnamespace IN " + schemas
                        + reading.only(Narrowing.Part.RELATIONS, "c.oid"));
        parts.add(
                "SELECT 1259, c.oid, c.relkind::pg_catalog.text, NULL, n.nspname, c.relname, NULL, a.attname, c.relowner, a.attacl,"
                        + " COALESCE(" + initial(1259, "c.oid", "a.attnum")
                        + ", pg_catalog.acldefault('c', c.relowner))"
                        + " FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND c.relnamespace IN " + schemas
                        + someColumns
                        + reading.only(Narrowing.Part.RELATIONS, "c.oid"));
        parts.add(
                "SELECT 1255, p.oid, CASE p.prokind WHEN 'p' THEN 'P' WHEN 'a' THEN 'A' ELSE 'F' END, NULL, n.nspname, p.proname,"
                        + " pg_catalog.oidvectortypes(p.proargtypes), NULL, p.proowner, p.proacl,"
                        + " COALESCE(" + initial(1255, "p.oid", "0") + ", pg_catalog.acldefault('f', p.proowner))"
                        + " FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace"
                        + " WHERE p.proacl IS NOT NULL AND p.pronamespace IN " + schemas
                        + reading.only(Narrowing.Part.ROUTINES, "p.oid"));
        parts.add(
                "SELECT 1247, t.oid, CASE t.typtype WHEN 'd' THEN 'D' ELSE 'T' END, NULL, n.nspname, t.typname, NULL, NULL,"
                        + " t.typowner, t.typacl,"
                        + " COALESCE(" + initial(1247, "t.oid", "0") + ", pg_catalog.acldefault('T', t.typowner))"
                        + " FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace"
                        + " WHERE t.typacl IS NOT NULL AND t.typnamespace IN " + schemas
                        + reading.only(Narrowing.Part.TYPES, "t.oid"));
        return parts;
    }

    private static List<String> outsideSchemas() {
        List<String> parts = new ArrayList<>();
        parts.add("SELECT 2612, l.oid, 'l', 'LANGUAGE', NULL, l.lanname, NULL, NULL, l.lanowner, l.lanacl,"
                + " COALESCE(" + initial(2612, "l.oid", "0") + ", pg_catalog.acldefault('l', l.lanowner))"
                + " FROM pg_catalog.pg_language l WHERE l.lanacl IS NOT NULL AND l.lanpltrusted");
        parts.add("SELECT 2328, w.oid, 'x', 'FOREIGN DATA WRAPPER', NULL, w.fdwname, NULL, NULL, w.fdwowner, w.fdwacl,"
                + " COALESCE(" + initial(2328, "w.oid", "0") + ", pg_catalog.acldefault('F', w.fdwowner))"
                + " FROM pg_catalog.pg_foreign_data_wrapper w WHERE w.fdwacl IS NOT NULL");
        parts.add("SELECT 1417, s.oid, 'y', 'FOREIGN SERVER', NULL, s.srvname, NULL, NULL, s.srvowner, s.srvacl,"
                + " COALESCE(" + initial(1417, "s.oid", "0") + ", pg_catalog.acldefault('S', s.srvowner))"
                + " FROM pg_catalog.pg_foreign_server s WHERE s.srvacl IS NOT NULL");
        return parts;
    }

    /** A row for each privilege that anybody has or would have on an untouched object. */
    private static String entries(List<String> objects) {
        // who grants in the initial privileges owned the object when it was made
        return "SELECT o.catalog, o.oid, o.kind, o.word, o.schemaname, o.objectname, o.arguments, o.columnname, e.initial,"
                + " e.privilege_type AS privilege, e.is_grantable AS grantable,"
                + grantee("o.owner")
                + ", g.rolname AS grantor FROM (" + String.join(" UNION ALL ", objects) + ") o,"
                + " LATERAL (SELECT a.grantee, a.privilege_type, a.is_grantable, false AS initial, NULLIF(a.grantor, o.owner) AS grantor FROM"
                + " pg_catalog.aclexplode(COALESCE(o.acl, pg_catalog.acldefault('n', o.owner))) a"
                + " UNION ALL SELECT CASE a.grantee WHEN a.grantor THEN o.owner ELSE a.grantee END, a.privilege_type,"
                + " a.is_grantable, true, NULL FROM pg_catalog.aclexplode(o.standard) a) e"
                + " LEFT JOIN pg_catalog.pg_roles r ON r.oid = e.grantee"
                + " LEFT JOIN pg_catalog.pg_roles g ON g.oid = e.grantor";
    }

    /** The owner by its own name, so that an object and its privileges can be given to somebody else. */
    private static String grantee(String owner) {
        return " CASE WHEN e.grantee = 0 THEN '" + AccessRule.EVERYBODY + "' WHEN e.grantee = " + owner + " THEN '"
                + AccessRule.OWNER
                + "' ELSE COALESCE(r.rolname::pg_catalog.text, e.grantee::pg_catalog.text) END AS grantee";
    }

    /** What everybody may do in the schema that every database has; one that was dropped and made again should give the same. */
    private String firstSchema() {
        String everybody = reading.session().atLeast(15)
                ? "pg_catalog.makeaclitem(0, n.nspowner, 'USAGE', false)"
                : "pg_catalog.makeaclitem(0, n.nspowner, 'USAGE', false), pg_catalog.makeaclitem(0, n.nspowner, 'CREATE', false)";
        return "pg_catalog.acldefault('n', n.nspowner) || ARRAY[" + everybody + "]";
    }

    private static String initial(int catalog, String oid, String column) {
        return "(SELECT i.initprivs FROM pg_catalog.pg_init_privs i WHERE i.classoid = " + catalog + " AND i.objoid = "
                + oid + " AND i.objsubid = " + column + ")";
    }

    private void readDefaults() throws SQLException {
        Map<Maker, Map<String, Levels>> held = new LinkedHashMap<>();
        reading.session()
                .queryIfAllowed(
                        "default privileges",
                        "SELECT d.defaclnamespace, n.nspname, e.initial, e.privilege_type AS privilege, e.is_grantable AS grantable,"
                                + " CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'"
                                + " WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END AS objects,"
                                + " CASE WHEN d.defaclrole = (SELECT b.datdba FROM pg_catalog.pg_database b"
                                + " WHERE b.datname = pg_catalog.current_database()) THEN '" + AccessRule.OWNER
                                + "' ELSE c.rolname::pg_catalog.text END AS creator,"
                                + grantee("d.defaclrole")
                                + " FROM pg_catalog.pg_default_acl d"
                                + " JOIN pg_catalog.pg_roles c ON c.oid = d.defaclrole"
                                + " LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace,"
                                + " LATERAL (SELECT a.grantee, a.privilege_type, a.is_grantable, false AS initial"
                                + " FROM pg_catalog.aclexplode(d.defaclacl) a"
                                + " UNION ALL SELECT a.grantee, a.privilege_type, a.is_grantable, true"
                                + " FROM pg_catalog.aclexplode(pg_catalog.acldefault(CASE d.defaclobjtype WHEN 'S'"
                                + " THEN 's'::\"char\" ELSE d.defaclobjtype END, d.defaclrole)) a"
                                + " WHERE d.defaclnamespace = 0) e"
                                + " LEFT JOIN pg_catalog.pg_roles r ON r.oid = e.grantee"
                                + (reading.wholeDatabase()
                                        ? ""
                                        : " WHERE d.defaclnamespace IN " + reading.namespaceList()),
                        row -> {
                            Maker maker = new Maker(
                                    row.getString("creator"),
                                    Optional.ofNullable(row.getString("nspname")),
                                    row.getString("objects"),
                                    row.getString("grantee"));
                            held.computeIfAbsent(maker, m -> new TreeMap<>())
                                    .computeIfAbsent(row.getString("privilege"), p -> new Levels())
                                    .add(row.getBoolean("initial"), row.getBoolean("grantable"));
                        });
        held.forEach((maker, levels) -> {
            List<Privilege> deviations = deviations(levels);
            if (!deviations.isEmpty()) {
                DefaultPrivileges privileges = DefaultPrivileges.of(
                        maker.creator(), maker.schema(), maker.objects(), maker.grantee(), deviations);
                reading.objects().add(privileges);
                maker.schema()
                        .map(schema -> ObjectRef.of(ObjectKind.SCHEMA, schema))
                        .filter(reading::hasSchema)
                        .ifPresent(schema -> reading.depend(privileges.ref(), schema));
            }
        });
    }

    /**
     * What the server itself brought, belongs to the whole server or has another name in every database. Hosters grant and revoke much there, which no schema
     * file repeats and which only a superuser may change, so it is named and not compared.
     */
    private void readElsewhere() throws SQLException {
        privileges(
                entries(inSchemas(SYSTEM_SCHEMA, " AND a.attrelid < " + SchemaReader.FIRST_USER_OID))
                        + " WHERE o.acl IS DISTINCT FROM o.standard",
                (holder, privileges, grantors) -> {
                    // the built-in engine lets its role read what an owner of a database reads elsewhere
                    if (!privileges.grantee().equals(ScriptsRole.DEV_ROLE)) {
                        elsewhere(described(privileges), "privileges on the server's own objects are not compared");
                    }
                });
        reading.session()
                .query(
                        "SELECT d.datname FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()"
                                + " AND d.datacl IS NOT NULL AND d.datacl <> pg_catalog.acldefault('d', d.datdba)",
                        row -> elsewhere(
                                "database",
                                "privileges on the database itself are not compared, as databases have different names"));
        if (reading.session().atLeast(15)) {
            reading.session()
                    .query(
                            "SELECT p.parname FROM pg_catalog.pg_parameter_acl p",
                            row -> elsewhere(
                                    "parameter " + row.getString("parname"),
                                    "privileges on parameters belong to the whole server"));
        }
    }

    private void elsewhere(String name, String reason) {
        reading.uncompared().add(new Uncompared("privilege", name, reason, Uncompared.Cause.NOT_ASKED));
    }

    /** With everything that it says in the name: two that are called the same are the same. */
    private static String described(Privileges privileges) {
        return privileges.deviations().stream()
                .map(p -> switch (p.actual()) {
                    case NONE -> "no " + p.name();
                    case GRANTED -> p.name();
                    case GRANTABLE -> p.name() + " with grant option";
                })
                .collect(Collectors.joining(
                        ", ",
                        "",
                        " on " + privileges.target().display() + " for " + AccessRule.shown(privileges.grantee())));
    }
}
