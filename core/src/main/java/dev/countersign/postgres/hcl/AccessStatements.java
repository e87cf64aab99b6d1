package dev.countersign.postgres.hcl;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.ddl.DdlBlock;
import dev.countersign.ddl.DdlSql;
import dev.countersign.ddl.DdlValue;
import dev.countersign.ddl.SqlText;
import dev.countersign.postgres.hcl.Draft.Step;
import dev.countersign.sql.postgres.Literal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Roles, memberships, permissions and foreign data. */
final class AccessStatements {
    private static final Map<String, String> FLAGS = new TreeMap<>(Map.of(
            "superuser", "SUPERUSER",
            "create_db", "CREATEDB",
            "create_role", "CREATEROLE",
            "login", "LOGIN",
            "inherit", "INHERIT",
            "replication", "REPLICATION",
            "bypass_rls", "BYPASSRLS"));

    private final Names names;
    private final Draft draft;
    private final RoutineStatements routines;
    private final Set<ObjectRef> external = new HashSet<>();

    AccessStatements(Names names, Draft draft, RoutineStatements routines) {
        this.names = names;
        this.draft = draft;
        this.routines = routines;
    }

    void addRole(DdlBlock role) {
        String name = names.qualified(role);
        SqlText sql = new SqlText(role.range())
                .add(role.type().equals("user") ? "CREATE USER " : "CREATE ROLE ")
                .add(name);
        FLAGS.forEach((flag, word) -> role.bool(flag).ifPresent(on -> sql.add(" " + (on ? "" : "NO") + word)));
        role.number("conn_limit").ifPresent(n -> sql.add(" CONNECTION LIMIT " + n));
        role.text("valid_until").ifPresent(t -> sql.add(" VALID UNTIL " + Literal.quote(t)));
        role.withoutEffect("password", "passwords are never compared");
        boolean elsewhere = role.flag("external");
        List<DdlSql> groups = names.roles(role, "member_of");
        if (elsewhere) {
            // the dev database has a stand-in for it
            external.add(ObjectRef.of(ObjectKind.ROLE, role.name()));
            return;
        }
        draft.add(Step.ROLE, sql);
        for (DdlSql group : groups) {
            draft.add(Step.PERMISSION, "GRANT " + group.sql() + " TO " + name, group.range());
        }
        Clauses.comment(draft, role, "ROLE", name);
    }

    /** The roles that somebody else makes. */
    Set<ObjectRef> external() {
        return Set.copyOf(external);
    }

    void addMembership(DdlBlock membership) {
        List<DdlSql> groups = names.roles(membership, "role");
        List<DdlSql> members =
                names.roles(membership, membership.attribute("members").isPresent() ? "members" : "member");
        boolean admin = membership.flag("admin");
        if (groups.isEmpty() || members.isEmpty()) {
            membership.findings().problem(membership.range(), "a membership needs \"role\" and \"member\"");
            return;
        }
        SqlText sql = new SqlText(membership.range())
                .add("GRANT ")
                .list(groups)
                .add(" TO ")
                .list(members);
        draft.add(Step.PERMISSION, sql.add(admin ? " WITH ADMIN OPTION" : ""));
    }

    void addPermission(DdlBlock permission) {
        List<DdlSql> roles = names.roles(permission, "to");
        List<String> privileges = permission.list("privileges").stream()
                .flatMap(v -> v.word().or(v::text).map(w -> w.replace('_', ' ')).stream())
                .toList();
        boolean grantable = permission.flag("grantable");
        boolean stated = permission.attribute("for").isPresent();
        if (roles.isEmpty() || privileges.isEmpty() || !stated) {
            permission.findings().problem(permission.range(), "a permission needs \"for\", \"to\" and \"privileges\"");
            return;
        }
        for (DdlValue value : permission.list("for")) {
            Optional<String> target = target(value, privileges);
            target.ifPresent(t -> draft.add(
                    Step.PERMISSION,
                    new SqlText(permission.range())
                            .add("GRANT ")
                            .add(t, value.range())
                            .add(" TO ")
                            .list(roles)
                            .add(grantable ? " WITH GRANT OPTION" : "")));
        }
    }

