package dev.countersign.catalog;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The roles that objects cannot be without: whose they are, and whom they name. */
public final class NamedRoles {
    private NamedRoles() {}

    /** The roles that the object names; also its own when it is one. */
    public static Set<String> of(SchemaObject object) {
        Set<String> names = new HashSet<>();
        switch (object) {
            case Role role -> names.add(role.ref().name());
            case Membership m -> {
                names.add(m.group());
                names.add(m.member());
                m.grantor().ifPresent(names::add);
            }
            case Ownership o -> names.add(o.role());
            case Privileges p -> names.add(p.grantee());
            case DefaultPrivileges d -> {
                names.add(d.creator());
                names.add(d.grantee());
            }
            case RowPolicy p -> names.addAll(p.roles());
            default -> mapped(object.ref()).ifPresent(names::add);
        }
        return names;
    }

    /** Of whom a user mapping is; it is called {@code role on server}. */
    private static Optional<String> mapped(ObjectRef ref) {
        int on = ref.name().indexOf(" on ");
        return ref.kind() == ObjectKind.USER_MAPPING && on > 0
                ? Optional.of(ref.name().substring(0, on))
                : Optional.empty();
    }
}
