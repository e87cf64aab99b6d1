package dev.countersign.app.review;

import dev.countersign.diff.SchemaDiff;
import dev.countersign.lint.Diagnostic;
import dev.countersign.plan.Plan;
import dev.countersign.review.Review;
import dev.countersign.review.StateInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the window shows at a moment: both states and the plan between them, and the review as soon as it is known for exactly this plan.
 *
 * @param review empty while the plan is being simulated
 * @param appeared text of the statements that the last change of a variable brought
 */
public record Shown(
        StateInfo currentInfo,
        StateInfo desiredInfo,
        SchemaDiff diff,
        Plan plan,
        Optional<Review> review,
        Set<String> appeared) {
    public Shown {
        appeared = Set.copyOf(appeared);
    }

    /** Findings, as far as they are known for this plan. */
    public List<Diagnostic> diagnostics() {
        return review.map(Review::diagnostics).orElse(List.of());
    }
}
