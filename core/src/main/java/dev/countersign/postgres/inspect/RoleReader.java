package dev.countersign.postgres.inspect;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Membership;
import dev.countersign.catalog.Neighbourhood;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Role;
import dev.countersign.catalog.Surroundings;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads what lies around the database: its owner, who reads it, the server's roles and its other databases. Passwords are not looked at. */
public final class RoleReader {
    /** The comment on roles that a dev database made for itself; they are no roles of the server. */
    public static final String OURS = "made by countersign for a dev database, to be dropped again";

    /** How the names of databases begin that we make on somebody's server, to be dropped again. */
    public static final String SCRATCH = "countersign_scratch_";

    /** The superuser that a server is made with ({@code BOOTSTRAP_SUPERUSERID}). */
    private static final int FIRST_ROLE = 10;

    private static final Map<String, String> FLAGS = new LinkedHashMap<>();

    static {
        FLAGS.put("SUPERUSER", "rolsuper");
        FLAGS.put("CREATEDB", "rolcreatedb");
        FLAGS.put("CREATEROLE", "rolcreaterole");
        FLAGS.put("INHERIT", "rolinherit");
        FLAGS.put("LOGIN", "rolcanlogin");
        FLAGS.put("REPLICATION", "rolreplication");
        FLAGS.put("BYPASSRLS", "rolbypassrls");
    }

    private final Session session;

    RoleReader(Session session) {
        this.session = session;
    }

    /** The roles of the server to which the connection goes, as they are in its transaction, and their memberships. */
    public static List<AccessRule> roles(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion() * 10_000;
        return new RoleReader(new Session(
                        new DirectRows(connection, PreparedQueries.none()),
                        version,
                        Progress.none(),
                        new ArrayList<>()))
                .read()
                .roles();
    }

    Surroundings read() throws SQLException {
        List<Role> first = new ArrayList<>();
        List<AccessRule> roles = new ArrayList<>(roles(first));
        roles.addAll(memberships());
        List<Surroundings> found = new ArrayList<>();
        session.query(
                "SELECT r.rolname AS owner, current_user AS reader FROM pg_catalog.pg_database d"
                        + " JOIN pg_catalog.pg_roles r ON r.oid = d.datdba WHERE d.datname = pg_catalog.current_database()",
                row -> found.add(
                        new Surroundings(Values.optional(row, "owner"), Values.optional(row, "reader"), roles)));
        Surroundings around = found.isEmpty() ? Surroundings.unknown().withRoles(roles) : found.getFirst();
        for (Role superuser : first) {
            around = around.beginningWith(superuser);
        }
        SortedSet<String> databases = new TreeSet<>();
        SortedSet<String> younger = new TreeSet<>();
        boolean seen = session.readIfAllowed(
                "SELECT true AS database, d.datname AS name FROM pg_catalog.pg_database d WHERE d.datname <> pg_catalog.current_database()"
                        + " AND NOT d.datistemplate AND pg_catalog.left(d.datname, "
                        + SCRATCH.length() + ") <> '" + SCRATCH + "' AND (d.oid >= " + SchemaReader.FIRST_USER_OID
                        + " OR EXISTS (SELECT FROM pg_catalog.pg_shdepend s WHERE s.dbid = d.oid))"
                        + " UNION ALL SELECT false, r.rolname FROM pg_catalog.pg_roles r, pg_catalog.pg_database d"
                        + " WHERE d.datname = pg_catalog.current_database() AND r.oid > d.oid",
                row -> (row.getBoolean("database") ? databases : younger).add(row.getString("name")));
        return seen ? around.in(new Neighbourhood(databases, younger)) : around;
    }

    /** The mark is looked up as the query sees it: a function would see a later state, in which a role that is dropped meanwhile has lost it. */
    private static String notOurs(String oid) {
        return "NOT EXISTS (SELECT FROM pg_catalog.pg_shdescription ours WHERE ours.objoid = " + oid
                + " AND ours.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND ours.description = '" + OURS
                + "')";
    }

