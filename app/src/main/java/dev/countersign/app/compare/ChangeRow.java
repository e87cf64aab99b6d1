package dev.countersign.app.compare;

import dev.countersign.app.review.RenameCase;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import java.util.List;
import java.util.Optional;

/**
 * A line of the change tree.
 *
 * @param ref identity of the change
 * @param name what people read
 * @param kind the word for the kind of object
 * @param current whose definition is shown for the current state
 * @param desired whose definition is shown for the desired state
 * @param changes the differences it stands for
 * @param keptOut why it is not in the plan, if it is not; for objects that are not compared: why not
 * @param errors findings of severity error that count
 * @param warnings findings of severity warning that count
 * @param statements numbers of the statements that carry it
 * @param rename the case it belongs to, if it looks renamed or that was decided
 */
public record ChangeRow(
        ChangeGroup.Action action,
        ObjectRef ref,
        String name,
        String kind,
        ObjectRef current,
        ObjectRef desired,
        List<Change> changes,
        Optional<String> keptOut,
        int errors,
        int warnings,
        List<Integer> statements,
        Optional<RenameCase> rename) {
    public ChangeRow {
        changes = List.copyOf(changes);
        statements = List.copyOf(statements);
    }

    /** The object that policy can be asked about: of what looks renamed the old one, which would go. */
    public ObjectRef asked() {
        return rename.filter(c -> ref.equals(c.shownAs()))
                .map(c -> c.rename().from())
                .orElse(ref);
    }

    /** Whether the reviewer has to look at it. */
    public boolean differs() {
        return action.differs();
    }
}
