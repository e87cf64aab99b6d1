package dev.countersign.lint;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.source.ObjectPattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

        /** Whether something in that state is what the rule is about. */
        public boolean isAbout(Catalog state) {
            return state.objects().values().stream()
                    .anyMatch(object -> pattern.matches(object)
                            || object instanceof Table table
                                    && table.columns().stream()
                                            .map(c -> ObjectRef.column(table.ref(), c.name()))
                                            .anyMatch(column -> pattern.matches(column, column.path())));
        }

        /** That it is about nothing, as a sentence. */
        public String isIdle() {
            return where + ": the pattern \"" + pattern.text() + "\" of rule \"" + name
                    + "\" of ownership matches nothing in either state.";
        }
    }

    /** The rules about nothing that is in one of two states: an object with another name is not protected by them. One that can match nothing is no matter of states. */
    public Stream<Rule> idle(Catalog before, Catalog after) {
        return rules.stream()
                .filter(rule -> rule.pattern().impossible().isEmpty())
                .filter(rule -> !rule.isAbout(before) && !rule.isAbout(after));
    }
}
