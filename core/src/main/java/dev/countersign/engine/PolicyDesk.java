package dev.countersign.engine;

import dev.countersign.explain.Explanation;
import dev.countersign.progress.Progress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Questions about a project file itself: why it decides as it does, whether it is fit for use, what its patterns mean. */
public interface PolicyDesk {

    /**
     * Says which lines of which file decide about the objects of a name, in which order, and why. Both states are read, compared and reviewed for it where
     * the request or the environment names them; where they cannot be read the policy alone is explained, and the explanation says so.
     *
     * @param object a name such as {@code users.legacy_email}, with the kind in front where that is needed, or a pattern as in {@code exclude}
     * @param renames says which renames were decided on, before both states are reviewed
     * @param offline whether nothing but the project file is read
     * @throws dev.countersign.progress.CountersignException when there is no project file, it cannot be used, or nothing has that name
     */
    Explanation explain(
            ReviewRequest request, String object, Consumer<ReviewSession> renames, boolean offline, Progress progress);

    /**
     * Looks at a whole project file and names everything that is wrong with it, unknown, or not evaluated.
     *
     * @param request with an environment to look at that one alone, else at all that have a name
     * @param states whether both states of each environment are read, to find patterns that match nothing
     * @param offline whether data sources are not asked
     * @throws dev.countersign.progress.CountersignException when there is no project file
     */
    PolicyReport check(ReviewRequest request, boolean states, boolean offline, Progress progress);

    /**
     * Says what patterns of {@code exclude} and {@code include} mean in the current state, whatever the environment itself leaves out.
     *
     * @param patterns the patterns; empty for those of the environment
     * @throws dev.countersign.progress.CountersignException when a pattern cannot be read, or the state cannot
     */
    List<PatternMatches> match(ReviewRequest request, List<String> patterns, Progress progress);

    /**
     * The Go template by which the request's environment wants a command's output to be written.
     *
     * @param command {@code schema.inspect}, {@code schema.diff} or {@code migrate.lint}
     * @return empty when there is no project file, or it does not say
     * @throws dev.countersign.progress.CountersignException when the project file cannot be read
     */
    Optional<String> format(ReviewRequest request, String command);
}
