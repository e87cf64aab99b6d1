package dev.countersign.postgres.definition;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DefaultPrivileges;
import dev.countersign.catalog.Membership;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Ownership;
import dev.countersign.catalog.Privilege;
import dev.countersign.catalog.Privilege.Level;
import dev.countersign.catalog.Privileges;
import dev.countersign.catalog.Role;
import dev.countersign.postgres.name.Identifiers;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Owners, privileges and roles in SQL for reading. */
final class AccessDefinition {
    private AccessDefinition() {}

    /** What is said about an object: its owner, then who may do what with it and with its columns. */
    static List<String> about(Catalog catalog, ObjectRef object) {
        List<String> lines = new ArrayList<>();
        catalog.find(AccessRule.ownership(object), Ownership.class).ifPresent(o -> lines.add(of(o)));
        for (Privileges privileges : catalog.all(Privileges.class)) {
            ObjectRef target = privileges.target();
            boolean column = target.kind() == ObjectKind.COLUMN
                    && object.path().size() == 2
                    && target.path().subList(0, 2).equals(object.path());
            if (target.equals(object) || column) {
                lines.add(of(privileges));
            }
        }
        return lines;
    }

    static String of(AccessRule rule) {
        return switch (rule) {
            case Ownership o -> "ALTER " + named(o.target()) + " OWNER TO " + Ident.quote(o.role()) + ";";
            case Privileges p -> privileges("", p.deviations(), target(p.target()), p.grantee());
            case DefaultPrivileges d ->
                privileges(
                        "ALTER DEFAULT PRIVILEGES"
                                + (d.creator().equals(AccessRule.OWNER) ? "" : " FOR ROLE " + Ident.quote(d.creator()))
                                + d.schema()
                                        .map(s -> " IN SCHEMA " + Ident.quote(s))
                                        .orElse("") + "\n    ",
                        d.deviations(),
                        d.objects(),
                        d.grantee());
            case Role r -> role(r);
            case Membership m ->
                "GRANT " + Ident.quote(m.group()) + " TO " + Ident.quote(m.member())
                        + m.options().entrySet().stream()
                                .map(o -> o.getKey() + " " + o.getValue().toUpperCase(Locale.ROOT))
                                .collect(Collectors.collectingAndThen(
                                        Collectors.joining(", "), text -> text.isEmpty() ? "" : " WITH " + text))
                        + m.grantor()
                                .map(by -> " GRANTED BY " + Ident.quote(by))
                                .orElse("") + ";";
        };
    }

    private static String named(ObjectRef ref) {
        return ref.kind().label().toUpperCase(Locale.ROOT) + " " + Identifiers.of(ref);
    }

    private static String target(ObjectRef ref) {
        return ref.kind() == ObjectKind.COLUMN
                ? "COLUMN " + Identifiers.relationOf(ref) + "." + Identifiers.of(ref)
                : named(ref);
    }

    private static String privileges(String head, List<Privilege> privileges, String target, String grantee) {
        String who = grantee.equals(AccessRule.EVERYBODY)
                ? "PUBLIC"
                : grantee.equals(AccessRule.OWNER) ? "the owner" : Ident.quote(grantee);
        List<String> lines = new ArrayList<>();
        add(lines, head, "REVOKE ", privileges, Level.NONE, target, " FROM " + who + ";");
        add(lines, head, "GRANT ", privileges, Level.GRANTED, target, " TO " + who + ";");
        add(lines, head, "GRANT ", privileges, Level.GRANTABLE, target, " TO " + who + " WITH GRANT OPTION;");
        return String.join("\n", lines);
    }

    private static void add(
            List<String> lines,
            String head,
            String verb,
            List<Privilege> privileges,
            Level level,
            String target,
            String tail) {
        List<String> names = privileges.stream()
                .filter(p -> p.actual() == level)
                .map(Privilege::name)
                .toList();
        if (!names.isEmpty()) {
            lines.add(head + verb + String.join(", ", names) + " ON " + target + tail);
        }
    }

    private static String role(Role role) {
        StringBuilder text =
                new StringBuilder("CREATE ROLE " + Ident.quote(role.ref().name()));
        role.attributes()
                .forEach((name, value) -> text.append("\n    ")
                        .append(
                                switch (value) {
                                    case "true" -> name;
                                    case "false" -> "NO" + name;
                                    default -> name + " " + value;
                                }));
        text.append(';');
        role.settings()
                .forEach((name, value) -> text.append("\nALTER ROLE ")
                        .append(Ident.quote(role.ref().name()))
                        .append(" SET ")
                        .append(name)
                        .append(" TO ")
                        .append(value)
                        .append(';'));
        role.comment()
                .ifPresent(comment -> text.append("\nCOMMENT ON ROLE ")
                        .append(Ident.quote(role.ref().name()))
                        .append(" IS ")
                        .append(Literal.quote(comment))
                        .append(';'));
        return text.toString();
    }
}
