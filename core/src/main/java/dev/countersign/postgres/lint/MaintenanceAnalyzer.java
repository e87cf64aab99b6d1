package dev.countersign.postgres.lint;

import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.postgres.locks.Maintenance;
import java.util.List;

/** Work on what is there that stops others although it need not: LCK214 REINDEX and LCK215 REFRESH MATERIALIZED VIEW without CONCURRENTLY. */
public final class MaintenanceAnalyzer extends StatementAnalyzer {
    public MaintenanceAnalyzer() {
        super("pg_lock", "LCK214", "LCK215");
    }

    @Override
    void look(LintInput input, LintStep step, List<Diagnostic> found) {
        for (Maintenance statement : Maintenance.of(step.sql(), step.before())) {
            List<String> names = statement.relations().stream()
                    .filter(relation -> input.existing(relation, step))
                    .map(relation -> Names.quote(relation.name()))
                    .toList();
            if (statement.concurrently() || names.isEmpty() && !statement.all()) {
                continue;
            }
            String what = statement.all() ? "everything it reaches" : String.join(", ", names);
            switch (statement.kind()) {
                case TRUNCATE -> {
                    // loses rows, which has findings of its own
                }
                case REINDEX ->
                    found.add(finding(
                                    "LCK214",
                                    step,
                                    "Building indexes of " + what
                                            + " anew blocks writes, and reads that would use them.")
                            .known(Diagnostic.Evidence.SQL_TEXT)
                            .fix("REINDEX CONCURRENTLY, in a file that runs without a transaction")
                            .build());
                case REFRESH ->
                    found.add(finding("LCK215", step, "Refreshing " + what + " blocks everybody who reads it.")
                            .known(Diagnostic.Evidence.SQL_TEXT)
                            .fix("REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index over all rows")
                            .build());
            }
        }
    }
}
