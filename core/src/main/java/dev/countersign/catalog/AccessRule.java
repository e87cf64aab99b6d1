package dev.countersign.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Who owns what and who may do what. Each rule is an object of its own, so that an object's record stays free of them and a comparison can leave them
 * out.
 */
public sealed interface AccessRule extends SchemaObject
        permits Ownership, Privileges, DefaultPrivileges, Role, Membership {

    /** The grantee of what everybody may do; no role can have this name. */
    String EVERYBODY = "public";

    /**
     * The role that owns the object, whoever that is; also the database's owner where a rule names the role for whose objects it holds. No role can have
     * this name. A privilege of an owner stays with the owner when the object is given to somebody else.
     */
    String OWNER = "";

    /** The server has no comments on rules; comments on roles belong to the whole server. */
    @Override
    default Optional<String> comment() {
        return Optional.empty();
    }

    /** The identity of the ownership of an object. */
    static ObjectRef ownership(ObjectRef target) {
        return rule(ObjectKind.OWNER, target, List.of());
    }

    /** The identity of what a role may do with an object or column. */
    static ObjectRef privileges(ObjectRef target, String grantee) {
        return rule(ObjectKind.PRIVILEGES, target, List.of(grantee));
    }

    private static ObjectRef rule(ObjectKind kind, ObjectRef target, List<String> more) {
        List<String> path = new ArrayList<>(target.path());
        path.add(target.kind().label());
        path.addAll(more);
        return new ObjectRef(kind, path);
    }

    /** The object that an ownership or privileges are about, from their identity; empty for every other identity. */
    static Optional<ObjectRef> target(ObjectRef rule) {
        int behind = switch (rule.kind()) {
            case OWNER -> 1;
            case PRIVILEGES -> 2;
            default -> 0;
        };
        if (behind == 0) {
            return Optional.empty();
        }
        List<String> path = rule.path();
        String label = path.get(path.size() - behind);
        return Arrays.stream(ObjectKind.values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .map(kind -> new ObjectRef(kind, path.subList(0, path.size() - behind)));
    }

    /** The same rule about another object. */
    static ObjectRef about(ObjectRef rule, ObjectRef target) {
        return rule.kind() == ObjectKind.OWNER
                ? ownership(target)
                : privileges(target, rule.path().getLast());
    }

    /** The grantee for people. */
    static String shown(String grantee) {
        return switch (grantee) {
            case EVERYBODY -> "PUBLIC";
            case OWNER -> "the owner";
            default -> grantee;
        };
    }

    /** Whether objects of the kind say who may do what, and nothing of what there is. */
    static boolean describes(ObjectKind kind) {
        return switch (kind) {
            case OWNER, PRIVILEGES, DEFAULT_PRIVILEGES, ROLE, MEMBERSHIP -> true;
            default -> false;
        };
    }
}
