package dev.countersign.engine;

import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.lint.Analyzer;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintSettings;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.RowDemands;
import dev.countersign.lint.Severity;
import dev.countersign.lint.preflight.DataFacts;
import dev.countersign.plan.Plan;
import dev.countersign.plan.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Asks the rows of a live database whether a plan is certain to fail on them, without running it. Only what was counted and found is said; that nothing
 * was found proves nothing, and {@code review} looks closer.
 */
final class FailingRows {
    private final String dialect;
    private final SchemaDiff diff;
    private final DataFacts facts;

    FailingRows(String dialect, SchemaDiff diff, DataFacts facts) {
        this.dialect = dialect;
        this.diff = diff;
        this.facts = facts;
    }

    /** One sentence for each reason, in the order of the plan. */
    List<String> of(Plan plan) {
        List<LintStep> steps = steps(plan);
        LintInput input = LintInput.of(dialect, steps, LintSettings.defaults(), facts, Optional.empty());
        return ServiceLoader.load(Analyzer.class).stream()
                .filter(p -> RowDemands.class.isAssignableFrom(p.type()))
                .map(ServiceLoader.Provider::get)
                .filter(analyzer -> analyzer.appliesTo(dialect))
                .flatMap(analyzer -> analyzer.analyze(input).stream())
                .filter(d -> d.severity() == Severity.ERROR && d.evidence() == Diagnostic.Evidence.LIVE_DATA)
                .map(Diagnostic::message)
                .distinct()
                .toList();
    }

    /** The statements with the new tables they make, and then everything else at once: what is asked are the rows before the first statement. */
    private List<LintStep> steps(Plan plan) {
        List<LintStep> steps = new ArrayList<>();
        List<Change> others = new ArrayList<>();
        for (Statement statement : plan.statements()) {
            List<Change> made = new ArrayList<>();
            for (Change change : statement.changes()) {
                boolean table = change instanceof Change.AddObject add && add.object() instanceof Table;
                (table ? made : others).add(change);
            }
            steps.add(step(steps.size() + 1, statement.sql(), made));
        }
        steps.add(step(steps.size() + 1, "", others.stream().distinct().toList()));
        return steps;
    }

    private LintStep step(int number, String sql, List<Change> changes) {
        return new LintStep(number, sql, 1, diff.current(), diff.desired(), changes, List.of());
    }
}
