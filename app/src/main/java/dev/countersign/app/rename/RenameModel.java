package dev.countersign.app.rename;

import dev.countersign.app.review.RenameCase;
import dev.countersign.app.review.RenameCase.State;
import dev.countersign.app.review.ReviewModel;
import dev.countersign.app.review.Shown;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Rename;
import dev.countersign.engine.RenameDecisions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Decides about renames. Every decision plans anew, and every one can be undone and done again; a decision about a table that is taken back takes those about
 * its columns along, because they stand on it.
 */
public final class RenameModel {
    private final ReviewModel review;
    private final ReadOnlyObjectWrapper<List<RenameCase>> cases = new ReadOnlyObjectWrapper<>(List.of());
    private final Deque<RenameDecisions> undone = new ArrayDeque<>();
    private final Deque<RenameDecisions> before = new ArrayDeque<>();

    public RenameModel(ReviewModel review) {
        this.review = review;
        review.shownProperty().subscribe(shown -> {
            cases.set(shown.map(Shown::renames).orElse(List.of()));
            if (shown.isEmpty()) {
                before.clear();
                undone.clear();
            }
        });
    }

    /** Everything that may be renamed; what waits for the reviewer comes first. */
    public ReadOnlyObjectProperty<List<RenameCase>> casesProperty() {
        return cases.getReadOnlyProperty();
    }

    /** How many cases are in that state. */
    public int count(State state) {
        return (int) cases.get().stream().filter(c -> c.state() == state).count();
    }

    /** The case that an object is in, under its old or its new name; of several the one that waits for the reviewer. */
    public Optional<RenameCase> about(ObjectRef object) {
        return cases.get().stream()
                .filter(c -> c.rename().from().equals(object) || c.rename().to().equals(object))
                .findFirst();
    }

    /** Says that it is one object under a new name. */
    public void confirm(RenameCase aCase) {
        Rename rename = aCase.rename();
        RenameDecisions now = review.decisions();
        decide(
                aCase.now(State.CONFIRMED),
                new RenameDecisions(
                        plus(now.confirmed(), rename),
                        now.rejected().stream().filter(r -> !r.equals(rename)).toList()));
    }

    /** Says that these are two objects: the one is dropped, the other made. */
    public void reject(RenameCase aCase) {
        RenameDecisions rest = without(aCase.rename());
        decide(aCase.now(State.REJECTED), new RenameDecisions(rest.confirmed(), plus(rest.rejected(), aCase.rename())));
    }

    /** Leaves it open again. */
    public void takeBack(RenameCase aCase) {
        decide(aCase.now(State.SUGGESTED), without(aCase.rename()));
    }

    /** Whether there is a decision to undo. */
    public boolean canUndo() {
        return !before.isEmpty();
    }

    /** Whether there is an undone decision to take again. */
    public boolean canRedo() {
        return !undone.isEmpty();
    }

    /** Undoes the last decision. */
    public void undo() {
        if (canUndo()) {
            undone.push(review.decisions());
            review.decideRenames(before.pop());
        }
    }

    /** Takes the decision again that was undone last. */
    public void redo() {
        if (canRedo()) {
            before.push(review.decisions());
            review.decideRenames(undone.pop());
        }
    }

    /** The reviewer keeps looking at the case, wherever the decision puts it. */
    private void decide(RenameCase decided, RenameDecisions decisions) {
        before.push(review.decisions());
        undone.clear();
        review.selection().objectProperty().set(Optional.of(decided.shownAs()));
        review.decideRenames(decisions);
    }

    private RenameDecisions without(Rename rename) {
        RenameDecisions now = review.decisions();
        return new RenameDecisions(
                now.confirmed().stream().filter(r -> !standsOn(r, rename)).toList(),
                now.rejected().stream().filter(r -> !standsOn(r, rename)).toList());
    }

    /** Whether a decision is that one, or one about a column of the table that it renames. */
    private static boolean standsOn(Rename decision, Rename rename) {
        return decision.equals(rename)
                || decision.from().kind() == ObjectKind.COLUMN
                        && isIn(decision.from(), rename.from())
                        && isIn(decision.to(), rename.to());
    }

    private static boolean isIn(ObjectRef column, ObjectRef table) {
        return column.path().subList(0, column.path().size() - 1).equals(table.path());
    }

    private static List<Rename> plus(List<Rename> renames, Rename one) {
        return Stream.concat(renames.stream(), Stream.of(one)).distinct().toList();
    }
}
