package dev.countersign.engine;

import dev.countersign.explain.Explanation;
import dev.countersign.progress.Progress;

/** Questions about a project file itself: why it decides as it does, whether it is fit for use, what its patterns mean. */
public interface PolicyDesk {

    /**
     * Says which lines of which file decide about the objects of a name, in which order, and why. Both states are read, compared and reviewed for it where
     * the request or the environment names them; where they cannot be read the policy alone is explained, and the explanation says so.
     *
     * @param object a name such as {@code users.legacy_email}, with the kind in front where that is needed, or a pattern as in {@code exclude}
     * @param offline whether nothing but the project file is read
     * @throws dev.countersign.progress.CountersignException when there is no project file, it cannot be used, or nothing has that name
     */
    Explanation explain(ReviewRequest request, String object, boolean offline, Progress progress);
}
