package dev.countersign.rule;

import java.util.List;

/**
 * What rules say of a state or of a change.
 *
 * @param violations in the order of rules and objects
 * @param notEvaluated what could not be told, one sentence each; never empty when a rule was left out
 */
public record RuleReport(List<Violation> violations, List<String> notEvaluated) {
    public RuleReport {
        violations = List.copyOf(violations);
        notEvaluated = List.copyOf(notEvaluated);
    }
}
