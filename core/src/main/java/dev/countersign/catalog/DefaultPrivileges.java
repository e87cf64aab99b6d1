package dev.countersign.catalog;

import java.util.List;
import java.util.Optional;

/**
 * What somebody may do with objects that a role will make, as far as it differs from the server's own defaults ({@code ALTER DEFAULT PRIVILEGES}).
 *
 * @param creator the role that makes the objects, or {@link AccessRule#OWNER} for the database's owner
 * @param schema the schema in which they are made; empty for every schema
 * @param objects what is made, in the server's words, e.g. {@code TABLES}
 * @param grantee a role, {@link AccessRule#EVERYBODY} or {@link AccessRule#OWNER} for the creator
 * @param deviations sorted by name, never empty
 */
public record DefaultPrivileges(
        ObjectRef ref,
        String creator,
        Optional<String> schema,
        String objects,
        String grantee,
        List<Privilege> deviations)
        implements AccessRule {
    public DefaultPrivileges {
        deviations = List.copyOf(deviations);
    }

    /** The default privileges under their own identity. */
    public static DefaultPrivileges of(
            String creator, Optional<String> schema, String objects, String grantee, List<Privilege> deviations) {
        return new DefaultPrivileges(
                ObjectRef.of(ObjectKind.DEFAULT_PRIVILEGES, schema.orElse(""), objects, creator, grantee),
                creator,
                schema,
                objects,
                grantee,
                deviations);
    }
}
