package dev.countersign.engine;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.RenameDetector;
import dev.countersign.diff.RenameSuggestion;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Plan;
import dev.countersign.plan.ReversePlan;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import dev.countersign.review.StateInfo;
import dev.countersign.signing.plan.PlanFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two states that were read once, reviewed as often as the choices change. Holds a dev database until closed. */
public interface ReviewSession extends AutoCloseable {

    /**
     * Plans, simulates and lints with the given variable values over those of the request; does not read the states again.
     *
     * @param switches variable values by name, as text
     */
    Review review(Map<String, String> switches, Progress progress);

    /** What differs between the two states; read once, whatever the switches say. */
    SchemaDiff diff();

    /** Whether the difference is all there is: everything seen was compared or is left out on purpose, everything read was evaluated. */
    default boolean complete() {
        return gaps().isEmpty();
    }

    /** Whether a plan leaves out nothing that is known to differ: no gap is in one of the states alone, everything read was evaluated, and stated renames are meant. */
    boolean planComplete();

    /** Why the difference may not be all there is, one sentence each; empty when it is {@link #complete}. */
    List<String> gaps();

    /** What the caller should know besides the difference, one sentence each: a filter that matches nothing, a line of the project file that has no effect. */
    default List<String> notices() {
        return List.of();
    }

    /** Patterns of {@code exclude} and {@code include} that match nothing in either state, one sentence each. */
    default List<String> idlePatterns() {
        return List.of();
    }

    /**
     * Pairs of dropped and added objects that look like one object under a new name, the most likely first; nobody has stated or rejected them. What comes
     * to light only once a table is renamed, its columns, follows when that is confirmed.
     */
    default List<RenameSuggestion> renameSuggestions() {
        return new RenameDetector().suggest(diff());
    }

    /**
     * States renames beside those of the desired state, as {@code old=new}, and takes the place of everything that was decided before; reviews and plans
     * from now on rename instead of dropping. Earlier reviews of this session cannot be signed any more.
     *
     * @throws dev.countersign.progress.CountersignException when a statement fits no object, or several
     */
    void confirmRenames(List<String> statements);

    /**
     * Takes the place of everything that was decided before; reviews and plans from now on follow it. Earlier reviews of this session cannot be signed any
     * more. When it fails, what was decided before still holds.
     *
     * @throws dev.countersign.progress.CountersignException when an object would have to become two, or two one
     */
    void decideRenames(RenameDecisions decisions);

    /** Who makes the change, as ownership rules see it: what was said, else what the environment of this process says. */
    Optional<String> actor();

    /**
     * Says who makes the change; reviews from now on are judged for that person. The states are not read again.
     *
     * @param actor empty: what the environment of this process says
     */
    void actAs(Optional<String> actor);

    /** The migration that leads back from the desired state, without what the migration itself leaves out. */
    ReversePlan reverse(Map<String, String> switches);

    /** The current state, for people. */
    StateInfo currentInfo();

    /** The desired state, for people. */
    StateInfo desiredInfo();

    /** Only the plan: quick, not simulated. The same bytes as the plan of {@link #review} with the same values. */
    Plan plan(Map<String, String> switches);

    /**
     * Why the plan is certain to fail on the rows that the current state holds now, a sentence each. Asks only a live database, and only about what the
     * plan demands of rows; an empty list proves nothing.
     */
    List<String> failingRows(Plan plan);

    /** The definition of an object in the current state, for people; empty when it does not exist there. */
    String currentDefinition(ObjectRef ref);

    /** The definition of an object in the desired state, for people; empty when it does not exist there. */
    String desiredDefinition(ObjectRef ref);

    /**
     * Makes the plan file of a review of this session, with the author's seal when the request brings a key. Nothing is written to disk.
     *
     * @throws dev.countersign.progress.CountersignException when the review is blocked, has no statements, or holds a secret
     */
    PlanFile seal(Review review, SealRequest request);

    @Override
    void close();
}
