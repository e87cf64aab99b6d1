package dev.countersign.postgres.plan;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A statement before it has its place.
 *
 * @param alone whether the server refuses it inside a transaction
 */
record Draft(
        String sql,
        List<Change> changes,
        List<ObjectRef> objects,
        String purpose,
        boolean destructive,
        Optional<String> undo,
        boolean alone) {

    static Draft of(String sql, ObjectRef object, String purpose) {
        return new Draft(sql, List.of(), List.of(object), purpose, false, Optional.empty(), false);
    }

    Draft carrying(List<? extends Change> more) {
        List<Change> all = new ArrayList<>(changes);
        more.stream().filter(c -> !all.contains(c)).forEach(all::add);
        return new Draft(sql, all, objects, purpose, destructive, undo, alone);
    }

    Draft losing(boolean data) {
        return new Draft(sql, changes, objects, purpose, data, undo, alone);
    }

    Draft undoneBy(String statement) {
        return new Draft(sql, changes, objects, purpose, destructive, Optional.of(statement), alone);
    }

    Draft runningAlone(boolean outsideTransaction) {
        return new Draft(sql, changes, objects, purpose, destructive, undo, outsideTransaction);
    }
}
