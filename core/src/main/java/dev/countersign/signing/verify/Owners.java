package dev.countersign.signing.verify;

import java.util.List;
import java.util.function.Predicate;

/**
 * Who owns what a plan touches, by the ownership policy of the verifier's own project.
 *
 * @param unknown why that cannot be told, one clause each; while there is one, nobody counts as an owner
 * @param groups what belongs to whom; empty when everything in the plan is nobody's
 */
public record Owners(List<String> unknown, List<Group> groups) {
    public Owners {
        unknown = List.copyOf(unknown);
        groups = List.copyOf(groups);
    }

    /** Nobody can say who owns anything. */
    public static Owners unknown(String why) {
        return new Owners(List.of(why), List.of());
    }

    /**
     * Objects about which one rule decides.
     *
     * @param objects for people, at least one
     * @param who the people that the rule names, and where it stands, for people
     * @param member whether a principal is one of them and may change every one of the objects
     */
    public record Group(List<String> objects, String who, Predicate<String> member) {
        public Group {
            objects = List.copyOf(objects);
        }
    }

    /** Whether the principal owns anything of the plan. */
    boolean any(String principal) {
        return unknown.isEmpty() && groups.stream().anyMatch(g -> g.member().test(principal));
    }
}
