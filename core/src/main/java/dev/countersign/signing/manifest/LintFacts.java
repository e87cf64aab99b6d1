package dev.countersign.signing.manifest;

import dev.countersign.signing.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the analyzers found.
 *
 * @param engine name and version of the analyzers
 * @param ruleset digest of the rules in force
 * @param counts findings by severity
 * @param findings every finding
 * @param suppressions directives that silenced findings
 * @param forced codes that ignored such a directive
 */
public record LintFacts(
        String engine,
        Optional<Digest> ruleset,
        Map<String, Integer> counts,
        List<Finding> findings,
        List<Suppression> suppressions,
        List<String> forced) {
    public LintFacts {
        counts = new TreeMap<>(counts);
        findings = List.copyOf(findings);
        suppressions = List.copyOf(suppressions);
        forced = List.copyOf(forced);
    }

    /** The counts, sorted by severity. */
    @Override
    public Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    /** One finding; the statement number is empty for findings about the whole plan. */
    public record Finding(
            String code, String severity, Optional<Integer> statement, Optional<String> object, String message) {}

    /** One {@code nolint} directive as written. */
    public record Suppression(
            String directive,
            String scope,
            Optional<Integer> statement,
            List<String> codes,
            Optional<String> reason,
            Optional<String> author) {
        public Suppression {
            codes = List.copyOf(codes);
        }
    }
}
