package dev.countersign.app.plan;

import dev.countersign.app.review.RenameCase;
import dev.countersign.app.review.ReviewModel;
import dev.countersign.app.review.Shown;
import dev.countersign.lint.Diagnostic;
import dev.countersign.plan.Batch;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The plan as rows, what the dev database said of it, and the finding the reviewer is at. */
public final class PlanModel {
    private final PlanDocument document = new PlanDocument();
    private final ReviewModel review;
    private final ReadOnlyObjectWrapper<List<PlanLine>> lines = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Proof> proof = new ReadOnlyObjectWrapper<>(Proof.PENDING);

    /** What running the plan on the dev database showed. */
    public enum Proof {
        /** Not known yet. */
        PENDING,
        /** Nothing to run. */
        NOTHING,
        /** Every statement ran and the desired state was reached. */
        ARRIVES,
        /** Every statement ran, and all that still differs is what policy keeps out. */
        ARRIVES_WITHOUT_KEPT_OUT,
        /** Every statement ran, but something still differs. */
        DIFFERS,
        /** A statement was refused. */
        REFUSED,
        /** The desired state is reached, but rows of the sample make a statement fail. */
        FAILS_ON_ROWS,
        /** Something could not be run. */
        INCOMPLETE
    }

    public PlanModel(ReviewModel review) {
        this.review = review;
        review.shownProperty().subscribe(shown -> {
            lines.set(shown.map(document::lines).orElse(List.of()));
            proof.set(shown.map(PlanModel::proof).orElse(Proof.PENDING));
        });
    }

    /** The rows. */
    public ReadOnlyObjectProperty<List<PlanLine>> linesProperty() {
        return lines.getReadOnlyProperty();
    }

    /** What the dev database said. */
    public ReadOnlyObjectProperty<Proof> proofProperty() {
        return proof.getReadOnlyProperty();
    }

    /** Number of the statement that is looked at. */
    public ObjectProperty<Optional<Integer>> statementProperty() {
        return review.selection().statementProperty();
    }

    /** How many statements there are. */
    public int statements() {
        return review.shownProperty()
                .get()
                .map(s -> s.plan().statements().size())
                .orElse(0);
    }

    /** How many batches with statements there are. */
    public int batches() {
        return review.shownProperty()
                .get()
                .map(s -> (int)
                        s.plan().batches().stream().filter(b -> !batchEmpty(b)).count())
                .orElse(0);
    }

    /** The whole script, as it will run. */
    public String script() {
        return review.shownProperty().get().map(s -> s.plan().script()).orElse("");
    }

    /** Looks at the next finding that counts, in the order of the plan; false at the end. */
    public boolean nextFinding() {
        return step(1);
    }

    /** Looks at the previous finding that counts; false at the start. */
    public boolean previousFinding() {
        return step(-1);
    }

    private boolean step(int by) {
        List<Diagnostic> findings = review.shownProperty().get().map(Shown::diagnostics).orElse(List.of()).stream()
                .filter(Diagnostic::active)
                .sorted(Comparator.comparing(Diagnostic::statement))
                .toList();
        int at = review.selection()
                .findingProperty()
                .get()
                .map(findings::indexOf)
                .orElse(-1);
        int to = at < 0 ? (by > 0 ? 0 : findings.size() - 1) : at + by;
        if (to < 0 || to >= findings.size()) {
            return false;
        }
        select(findings.get(to));
        return true;
    }

    /** Looks at a finding and its statement. */
    public void select(Diagnostic finding) {
        review.selection().findingProperty().set(Optional.of(finding));
        if (finding.statement() > 0) {
            review.selection().statementProperty().set(Optional.of(finding.statement()));
        }
    }

    /** What may be, or was said to be, half of a rename in a statement; of several what waits for the reviewer. */
    public Optional<RenameCase> renameOf(int statement) {
        return lines.get().stream()
                .filter(PlanLine.Rename.class::isInstance)
                .map(PlanLine.Rename.class::cast)
                .filter(line -> line.statement() == statement)
                .map(PlanLine.Rename::aCase)
                .findFirst();
    }

    private static boolean batchEmpty(Batch batch) {
        return batch.statements().isEmpty();
    }

    private static Proof proof(Shown shown) {
        if (shown.plan().isEmpty()) {
            return Proof.NOTHING;
        }
        return shown.review()
                .map(r -> {
                    if (r.simulation().failure().isPresent()) {
                        return Proof.REFUSED;
                    }
                    if (r.simulation().rowFailure().isPresent()) {
                        return Proof.FAILS_ON_ROWS;
                    }
                    if (!r.simulation().remaining().isEmpty()) {
                        return Proof.DIFFERS;
                    }
                    if (!r.simulation().notSimulated().isEmpty()) {
                        return Proof.INCOMPLETE;
                    }
                    return shown.plan().keptOut().isEmpty() ? Proof.ARRIVES : Proof.ARRIVES_WITHOUT_KEPT_OUT;
                })
                .orElse(Proof.PENDING);
    }
}
