package dev.countersign.policy;

import java.util.List;
import java.util.Optional;

/**
 * What a project checks beyond the built-in analyzers.
 *
 * @param ownership who may change what
 * @param rules rules of its own
 */
public record Guards(Optional<OwnershipPolicy> ownership, List<RuleSource> rules) {

    /** Nothing. */
    public static final Guards NONE = new Guards(Optional.empty(), List.of());

    public Guards {
        rules = List.copyOf(rules);
    }
}
