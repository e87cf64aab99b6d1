package dev.countersign.policy;

import dev.countersign.hcl.SourceRange;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A value of the policy and what decided it.
 *
 * @param value the value in force
 * @param range the line of the project file that sets it; empty when it is the default
 * @param variables names of the variables that can influence it, directly or through locals
 */
public record Setting<T>(T value, Optional<SourceRange> range, SortedSet<String> variables) {

    /** Copies the set. */
    public Setting {
        variables = Collections.unmodifiableSortedSet(new TreeSet<>(variables));
    }

    /** A value that no line sets. */
    public static <T> Setting<T> byDefault(T value) {
        return new Setting<>(value, Optional.empty(), Collections.emptySortedSet());
    }
}
