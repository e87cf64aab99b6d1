package dev.countersign.lint.analyzers;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.lint.Analyzer;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.plan.RowChange;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that a plan deletes because the desired state does not have them: DST104, as of a table that is truncated; and DST105 for the tables whose rows go
 * along by their foreign keys.
 */
public final class RowDeletionAnalyzer implements Analyzer {

    @Override
    public String name() {
        return "destructive";
    }

    @Override
    public List<String> codes() {
        return List.of("DST104", "DST105");
    }

    @Override
    public List<Diagnostic> analyze(LintInput input) {
        List<Diagnostic> found = new ArrayList<>();
        for (LintStep step : input.steps()) {
            step.rows().filter(rows -> rows.deed() == RowChange.Deed.DELETE).ifPresent(rows -> {
                found.add(deleted(step, rows));
                if (!rows.takenAlong().isEmpty()) {
                    found.add(takenAlong(step, rows));
                }
            });
        }
        return found;
    }

    private Diagnostic deleted(LintStep step, RowChange rows) {
        String referring = rows.referring().isEmpty()
                ? "."
                : "; rows of " + names(rows.referring())
                        + " may refer to them, which was not looked at: the delete then fails, or changes them as their foreign key says.";
        return Finding.of(
                        "DST104",
                        name(),
                        step,
                        "Deleting " + Names.count(rows.rows(), "row") + " of " + Names.quote(rows.table())
                                + " that the desired state does not have" + referring)
                .about(rows.table())
                .fix("Use mode = UPSERT to keep rows that the desired state does not have")
                .build();
    }

    private Diagnostic takenAlong(LintStep step, RowChange rows) {
        return Finding.of(
                        "DST105",
                        name(),
                        step,
                        "ON DELETE CASCADE deletes the rows of " + names(rows.takenAlong())
                                + " that refer to them too.")
                .about(rows.table())
                .fix("Delete those rows by statements of their own, so that everybody sees them go")
                .build();
    }

    private static String names(List<ObjectRef> tables) {
        return Names.list(tables.stream().map(ObjectRef::display).toList());
    }
}
