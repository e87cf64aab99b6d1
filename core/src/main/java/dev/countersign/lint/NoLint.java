package dev.countersign.lint;

import java.util.List;

/**
 * An {@code atlas:nolint} (or {@code countersign:nolint}) directive.
 *
 * @param rules codes and analyzer names it lists; empty for all
 * @param where where it stands, e.g. {@code 3_drop.sql line 4} or {@code top of 3_drop.sql}
 */
public record NoLint(List<String> rules, String where) {
    public NoLint {
        rules = List.copyOf(rules);
    }

    /** Whether it names the finding by code or by analyzer, or names nothing and so means all. */
    public boolean covers(Diagnostic diagnostic) {
        return rules.isEmpty() || rules.contains(diagnostic.code()) || rules.contains(diagnostic.analyzer());
    }

    /** The directive as it is written. */
    public String text() {
        return rules.isEmpty() ? "nolint" : "nolint " + String.join(" ", rules);
    }
}
