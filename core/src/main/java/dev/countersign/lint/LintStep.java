package dev.countersign.lint;

import dev.countersign.catalog.Catalog;
import dev.countersign.diff.Change;
import dev.countersign.plan.RowChange;
import java.util.List;
import java.util.Optional;

/**
 * One statement as it ran on the dev database.
 *
 * @param number the statement's number, from 1
 * @param sql its text as it ran
 * @param transaction the number of the transaction that it shares with others; 0 when it runs by itself
 * @param before the state before it
 * @param after the state after it
 * @param changes what it really changed, however deep inside a function; renames are renames
 * @param rows what it does to the rows of a table, when a plan has it for that
 * @param nolint the directives above it
 */
public record LintStep(
        int number,
        String sql,
        int transaction,
        Catalog before,
        Catalog after,
        List<Change> changes,
        Optional<RowChange> rows,
        List<NoLint> nolint) {
    public LintStep {
        changes = List.copyOf(changes);
        nolint = List.copyOf(nolint);
    }

    /** A statement that no plan has for the rows of a table. */
    public LintStep(
            int number,
            String sql,
            int transaction,
            Catalog before,
            Catalog after,
            List<Change> changes,
            List<NoLint> nolint) {
        this(number, sql, transaction, before, after, changes, Optional.empty(), nolint);
    }

    /** Whether it shares a transaction with others. */
    public boolean transactional() {
        return transaction != 0;
    }

    /** Whether it changes only what belongs to the whole server: such a statement is not run on a dev database, and what it does is read from it. */
    public boolean ofServer() {
        return !changes.isEmpty()
                && changes.stream().allMatch(change -> change.kind().isOfServer());
    }

    /** The changes of one type, in order. */
    public <T extends Change> List<T> changes(Class<T> type) {
        return changes.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
