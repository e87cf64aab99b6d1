package dev.countersign.postgres.plan;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A statement before it has its place.
 *
 * @param turn whether it can wait until everything else is done, so that the rest stays in one transaction
 */
record Draft(
        String sql,
        List<Change> changes,
        List<ObjectRef> objects,
        String purpose,
        boolean destructive,
        Optional<String> undo,
        Setting setting,
        Turn turn) {

    /** How the statement stands to transactions. */
    enum Setting {
        /** In the transaction of its neighbours. */
        SHARED,
        /** What came before it is committed first: it works for long under a weak lock and must not prolong stronger ones. */
        NEW_TRANSACTION,
        /** By itself; the server refuses it inside a transaction. */
        OUTSIDE
    }

    /** When its turn comes. */
    enum Turn {
        IN_ORDER,
        /** After everything that is in order. */
        LATE,
        /** After everything that came late: what is to go stays until what comes is there. */
        LAST
    }

    static Draft of(String sql, ObjectRef object, String purpose) {
        return new Draft(
                sql, List.of(), List.of(object), purpose, false, Optional.empty(), Setting.SHARED, Turn.IN_ORDER);
    }

    /** A draft for each statement. */
    static List<Draft> all(List<String> sql, ObjectRef object, String purpose) {
        return sql.stream().map(s -> of(s, object, purpose)).toList();
    }

    Draft carrying(List<? extends Change> more) {
        List<Change> all = new ArrayList<>(changes);
        more.stream().filter(c -> !all.contains(c)).forEach(all::add);
        return new Draft(sql, all, objects, purpose, destructive, undo, setting, turn);
    }

    Draft losing(boolean data) {
        return new Draft(sql, changes, objects, purpose, data, undo, setting, turn);
    }

    Draft undoneBy(String statement) {
        return new Draft(sql, changes, objects, purpose, destructive, Optional.of(statement), setting, turn);
    }

    Draft outside() {
        return new Draft(sql, changes, objects, purpose, destructive, undo, Setting.OUTSIDE, turn);
    }

    Draft inNewTransaction() {
        return new Draft(sql, changes, objects, purpose, destructive, undo, Setting.NEW_TRANSACTION, turn);
    }

    Draft turn(Turn when) {
        return new Draft(sql, changes, objects, purpose, destructive, undo, setting, when);
    }

    /** Written so that the server reads it as it read what it was printed from. */
    Draft keepingRanges() {
        return new Draft(
                Ranges.kept(sql), changes, objects, purpose, destructive, undo.map(Ranges::kept), setting, turn);
    }
}
