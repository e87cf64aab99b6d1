package dev.countersign.app.review;

import dev.countersign.app.review.RenameCase.Likelihood;
import dev.countersign.app.review.RenameCase.State;
import dev.countersign.diff.RenameSuggestion;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.engine.RenameDecisions;
import dev.countersign.lint.Diagnostic;
import dev.countersign.plan.Plan;
import dev.countersign.review.Review;
import dev.countersign.review.StateInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the window shows at a moment: both states and the plan between them, and the review as soon as it is known for exactly this plan.
 *
 * @param suggestions what looks renamed and was not decided, the most likely first
 * @param decisions what was decided about renames, as the plan follows it
 * @param review empty while the plan is being simulated
 * @param appeared text of the statements that the last change of a variable or decision brought
 */
public record Shown(
        StateInfo currentInfo,
        StateInfo desiredInfo,
        SchemaDiff diff,
        Plan plan,
        List<RenameSuggestion> suggestions,
        RenameDecisions decisions,
        Optional<Review> review,
        Set<String> appeared) {
    public Shown {
        suggestions = List.copyOf(suggestions);
        appeared = Set.copyOf(appeared);
    }

    /** The same with the review of exactly this plan. */
    Shown with(Review known) {
        return new Shown(
                known.currentInfo(),
                known.desiredInfo(),
                known.diff(),
                known.plan(),
                suggestions,
                decisions,
                Optional.of(known),
                appeared);
    }

    /** Findings, as far as they are known for this plan. */
    public List<Diagnostic> diagnostics() {
        return review.map(Review::diagnostics).orElse(List.of());
    }

    /** What may be renamed: first what waits for the reviewer, then what was confirmed, then what was rejected. */
    public List<RenameCase> renames() {
        List<RenameCase> cases = new ArrayList<>();
        suggestions.forEach(
                s -> cases.add(new RenameCase(s.rename(), State.SUGGESTED, Likelihood.of(s.score()), s.reasons())));
        decisions
                .confirmed()
                .forEach(r -> cases.add(new RenameCase(r, State.CONFIRMED, Likelihood.POSSIBLE, List.of())));
        decisions.rejected().forEach(r -> cases.add(new RenameCase(r, State.REJECTED, Likelihood.POSSIBLE, List.of())));
        return cases;
    }
}