    /** What stands between GRANT and TO. */
    private Optional<String> target(DdlValue value, List<String> named) {
        List<String> path = value.path().orElse(List.of());
        if (path.size() >= 4 && path.get(path.size() - 2).equals("column")) {
            // the column stands behind each privilege; one without it would be for the whole table
            return names.tableColumn(value)
                    .map(c -> named.stream()
                                    .map(p -> p + " (" + c.column().sql() + ")")
                                    .collect(Collectors.joining(", "))
                            + " ON TABLE " + c.table());
        }
        String privileges = String.join(", ", named);
        if (!path.isEmpty() && Set.of("function", "procedure").contains(path.getFirst())) {
            return names.target(value, "function", "procedure")
                    .map(r -> privileges + " ON " + r.type().toUpperCase(Locale.ROOT) + " " + routines.signed(r));
        }
        String kind = switch (path.isEmpty() ? "" : path.getFirst()) {
            case "schema" -> "SCHEMA";
            case "sequence" -> "SEQUENCE";
            case "enum", "composite", "range" -> "TYPE";
            case "domain" -> "DOMAIN";
            case "server" -> "FOREIGN SERVER";
            default -> "TABLE";
        };
        return names.object(
                        value,
                        "table",
                        "view",
                        "materialized",
                        "foreign_table",
                        "partition",
                        "schema",
                        "sequence",
                        "enum",
                        "composite",
                        "range",
                        "domain",
                        "server")
                .map(o -> privileges + " ON " + (value.rawSql().isPresent() ? "" : kind + " ") + o.sql());
    }

    void addServer(DdlBlock server) {
        String name = names.qualified(server);
        SqlText sql = new SqlText(server.range()).add("CREATE SERVER ").add(name);
        server.text("type").ifPresent(t -> sql.add(" TYPE " + Literal.quote(t)));
        server.text("version").ifPresent(v -> sql.add(" VERSION " + Literal.quote(v)));
        Optional<DdlValue> wrapper = server.value("fdw").or(() -> server.value("wrapper"));
        sql.add(" FOREIGN DATA WRAPPER ");
        wrapper.flatMap(v -> v.word()
                        .or(v::sqlOrText)
                        .map(w -> new DdlSql(names.quoted(w, v.range()), v.range()))
                        .or(() -> names.object(v, "extension")))
                .ifPresentOrElse(
                        sql::add,
                        () -> server.findings()
                                .problem(
                                        server.range(),
                                        server.path() + " needs \"fdw\", such as fdw = extension.postgres_fdw"));
        draft.add(Step.SERVER, sql.add(Clauses.options(Clauses.settings(server, "options"))));
        names.dependsOn(server);
        Clauses.comment(draft, server, "SERVER", name);
    }

    void addUserMapping(DdlBlock mapping) {
        List<DdlSql> roles = names.roles(mapping, mapping.attribute("user").isPresent() ? "user" : "role");
        Optional<DdlSql> server = mapping.value("server").flatMap(v -> names.object(v, "server"));
        String options = Clauses.options(Clauses.settings(mapping, "options"));
        if (server.isEmpty()) {
            mapping.findings().problem(mapping.range(), mapping.path() + " needs \"server\"");
            return;
        }
        SqlText sql = new SqlText(mapping.range()).add("CREATE USER MAPPING FOR ");
        if (roles.isEmpty()) {
            sql.add(mapping.labels().isEmpty() ? "PUBLIC" : names.quoted(mapping));
        }
        sql.list(roles).add(" SERVER ").add(server.get());
        draft.add(Step.SERVER, sql.add(options));
    }
}
