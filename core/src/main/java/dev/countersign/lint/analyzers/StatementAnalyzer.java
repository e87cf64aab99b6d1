package dev.countersign.lint.analyzers;

import dev.countersign.lint.Analyzer;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.StatementRules;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Statements that the project does not want to see: the code is the name of the rule that denies them, or {@code statement} where no rule allows them. */
public final class StatementAnalyzer implements Analyzer {
    private static final String NAME = "statement";

    @Override
    public String name() {
        return NAME;
    }

    /** The codes are the names of rules, which only the project knows. */
    @Override
    public List<String> codes() {
        return List.of();
    }

    @Override
    public List<Diagnostic> analyze(LintInput input) {
        return input.settings().statements().stream()
                .flatMap(rules -> input.steps().stream().flatMap(step -> judged(rules, step)))
                .toList();
    }

    private static Stream<Diagnostic> judged(StatementRules rules, LintStep step) {
        Optional<StatementRules.Rule> rule = rules.of(step.sql());
        if (rule.map(StatementRules.Rule::allow).orElse(rules.allowByDefault())) {
            return Stream.empty();
        }
        String message = rule.map(r -> "The rule \"" + r.name() + "\" (" + r.where() + ") does not allow this statement"
                        + (r.message().isBlank() ? "." : ": " + r.message()))
                .orElseGet(() -> "No rule allows this statement, and the default is to deny (" + rules.where() + ").");
        return Stream.of(Finding.of(rule.map(StatementRules.Rule::name).orElse(NAME), NAME, step, message)
                .known(Diagnostic.Evidence.SQL_TEXT)
                .build());
    }
}
