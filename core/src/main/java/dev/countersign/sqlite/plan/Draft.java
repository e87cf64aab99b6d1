package dev.countersign.sqlite.plan;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import dev.countersign.plan.Statement;
import java.util.List;
import java.util.Optional;

/** A statement before it has its number. */
record Draft(
        String sql,
        List<? extends Change> changes,
        List<ObjectRef> objects,
        String purpose,
        boolean destructive,
        Optional<String> undo) {

    static Draft of(String sql, ObjectRef object, String purpose, List<? extends Change> changes) {
        return new Draft(sql + ";", changes, List.of(object), purpose, false, Optional.empty());
    }

    /** A statement that touches no object of the schema. */
    static Draft helper(String sql, String purpose) {
        return new Draft(sql + ";", List.of(), List.of(), purpose, false, Optional.empty());
    }

    Draft undoneBy(String statement) {
        return new Draft(sql, changes, objects, purpose, destructive, Optional.of(statement + ";"));
    }

    Draft losing(boolean data) {
        return new Draft(sql, changes, objects, purpose, data, undo);
    }

    Statement numbered(int number) {
        return new Statement(number, sql, List.copyOf(changes), objects, purpose, destructive, undo);
    }
}
