package dev.countersign.lint;

import dev.countersign.source.ObjectPattern;
import java.util.List;
import java.util.Optional;

/**
 * Who may change what, with everybody's teams looked up.
 *
 * @param allowByDefault whether changes that no rule is about are allowed
 * @param actor who changes; empty when nobody said
 * @param unknown what could not be looked up, one clause each; nobody can be judged then
 * @param unread what of the rules could not be read or found, one sentence each; named with everything else that is not evaluated
 * @param rules in the policy's order
 * @param where where the policy stands
 */
public record OwnershipRules(
        boolean allowByDefault,
        Optional<String> actor,
        List<String> unknown,
        List<String> unread,
        List<Rule> rules,
        String where) {
    public OwnershipRules {
        unread = List.copyOf(unread);
        unknown = List.copyOf(unknown);
        rules = List.copyOf(rules);
    }

    /**
     * One {@code allow} or {@code deny} block.
     *
     * @param applies whether the actor is among those it names
     * @param people those it names, for messages
     * @param where where it stands
     */
    public record Rule(
            String name, boolean allow, ObjectPattern pattern, boolean applies, List<String> people, String where) {
        public Rule {
            people = List.copyOf(people);
        }
    }
}
