package dev.countersign.catalog;

/**
 * That an object belongs to another role than the database does.
 *
 * @param target the object
 * @param role its owner
 */
public record Ownership(ObjectRef ref, ObjectRef target, String role) implements AccessRule {

    /** The ownership under its own identity. */
    public static Ownership of(ObjectRef target, String role) {
        return new Ownership(AccessRule.ownership(target), target, role);
    }
}
