package dev.countersign.policy;

import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which statements may be written, whatever they do ({@code lint { statement {} }}).
 *
 * @param allowByDefault whether statements that no rule is about are allowed
 * @param error whether findings are errors
 * @param rules in the file's order; the first that is about a statement decides
 * @param range the block
 */
public record StatementPolicy(boolean allowByDefault, Setting<Boolean> error, List<Rule> rules, SourceRange range) {
    public StatementPolicy {
        rules = List.copyOf(rules);
    }

    /**
     * One {@code allow} or {@code deny} block.
     *
     * @param name its label, which is the code of its findings
     * @param kinds kinds of statements in lower case; empty for every kind
     * @param match searched in the text; empty for every text
     * @param message its author's words; may be empty
     * @param range the block
     */
    public record Rule(
            String name,
            boolean allow,
            Set<String> kinds,
            Optional<NamePattern> match,
            String message,
            SourceRange range) {
        public Rule {
            kinds = Set.copyOf(kinds);
        }
    }
}
