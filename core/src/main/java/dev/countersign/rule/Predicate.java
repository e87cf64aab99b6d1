package dev.countersign.rule;

import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.SourceRange;
import dev.countersign.hcl.VariableType;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A condition with a name.
 *
 * @param kind the kind of objects it is about
 * @param parameters its variables
 */
record Predicate(
        String kind, String name, SortedMap<String, Parameter> parameters, Condition condition, SourceRange range) {

    Predicate {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /**
     * A variable of a predicate or of a rule file.
     *
     * @param type its type; empty for any
     */
    record Parameter(
            String name, Optional<VariableType> type, Optional<HclExpression> defaultValue, SourceRange range) {}
}
