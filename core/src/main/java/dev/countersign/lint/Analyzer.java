package dev.countersign.lint;

import java.util.List;

/**
 * Looks at a simulated plan and reports diagnostics. Found by {@link java.util.ServiceLoader}: a new analyzer is one class and one line of
 * registration. Implementations keep no state between calls.
 */
public interface Analyzer {

    /** The name that policy files and {@code nolint} use, e.g. {@code destructive}; several classes may share one. */
    String name();

    /** Every code it can report. */
    List<String> codes();

    /**
     * What it can report of a change of one object by itself, for people who ask before there is a change. What follows from more than that, such as rows or a
     * whole file, is not told of.
     */
    default List<PossibleFinding> possible(String dialect) {
        return List.of();
    }

    /** Whether it has something to say about this dialect; by default about every one. */
    default boolean appliesTo(String dialect) {
        return true;
    }

    /** The findings, in order of statements. Severities are proposals: {@link Linter} lets the policy have its say afterwards. */
    List<Diagnostic> analyze(LintInput input);

    /** What of the policy was about nothing on this input, one sentence each: probably it is misspelt. */
    default List<String> notices(LintInput input) {
        return List.of();
    }

    /** What of the policy it could not evaluate on this input, one sentence each. A review with any is not clear. */
    default List<String> notEvaluated(LintInput input) {
        return List.of();
    }
}
