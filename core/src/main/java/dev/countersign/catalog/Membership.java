package dev.countersign.catalog;

import java.util.SortedMap;

/**
 * That a role is a member of another. By whom the membership was granted is not compared.
 *
 * @param group the role that is granted
 * @param member the role to which it is granted
 * @param options {@code ADMIN}, and from PostgreSQL 16 on {@code INHERIT} and {@code SET}, where they differ from the default of {@code GRANT}
 */
public record Membership(ObjectRef ref, String group, String member, SortedMap<String, String> options)
        implements AccessRule {
    public Membership {
        options = Attributes.copyOf(options);
    }

    /** The membership under its own identity. */
    public static Membership of(String group, String member, SortedMap<String, String> options) {
        return new Membership(ObjectRef.of(ObjectKind.MEMBERSHIP, group, member), group, member, options);
    }
}