    /** @param first takes the superuser with whom the server began */
    private List<Role> roles(List<Role> first) throws SQLException {
        List<Role> roles = new ArrayList<>();
        session.queryIfAllowed(
                "roles",
                "SELECT r.oid = " + FIRST_ROLE + " AS first, r.rolname, "
                        + String.join(
                                ", ", FLAGS.values().stream().map(c -> "r." + c).toList())
                        + ", r.rolconnlimit, r.rolvaliduntil, s.setconfig, pg_catalog.shobj_description(r.oid, 'pg_authid') AS comment FROM pg_catalog.pg_roles r"
                        + " LEFT JOIN pg_catalog.pg_db_role_setting s ON s.setrole = r.oid AND s.setdatabase = 0"
                        + " WHERE r.oid = " + FIRST_ROLE + " OR r.oid >= " + SchemaReader.FIRST_USER_OID + " AND "
                        + notOurs("r.oid"),
                row -> (row.getBoolean("first") ? first : roles).add(role(row)));
        return roles;
    }

    private static Role role(Row row) throws SQLException {
        SortedMap<String, String> attributes = new TreeMap<>();
        for (Map.Entry<String, String> flag : FLAGS.entrySet()) {
            boolean usual = flag.getKey().equals("INHERIT");
            if (row.getBoolean(flag.getValue()) != usual) {
                attributes.put(flag.getKey(), String.valueOf(!usual));
            }
        }
        if (row.getLong("rolconnlimit") != -1) {
            attributes.put("CONNECTION LIMIT", row.getString("rolconnlimit"));
        }
        Values.optional(row, "rolvaliduntil").ifPresent(until -> attributes.put("VALID UNTIL", until));
        SortedMap<String, String> settings = new TreeMap<>();
        for (String setting : row.getStrings("setconfig")) {
            String[] parts = setting.split("=", 2);
            settings.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return new Role(
                ObjectRef.of(ObjectKind.ROLE, row.getString("rolname")),
                attributes,
                settings,
                Values.optional(row, "comment"));
    }

    /** What those granted who make changes anyway counts as one, and allows what any of them allowed. Before version 16 nobody else can grant the same again. */
    private List<Membership> memberships() throws SQLException {
        boolean options = session.atLeast(16);
        List<Membership> memberships = new ArrayList<>();
        session.queryIfAllowed(
                "memberships of roles",
                "SELECT g.rolname AS granted, m.rolname AS member, "
                        + (options
                                ? "CASE WHEN a.grantor <> 10 AND by.rolname <> current_user AND NOT EXISTS (SELECT FROM pg_catalog.pg_database d"
                                        + " WHERE d.datname = pg_catalog.current_database() AND d.datdba = a.grantor) THEN by.rolname END"
                                : "NULL")
                        + " AS grantor, pg_catalog.bool_or(a.admin_option) AS admin, m.rolinherit AS inherits,"
                        + (options
                                ? " pg_catalog.bool_or(a.inherit_option) AS inherit, pg_catalog.bool_or(a.set_option) AS set"
                                : " m.rolinherit AS inherit, true AS set")
                        + " FROM pg_catalog.pg_auth_members a JOIN pg_catalog.pg_roles g ON g.oid = a.roleid"
                        + " JOIN pg_catalog.pg_roles m ON m.oid = a.member"
                        + " LEFT JOIN pg_catalog.pg_roles by ON by.oid = a.grantor"
                        + " WHERE a.member >= " + SchemaReader.FIRST_USER_OID + " AND " + notOurs("g.oid") + " AND "
                        + notOurs("m.oid") + " GROUP BY g.rolname, m.rolname, m.rolinherit, 3",
                row -> {
                    SortedMap<String, String> chosen = new TreeMap<>();
                    if (row.getBoolean("admin")) {
                        chosen.put("ADMIN", "true");
                    }
                    if (row.getBoolean("inherit") != row.getBoolean("inherits")) {
                        chosen.put("INHERIT", String.valueOf(row.getBoolean("inherit")));
                    }
                    if (!row.getBoolean("set")) {
                        chosen.put("SET", "false");
                    }
                    memberships.add(Membership.of(
                            row.getString("granted"),
                            row.getString("member"),
                            Values.optional(row, "grantor"),
                            chosen));
                });
        return memberships;
    }

    /** The words of {@code ALTER ROLE} that are on or off. */
    public static List<String> flags() {
        return List.copyOf(FLAGS.keySet());
    }
}
