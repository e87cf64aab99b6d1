package dev.countersign.postgres.lint;

import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.diff.Change.Verb;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.lint.PossibleFinding;
import dev.countersign.lint.Severity;
import dev.countersign.lint.TransactionControl;
import dev.countersign.sql.SqlWords;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * PG101 index built, PG102 index dropped without {@code CONCURRENTLY} on a table that is in use; PG103 a concurrent statement, or another that runs only
 * by itself, inside a transaction, where the server refuses it. Partitioned tables and indexes behind constraints are left out: the server does not do those concurrently.
 */
public final class ConcurrentIndexAnalyzer extends StatementAnalyzer {

    public ConcurrentIndexAnalyzer() {
        super("concurrent_index", "PG101", "PG102", "PG103");
    }

    @Override
    public List<PossibleFinding> possible(String dialect) {
        return List.of(
                new PossibleFinding("PG101", Verb.ADD, ObjectKind.INDEX, "when it is built without CONCURRENTLY"),
                new PossibleFinding("PG102", Verb.DROP, ObjectKind.INDEX, "when it is dropped without CONCURRENTLY"));
    }

    @Override
    void look(LintInput input, LintStep step, List<Diagnostic> found) {
        boolean concurrent = isConcurrent(step.sql());
        if (TransactionControl.refusedIn(step.sql())
                && step.transactional()
                && input.settings().concurrentIndex().checkTxMode()) {
            found.add(insideTransaction(step));
        }
        if (concurrent) {
            return;
        }
        if (input.settings().concurrentIndex().checkCreate()) {
            step.changes(Change.AddObject.class).stream()
                    .flatMap(add -> created(input, step, add).stream())
                    .forEach(found::add);
        }
        if (input.settings().concurrentIndex().checkDrop()) {
            step.changes(Change.DropObject.class).stream()
                    .flatMap(drop -> dropped(input, step, drop).stream())
                    .forEach(found::add);
        }
    }

    private static boolean isConcurrent(String sql) {
        SqlWords words = SqlWords.of(sql);
        return words.startsWith("CREATE", "INDEX", "CONCURRENTLY")
                || words.startsWith("CREATE", "UNIQUE", "INDEX", "CONCURRENTLY")
                || words.startsWith("DROP", "INDEX", "CONCURRENTLY")
                || words.startsWith("REINDEX") && words.contains("CONCURRENTLY");
    }

    private Diagnostic insideTransaction(LintStep step) {
        return finding(
                        "PG103",
                        step,
                        (isConcurrent(step.sql()) ? "CONCURRENTLY" : "This")
                                + " cannot run inside a transaction; the server refuses "
                                + (isConcurrent(step.sql()) ? "this statement." : "it."))
                .severity(Severity.ERROR)
                .known(Diagnostic.Evidence.SQL_TEXT)
                .fix("Put -- atlas:txmode none and an empty line at the top of the file")
                .build();
    }

    private Optional<Diagnostic> created(LintInput input, LintStep step, Change.AddObject add) {
        if (!(add.object() instanceof Index index)
                || index.table().kind() != ObjectKind.TABLE
                || index.attachedTo().isPresent()
                || partitioned(step, index.table())
                || !input.existing(index.table(), step)) {
            return Optional.empty();
        }
        Finding finding = finding(
                        "PG101",
                        step,
                        "Building index " + Names.quote(index.ref().name()) + " without CONCURRENTLY blocks writes to "
                                + Names.quote(index.table().name()) + " until it is done.")
                .about(index.ref());
        concurrently(step.sql(), "INDEX")
                .ifPresentOrElse(
                        sql -> finding.fix("Build the index concurrently", sql),
                        () -> finding.fix("Build the index concurrently, outside a transaction"));
        return Optional.of(finding.build());
    }

    private Optional<Diagnostic> dropped(LintInput input, LintStep step, Change.DropObject drop) {
        if (!(drop.object() instanceof Index index)
                || index.table().kind() != ObjectKind.TABLE
                || index.attachedTo().isPresent()
                || partitioned(step, index.table())
                || !step.after().contains(index.table())
                || input.history().origin(index.ref(), step).isEmpty()
                || !input.existing(index.table(), step)
                || goesWithColumn(step, index)
                || becomesConstraint(step, index)) {
            return Optional.empty();
        }
        Finding finding = finding(
                        "PG102",
                        step,
                        "Dropping index " + Names.quote(index.ref().name())
                                + " without CONCURRENTLY blocks reads and writes of "
                                + Names.quote(index.table().name()) + " while it waits for its lock.")
                .about(index.ref());
        concurrently(step.sql(), "INDEX")
                .ifPresentOrElse(
                        sql -> finding.fix("Drop the index concurrently", sql),
                        () -> finding.fix("Drop the index concurrently, outside a transaction"));
        return Optional.of(finding.build());
    }

    private static boolean partitioned(LintStep step, ObjectRef table) {
        return step.before()
                .find(table, Table.class)
                .flatMap(Table::partitionBy)
                .isPresent();
    }

    private static boolean goesWithColumn(LintStep step, Index index) {
        return step.changes(Change.DropColumn.class).stream()
                .anyMatch(c -> c.table().equals(index.table()));
    }

    private static boolean becomesConstraint(LintStep step, Index index) {
        return step.changes(Change.AddObject.class).stream()
                .anyMatch(a ->
                        a.object() instanceof KeyConstraint key && key.table().equals(index.table()));
    }

    /** The statement with CONCURRENTLY behind its keyword, when it is a plain index statement. */
    private static Optional<String> concurrently(String sql, String keyword) {
        SqlWords words = SqlWords.of(sql);
        boolean plain = words.startsWith("CREATE", keyword)
                || words.startsWith("CREATE", "UNIQUE", keyword)
                || words.startsWith("DROP", keyword);
        int at = sql.toUpperCase(Locale.ROOT).indexOf(keyword);
        return plain && at >= 0
                ? Optional.of(sql.substring(0, at + keyword.length()) + " CONCURRENTLY"
                        + sql.substring(at + keyword.length()))
                : Optional.empty();
    }
}
