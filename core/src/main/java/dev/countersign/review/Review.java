package dev.countersign.review;

import dev.countersign.catalog.Catalog;
import dev.countersign.dialect.StatementTraits;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Severity;
import dev.countersign.plan.Plan;
import dev.countersign.rows.RowPlan;
import dev.countersign.simulate.Simulation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plan with everything a person needs to decide about it. Immutable; another variable value makes another review.
 *
 * @param dialect name of the dialect
 * @param policyFile the project file that was read, if any
 * @param environment the chosen environment, empty when none was
 * @param rows what happens to the rows of each table whose rows follow the desired state
 * @param traits by statement number
 * @param notEvaluated what the policy file says that was not evaluated, one sentence each
 */
public record Review(
        String dialect,
        StateInfo currentInfo,
        StateInfo desiredInfo,
        Optional<PolicyFile> policyFile,
        String environment,
        List<VariableValue> variables,
        ReviewMode mode,
        SchemaDiff diff,
        Plan plan,
        List<RowPlan.Summary> rows,
        Map<Integer, StatementTraits> traits,
        Simulation simulation,
        List<Diagnostic> diagnostics,
        List<String> notEvaluated,
        Outcome outcome) {
    public Review {
        variables = List.copyOf(variables);
        rows = List.copyOf(rows);
        traits = Map.copyOf(traits);
        diagnostics = List.copyOf(diagnostics);
        notEvaluated = List.copyOf(notEvaluated);
    }

    /**
     * The project file.
     *
     * @param path its path as given
     * @param sha256 SHA-256 of its bytes in hexadecimal
     * @param read the same of every file that it made us read, such as rule and team files, by path from the project file's directory
     */
    public record PolicyFile(String path, String sha256, SortedMap<String, String> read) {
        public PolicyFile {
            read = Collections.unmodifiableSortedMap(new TreeMap<>(read));
        }

        /** A project file that reads no other file. */
        public PolicyFile(String path, String sha256) {
            this(path, sha256, new TreeMap<>());
        }
    }

    public Catalog current() {
        return diff.current();
    }

    public Catalog desired() {
        return diff.desired();
    }

    /** Findings of a statement, in order. */
    public List<Diagnostic> diagnosticsOf(int statement) {
        return diagnostics.stream().filter(d -> d.statement() == statement).toList();
    }

    /** How many findings of that severity count. */
    public long count(Severity severity) {
        return diagnostics.stream()
                .filter(d -> d.active() && d.severity() == severity)
                .count();
    }
}
