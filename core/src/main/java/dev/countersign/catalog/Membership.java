package dev.countersign.catalog;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * That a role is a member of another. From PostgreSQL 16 on several roles can have granted the same membership, each with options of its own.
 *
 * @param group the role that is granted
 * @param member the role to which it is granted
 * @param grantor who granted it; empty for whoever makes changes anyway: the server's first superuser, the owner of the database, and who reads it
 * @param options {@code ADMIN}, and from PostgreSQL 16 on {@code INHERIT} and {@code SET}, where they differ from the default of {@code GRANT}
 */
public record Membership(
        ObjectRef ref, String group, String member, Optional<String> grantor, SortedMap<String, String> options)
        implements AccessRule {
    public Membership {
        options = Attributes.copyOf(options);
    }

    /** The membership under its own identity. */
    public static Membership of(
            String group, String member, Optional<String> grantor, SortedMap<String, String> options) {
        List<String> path = grantor.map(by -> List.of(group, member, by)).orElseGet(() -> List.of(group, member));
        return new Membership(new ObjectRef(ObjectKind.MEMBERSHIP, path), group, member, grantor, options);
    }

    /** The same membership with these options instead of its own. */
    public Membership withOptions(SortedMap<String, String> newOptions) {
        return new Membership(ref, group, member, grantor, newOptions);
    }
}
