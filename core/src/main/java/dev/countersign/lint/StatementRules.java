package dev.countersign.lint;

import com.google.re2j.Pattern;
import dev.countersign.sql.StatementHead;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which statements may be written, whatever they do: by their kind and their text.
 *
 * @param allowByDefault whether statements that no rule is about are allowed
 * @param rules in the policy's order; the first that is about a statement decides
 * @param where where the policy stands
 */
public record StatementRules(boolean allowByDefault, List<Rule> rules, String where) {
    public StatementRules {
        rules = List.copyOf(rules);
    }

    /**
     * One {@code allow} or {@code deny} block.
     *
     * @param kinds kinds in lower case, {@code drop table} or {@code truncate}; empty for every kind. {@code drop} stands for every kind of drop
     * @param match searched in the text, without the comments in front of it; empty for every text
     * @param message its author's words; may be empty
     * @param where where it stands
     */
    public record Rule(
            String name, boolean allow, Set<String> kinds, Optional<Pattern> match, String message, String where) {
        public Rule {
            kinds = Set.copyOf(kinds);
        }

        private boolean isAbout(String kind, StatementHead head, String sql) {
            return (kinds.isEmpty() || kinds.contains(kind) || kinds.contains(head.verb()))
                    && match.filter(m -> !m.matcher(sql).find()).isEmpty();
        }
    }

    /** The rule that decides about a statement; empty when none is about it. */
    public Optional<Rule> of(String sql) {
        StatementHead head = StatementHead.of(sql);
        String kind = head.title().toLowerCase(Locale.ROOT);
        return rules.stream().filter(rule -> rule.isAbout(kind, head, sql)).findFirst();
    }
}
