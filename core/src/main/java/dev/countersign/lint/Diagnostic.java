package dev.countersign.lint;

import dev.countersign.catalog.ObjectRef;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A finding on a statement.
 *
 * @param code published code, e.g. {@code DS103}
 * @param analyzer name of the analyzer, as policy files and {@code nolint} spell it, e.g. {@code destructive}
 * @param statement the statement's number in the plan; 0 when it is about the plan as a whole
 * @param range where in the statement's text
 * @param message one sentence
 * @param object what it is about
 * @param evidence how it is known
 * @param suppression why it is listed but does not count, if so
 */
public record Diagnostic(
        String code,
        String analyzer,
        Severity severity,
        int statement,
        TextRange range,
        String message,
        Optional<ObjectRef> object,
        Evidence evidence,
        List<Fix> fixes,
        Optional<Suppression> suppression) {
    public Diagnostic {
        fixes = List.copyOf(fixes);
    }

    /** Whether it counts: not suppressed. */
    public boolean active() {
        return suppression.isEmpty();
    }

    /** The same finding with another weight. */
    public Diagnostic withSeverity(Severity other) {
        return with(other, message, suppression);
    }

    /** The same finding in other words. */
    public Diagnostic withMessage(String other) {
        return with(severity, other, suppression);
    }

    /** The same finding with other words in everything that it says. */
    public Diagnostic worded(UnaryOperator<String> words) {
        return with(
                severity,
                words.apply(message),
                suppression.map(s -> new Suppression(words.apply(s.by()), words.apply(s.detail()))));
    }

    /** The same finding, no longer counting. */
    public Diagnostic withSuppression(Suppression by) {
        return with(severity, message, Optional.of(by));
    }

    private Diagnostic with(Severity newSeverity, String newMessage, Optional<Suppression> newSuppression) {
        return new Diagnostic(
                code, analyzer, newSeverity, statement, range, newMessage, object, evidence, fixes, newSuppression);
    }

    /** How a finding is known. */
    public enum Evidence {
        SQL_TEXT("seen in the SQL text"),
        DEV_DATABASE("seen on the dev database"),
        LIVE_DATA("live data"),
        DIRECTORY("seen in the migration directory"),
        POLICY("read in the policy file");

        private final String label;

        Evidence(String label) {
            this.label = label;
        }

        /** Words for people. */
        public String label() {
            return label;
        }
    }

    /**
     * What keeps a finding from counting.
     *
     * @param by {@code nolint} or the policy entry, e.g. {@code allow_column "^deprecated_"}
     * @param detail where it stands and what it matched
     */
    public record Suppression(String by, String detail) {}
}
