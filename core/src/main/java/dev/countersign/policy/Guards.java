package dev.countersign.policy;

import java.util.List;
import java.util.Optional;

/**
 * What a project checks beyond the built-in analyzers.
 *
 * @param ownership who may change what
 * @param rules rules of its own
 * @param statements which statements may be written at all
 */
public record Guards(
        Optional<OwnershipPolicy> ownership, List<RuleSource> rules, Optional<StatementPolicy> statements) {

    /** Nothing. */
    public static final Guards NONE = new Guards(Optional.empty(), List.of(), Optional.empty());

    public Guards {
        rules = List.copyOf(rules);
    }
}
