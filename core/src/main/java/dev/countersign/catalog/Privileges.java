package dev.countersign.catalog;

import java.util.List;

/**
 * What somebody may do with an object or column, as far as it differs from what everybody may do with an untouched object of the kind. By whom a privilege
 * was granted is not compared.
 *
 * @param target the object or column; members of extensions are targets without being objects of the catalog
 * @param grantee a role, {@link AccessRule#EVERYBODY} or {@link AccessRule#OWNER}
 * @param deviations sorted by name, never empty
 */
public record Privileges(ObjectRef ref, ObjectRef target, String grantee, List<Privilege> deviations)
        implements AccessRule {
    public Privileges {
        deviations = List.copyOf(deviations);
    }

    /** The privileges under their own identity. */
    public static Privileges of(ObjectRef target, String grantee, List<Privilege> deviations) {
        return new Privileges(AccessRule.privileges(target, grantee), target, grantee, deviations);
    }
}
