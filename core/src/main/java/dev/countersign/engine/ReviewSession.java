package dev.countersign.engine;

import dev.countersign.plan.Plan;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.util.Map;

/** Two states that were read once, reviewed as often as the choices change. Holds a dev database until closed. */
public interface ReviewSession extends AutoCloseable {

    /**
     * Plans, simulates and lints with the given variable values over those of the request; does not read the states again.
     *
     * @param switches variable values by name, as text
     */
    Review review(Map<String, String> switches, Progress progress);

    /** Only the plan: quick, not simulated. The same bytes as the plan of {@link #review} with the same values. */
    Plan plan(Map<String, String> switches);

    /** The definition of an object in the current state, for people; empty when it does not exist there. */
    String currentDefinition(dev.countersign.catalog.ObjectRef ref);

    /** The definition of an object in the desired state, for people; empty when it does not exist there. */
    String desiredDefinition(dev.countersign.catalog.ObjectRef ref);

    @Override
    void close();
}
