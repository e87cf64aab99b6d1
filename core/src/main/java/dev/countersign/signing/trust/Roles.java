package dev.countersign.signing.trust;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who is what, and what plans need.
 *
 * @param members patterns of principals by role
 * @param rules in file order
 * @param nobody roles that rules ask for and nobody has, one sentence each; no plan meets such a rule
 */
public record Roles(SortedMap<String, List<String>> members, List<Rule> rules, List<String> nobody) {
    /** No roles and no rules: nothing is ever approved. */
    public static final Roles NONE = new Roles(new TreeMap<>(Map.of()), List.of(), List.of());

    public Roles {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        rules = List.copyOf(rules);
        nobody = List.copyOf(nobody);
    }

    /** Whether somebody has a role. */
    public boolean has(String principal, String role) {
        return members.getOrDefault(role, List.of()).stream().anyMatch(pattern -> Wildcard.matches(pattern, principal));
    }
}
