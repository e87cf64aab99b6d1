package dev.countersign.lint.analyzers;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.diff.Change;
import dev.countersign.lint.Analyzer;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Severity;
import dev.countersign.simulate.Simulation.Failure;
import java.util.List;

/** What really failed when the plan ran on the sample's rows, under the code of its cause. Says what no count foresaw, such as a value that no cast takes. */
public final class RowFailureAnalyzer implements Analyzer {

    @Override
    public String name() {
        return "data_depend";
    }

    @Override
    public List<String> codes() {
        return List.of("MF101", "MF103", "MF104", "MFX105", "MFX106", "MFX107", "MFX109");
    }

    @Override
    public List<Diagnostic> analyze(LintInput input) {
        return input.rowFailure().stream()
                .flatMap(failure -> input.steps().stream()
                        .filter(step -> step.number() == failure.number())
                        .map(step -> finding(failure, step)))
                .toList();
    }

    private Diagnostic finding(Failure failure, LintStep step) {
        return Finding.of(
                        code(failure.sqlState(), step),
                        name(),
                        step,
                        "This statement fails on the sample rows: " + failure.message() + ".")
                .severity(Severity.ERROR)
                .fix("Correct the rows in a statement before this one")
                .build();
    }

    /** SQLSTATE classes 22 and 23, PostgreSQL manual appendix A. */
    private static String code(String sqlState, LintStep step) {
        boolean key = sqlState.equals("23502") || sqlState.equals("23505");
        if (key && addsPrimaryKey(step)) {
            return "MFX107";
        }
        return switch (sqlState) {
            case "23502" -> step.changes(Change.AddColumn.class).isEmpty() ? "MF104" : "MF103";
            case "23505" -> "MF101";
            case "23503" -> "MFX106";
            case "23514" -> "MFX105";
            default -> "MFX109";
        };
    }

    private static boolean addsPrimaryKey(LintStep step) {
        return step.changes(Change.AddObject.class).stream()
                .anyMatch(add -> add.object().ref().kind() == ObjectKind.PRIMARY_KEY);
    }
}
