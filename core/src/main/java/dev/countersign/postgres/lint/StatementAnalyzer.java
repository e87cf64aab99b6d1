package dev.countersign.postgres.lint;

import dev.countersign.lint.Analyzer;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import java.util.ArrayList;
import java.util.List;

/** Looks at one statement of PostgreSQL after the other. */
abstract class StatementAnalyzer implements Analyzer {
    private final String name;
    private final List<String> codes;

    /**
     * @param name the analyzer's name
     * @param codes every code it can report
     */
    StatementAnalyzer(String name, String... codes) {
        this.name = name;
        this.codes = List.of(codes);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<String> codes() {
        return codes;
    }

    @Override
    public final boolean appliesTo(String dialect) {
        return dialect.equals("postgres");
    }

    @Override
    public final List<Diagnostic> analyze(LintInput input) {
        List<Diagnostic> found = new ArrayList<>();
        input.steps().forEach(step -> look(input, step, found));
        return found;
    }

    /** Adds what is to be said of the step. */
    abstract void look(LintInput input, LintStep step, List<Diagnostic> found);

    /** A warning of this analyzer. */
    final Finding finding(String code, LintStep step, String message) {
        return Finding.of(code, name, step, message);
    }
}
