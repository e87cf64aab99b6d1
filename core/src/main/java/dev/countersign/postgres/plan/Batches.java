package dev.countersign.postgres.plan;

import dev.countersign.plan.Batch;
import dev.countersign.plan.Statement;
import dev.countersign.sql.postgres.StableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the statements into transactions: what the server refuses inside one runs by itself, what works for long starts a new one, and a new enum label
 * can only be used once it is committed (documentation of {@code ALTER TYPE}).
 */
final class Batches {
    private static final List<String> ONLY_IN_TRANSACTION = List.of("LOCK TABLE ", "SET LOCAL ");

    private final List<Draft> drafts;

    Batches(List<Draft> drafts) {
        this.drafts = drafts;
    }

    List<Batch> cut() {
        List<Batch> batches = new ArrayList<>();
        List<Statement> open = new ArrayList<>();
        boolean labelsWait = false;
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            boolean outside = draft.setting() == Draft.Setting.OUTSIDE || OutsideTransactions.demandedBy(draft.sql());
            boolean label = addsLabel(draft);
            if (outside || draft.setting() == Draft.Setting.NEW_TRANSACTION || labelsWait && !label) {
                flush(open, batches);
                labelsWait = false;
            }
            open.add(statement(i + 1, draft));
            if (outside) {
                batches.add(new Batch(false, open));
                open = new ArrayList<>();
            }
            labelsWait |= label;
        }
        flush(open, batches);
        return batches;
    }

    /**
     * How a script opens its transactions where some statement means nothing without one, or is refused (documentation of {@code LOCK} and {@code SET});
     * empty where a script may be run statement by statement as well.
     */
    static Optional<String> begin(List<Batch> batches) {
        return batches.stream()
                        .filter(Batch::transactional)
                        .flatMap(batch -> batch.statements().stream())
                        .anyMatch(s -> ONLY_IN_TRANSACTION.stream().anyMatch(s.sql()::startsWith))
                ? Optional.of("BEGIN;")
                : Optional.empty();
    }

    private static void flush(List<Statement> open, List<Batch> batches) {
        if (!open.isEmpty()) {
            batches.add(new Batch(true, open));
            open.clear();
        }
    }

    private static boolean addsLabel(Draft draft) {
        return draft.sql().startsWith("ALTER TYPE ") && draft.sql().contains(" ADD VALUE ");
    }

    private static Statement statement(int number, Draft draft) {
        return new Statement(
                number,
                stable(draft.sql()),
                draft.changes(),
                draft.objects(),
                draft.purpose(),
                draft.destructive(),
                draft.undo());
    }

    /** The body of a routine is kept as it stands. */
    private static String stable(String sql) {
        boolean routine = sql.startsWith("CREATE OR REPLACE FUNCTION") || sql.startsWith("CREATE OR REPLACE PROCEDURE");
        return routine ? sql : StableText.of(sql);
    }
}
