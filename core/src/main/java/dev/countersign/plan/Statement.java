package dev.countersign.plan;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import java.util.List;
import java.util.Optional;

/**
 * One statement of a plan.
 *
 * @param number position in the plan, from 1
 * @param sql the exact text that runs, ending in a semicolon
 * @param changes the differences it carries; empty for helpers, such as dropping a view that is made again afterwards
 * @param rows what it does to the rows of a table, when that is what it is for; it then changes no schema
 * @param objects everything it touches, the main object first
 * @param purpose why it is in the plan, as half a sentence for people
 * @param destructive whether data is lost that the desired state does not keep
 * @param undo the statement that takes it back, if there is one; it never brings data back
 */
public record Statement(
        int number,
        String sql,
        List<Change> changes,
        Optional<RowChange> rows,
        List<ObjectRef> objects,
        String purpose,
        boolean destructive,
        Optional<String> undo) {
    public Statement {
        changes = List.copyOf(changes);
        objects = List.copyOf(objects);
    }

    /** Whether it is about nothing but what belongs to the whole server, such as roles, so that a dev database does not run it: people may work with roles of the same names there. */
    public boolean isAboutServer() {
        return !objects.isEmpty() && objects.stream().allMatch(ref -> ref.kind().isOfServer());
    }

    /** A statement about the schema. */
    public Statement(
            int number,
            String sql,
            List<Change> changes,
            List<ObjectRef> objects,
            String purpose,
            boolean destructive,
            Optional<String> undo) {
        this(number, sql, changes, Optional.empty(), objects, purpose, destructive, undo);
    }
}
