package dev.countersign.postgres.hcl;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.DefaultPrivileges;
import dev.countersign.catalog.Membership;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Ownership;
import dev.countersign.catalog.Privilege;
import dev.countersign.catalog.Privileges;
import dev.countersign.catalog.Role;
import dev.countersign.ddl.HclWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes roles, memberships and permissions; owners, and what is taken away from somebody, have no form. */
final class AccessWriter {
    private static final Map<String, String> FLAGS = Map.of(
            "SUPERUSER", "superuser",
            "CREATEDB", "create_db",
            "CREATEROLE", "create_role",
            "LOGIN", "login",
            "INHERIT", "inherit",
            "REPLICATION", "replication",
            "BYPASSRLS", "bypass_rls");

    private final Labels labels;
    private final Missing missing;
    private final HclWriter out;

    AccessWriter(Labels labels, Missing missing, HclWriter out) {
        this.labels = labels;
        this.missing = missing;
        this.out = out;
    }

    void write(AccessRule rule) {
        switch (rule) {
            case Role role -> role(role);
            case Membership membership -> membership(membership);
            case Privileges privileges -> privileges(privileges);
            case Ownership ownership -> missing.part(ownership.target(), "its owner " + ownership.role());
            case DefaultPrivileges defaults ->
                missing.object(defaults.ref(), "privileges of objects that will be made have no form");
        }
    }

    private void role(Role role) {
        labels.open(out, role.ref());
        role.attributes().forEach((option, value) -> {
            if (FLAGS.containsKey(option)) {
                out.attribute(FLAGS.get(option), value);
            } else if (option.equals("CONNECTION LIMIT")) {
                out.attribute("conn_limit", value);
            } else if (option.equals("VALID UNTIL")) {
                out.attribute("valid_until", HclWriter.text(value));
            } else {
                missing.part(role.ref(), option);
            }
        });
        role.comment().ifPresent(comment -> out.attribute("comment", HclWriter.text(comment)));
        role.settings().keySet().forEach(name -> missing.part(role.ref(), "its setting " + name));
        out.close();
    }

    private void membership(Membership membership) {
        if (!Set.of("ADMIN").containsAll(membership.options().keySet())) {
            missing.object(
                    membership.ref(),
                    "its options have no form: "
                            + String.join(", ", membership.options().keySet()));
            return;
        }
        if (membership.grantor().isPresent()) {
            missing.object(membership.ref(), "who granted it has no form");
            return;
        }
        out.open("membership", membership.group() + " of " + membership.member());
        out.attribute("role", role(membership.group()));
        out.attribute("member", role(membership.member()));
        if ("true".equals(membership.options().get("ADMIN"))) {
            out.attribute("admin", "true");
        }
        out.close();
    }

    private String role(String name) {
        if (name.equals(AccessRule.EVERYBODY)) {
            return "PUBLIC";
        }
        ObjectRef ref = ObjectRef.of(ObjectKind.ROLE, name);
        return labels.has(ref) ? labels.reference(ref) : HclWriter.text(name);
    }

    private void privileges(Privileges privileges) {
        Optional<String> target = target(privileges.target());
        if (privileges.grantee().equals(AccessRule.OWNER) || target.isEmpty()) {
            missing.object(privileges.ref(), "a permission of this kind has no form");
            return;
        }
        List<String> granted = new ArrayList<>();
        List<String> grantable = new ArrayList<>();
        for (Privilege privilege : privileges.deviations()) {
            String word = HclWriter.text(privilege.name());
            if (privilege.actual().compareTo(privilege.standard()) < 0) {
                missing.part(privileges.ref(), "that " + privilege.name() + " was taken away");
            } else if (privilege.actual() == Privilege.Level.GRANTABLE) {
                grantable.add(word);
            } else {
                granted.add(word);
            }
        }
        permission(privileges.grantee(), target.get(), granted, false);
        permission(privileges.grantee(), target.get(), grantable, true);
    }

    private void permission(String grantee, String target, List<String> privileges, boolean grantable) {
        if (privileges.isEmpty()) {
            return;
        }
        out.open("permission");
        out.attribute("for", target);
        out.attribute("to", role(grantee));
        out.attribute("privileges", HclWriter.list(privileges));
        if (grantable) {
            out.attribute("grantable", "true");
        }
        out.close();
    }

    /** How a permission names the object or column. */
    private Optional<String> target(ObjectRef ref) {
        return switch (ref.kind()) {
            case COLUMN ->
                labels.relation(ref.path().get(0), ref.path().get(1)).map(table -> labels.column(table, ref.name()));
            case TABLE,
                    VIEW,
                    MATERIALIZED_VIEW,
                    SCHEMA,
                    SEQUENCE,
                    FUNCTION,
                    PROCEDURE,
                    ENUM,
                    COMPOSITE,
                    RANGE,
                    DOMAIN,
                    FOREIGN_SERVER -> Optional.of(ref).filter(labels::has).map(labels::reference);
            default -> Optional.empty();
        };
    }
}
