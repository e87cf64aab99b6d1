package dev.countersign.lint.analyzers;

import dev.countersign.lint.Analyzer;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Severity;
import dev.countersign.lint.TransactionControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Transactions: TX101 statements that no one transaction can hold, in a file that runs without one. Those that a migration opens or ends itself: TX201 where the file runs in a transaction anyway, or where they do not fit together; TXN109 a
 * transaction that is never ended.
 */
public final class TransactionAnalyzer implements Analyzer {
    private static final String TXMODE = "-- atlas:txmode none";

    @Override
    public String name() {
        return "nestedtx";
    }

    @Override
    public List<String> codes() {
        return List.of("TX101", "TX201", "TXN109");
    }

    @Override
    public List<Diagnostic> analyze(LintInput input) {
        List<Diagnostic> found = new ArrayList<>();
        mixed(input).ifPresent(found::add);
        Optional<LintStep> open = Optional.empty();
        for (LintStep step : input.steps()) {
            Optional<TransactionControl> control = TransactionControl.of(step.sql());
            if (control.isEmpty()) {
                continue;
            }
            if (step.transactional()) {
                found.add(wrapped(step, control.get()));
                continue;
            }
            switch (control.get()) {
                case BEGIN -> {
                    if (open.isPresent()) {
                        found.add(nested(
                                step,
                                "A transaction begins inside the one of statement "
                                        + open.get().number() + "; the server keeps only the outer one."));
                    }
                    open = Optional.of(step);
                }
                case COMMIT, ROLLBACK -> {
                    if (open.isEmpty()) {
                        found.add(nested(step, "There is no transaction to end here."));
                    }
                    open = Optional.empty();
                }
            }
        }
        open.ifPresent(step -> found.add(
                Finding.of("TXN109", name(), step, "This transaction is never committed, so nothing in it stays.")
                        .known(Diagnostic.Evidence.SQL_TEXT)
                        .severity(Severity.ERROR)
                        .fix("Add COMMIT behind its last statement")
                        .build()));
        return found;
    }

    /** What the server refuses inside a transaction, beside what a transaction could have taken back. */
    private Optional<Diagnostic> mixed(LintInput input) {
        List<LintStep> alone = input.steps().stream()
                .filter(step -> !step.transactional() && !step.changes().isEmpty())
                .toList();
        boolean others = alone.stream().anyMatch(step -> !TransactionControl.refusedIn(step.sql()));
        return alone.stream()
                .filter(step -> others && TransactionControl.refusedIn(step.sql()))
                .findFirst()
                .map(step -> Finding.of(
                                "TX101",
                                name(),
                                step,
                                "This statement cannot run in a transaction and the others beside it could:"
                                        + " when one fails, what is in front of it stays.")
                        .known(Diagnostic.Evidence.SQL_TEXT)
                        .fix("Put the others into a file of their own")
                        .build());
    }

    private Diagnostic wrapped(LintStep step, TransactionControl control) {
        String what = switch (control) {
            case BEGIN -> "The file already runs in a transaction; beginning another one has no effect.";
            case COMMIT ->
                "This ends the transaction in which the file runs: what comes behind it is not taken back when it fails.";
            case ROLLBACK ->
                "This takes back everything in front of it, and ends the transaction in which the file runs.";
        };
        return nested(step, what);
    }

    private Diagnostic nested(LintStep step, String what) {
        return Finding.of("TX201", name(), step, what)
                .known(Diagnostic.Evidence.SQL_TEXT)
                .fix("Remove it, or run the file without a transaction: " + TXMODE)
                .build();
    }
}
