package dev.countersign.engine;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.RenameSuggestion;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Plan;
import dev.countersign.plan.ReversePlan;
import dev.countersign.policy.Mask;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import dev.countersign.review.StateInfo;
import dev.countersign.signing.plan.PlanFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A session whose words say nothing of what sensitive variables hold. Its SQL stays as it is: it is what runs. */
record MaskedSession(ReviewSession session, Mask mask) implements ReviewSession {

    /** Runs what may fail, and lets it fail in words that hide the same. */
    static <T> T guarded(Mask mask, Supplier<T> action) {
        try {
            return action.get();
        } catch (CountersignException e) {
            String shown = mask.of(String.valueOf(e.getMessage()));
            throw shown.equals(e.getMessage()) ? e : new CountersignException(e.exitCode(), shown);
        }
    }

    @Override
    public Review review(Map<String, String> switches, Progress progress) {
        return guarded(mask, () -> masked(session.review(switches, progress)));
    }

    private Review masked(Review review) {
        Outcome outcome = review.outcome().worded(mask::of);
        Optional<String> inSql = review.plan().statements().stream()
                .flatMap(s -> mask.variableIn(s.sql()).stream())
                .findFirst();
        if (inSql.isPresent()) {
            outcome = outcome.knowing(new Outcome.Reason(
                    Outcome.Reason.Kind.NOTICE,
                    false,
                    "The SQL of this plan says what the sensitive variable \"" + inSql.get()
                            + "\" holds, as the desired state does."));
        }
        return new Review(
                review.dialect(),
                review.currentInfo(),
                review.desiredInfo(),
                review.policyFile(),
                review.environment(),
                review.variables(),
                review.mode(),
                review.diff(),
                review.plan(),
                review.rows(),
                review.traits(),
                review.simulation(),
                review.diagnostics().stream().map(d -> d.worded(mask::of)).toList(),
                mask.of(review.notEvaluated()),
                outcome);
    }

    @Override
    public SchemaDiff diff() {
        return session.diff();
    }

    @Override
    public boolean planComplete() {
        return session.planComplete();
    }

    @Override
    public List<String> gaps() {
        return mask.of(session.gaps());
    }

    @Override
    public List<String> notices() {
        return mask.of(session.notices());
    }

    @Override
    public List<String> idlePatterns() {
        return mask.of(session.idlePatterns());
    }

    @Override
    public List<RenameSuggestion> renameSuggestions() {
        return session.renameSuggestions();
    }

    @Override
    public void confirmRenames(List<String> statements) {
        session.confirmRenames(statements);
    }

    @Override
    public void decideRenames(RenameDecisions decisions) {
        session.decideRenames(decisions);
    }

    @Override
    public Optional<String> actor() {
        return session.actor();
    }

    @Override
    public void actAs(Optional<String> actor) {
        session.actAs(actor);
    }

    @Override
    public ReversePlan reverse(Map<String, String> switches) {
        return session.reverse(switches);
    }

    @Override
    public StateInfo currentInfo() {
        return session.currentInfo();
    }

    @Override
    public StateInfo desiredInfo() {
        return session.desiredInfo();
    }

    @Override
    public Plan plan(Map<String, String> switches) {
        return session.plan(switches);
    }

    @Override
    public List<String> failingRows(Plan plan) {
        return session.failingRows(plan);
    }

    @Override
    public String currentDefinition(ObjectRef ref) {
        return session.currentDefinition(ref);
    }

    @Override
    public String desiredDefinition(ObjectRef ref) {
        return session.desiredDefinition(ref);
    }

    @Override
    public PlanFile seal(Review review, SealRequest request) {
        return session.seal(review, request);
    }

    @Override
    public void close() {
        session.close();
    }
}
