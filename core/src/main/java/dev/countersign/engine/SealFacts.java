package dev.countersign.engine;

import dev.countersign.deprecation.Deprecations;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.lint.preflight.RowProbe;
import dev.countersign.review.Review;
import dev.countersign.review.VariableValue;
import dev.countersign.source.LoadedState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a session knows beyond its reviews.
 *
 * @param dialect the dialect of the states
 * @param current the current state as its server holds it
 * @param scope which part of the databases was compared
 * @param asked what was counted in its rows
 * @param deprecations what the policy makes of deprecated objects, when it asks for a waiting time
 * @param renames what was decided about renames
 */
record SealFacts(
        Dialect dialect,
        LoadedState current,
        Scope scope,
        List<RowProbe.Asked> asked,
        Optional<Deprecations> deprecations,
        RenameDecisions renames) {
    SealFacts {
        asked = List.copyOf(asked);
    }

    /** The values of the review's variables that were switched in it. */
    static Map<String, String> switches(Review review) {
        return review.variables().stream()
                .filter(v -> v.setBy().equals("switch") && !v.value().equals(ProjectPolicies.HIDDEN))
                .collect(Collectors.toMap(VariableValue::name, VariableValue::value));
    }
}
