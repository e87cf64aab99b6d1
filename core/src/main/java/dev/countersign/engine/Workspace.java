package dev.countersign.engine;

import dev.countersign.progress.Progress;

/** Opens reviews. One per process; everything it needs is given to its constructor. */
public interface Workspace extends AutoCloseable {

    /**
     * Reads the project file and both states.
     *
     * @throws dev.countersign.progress.CountersignException when something cannot be read, with one sentence: what, where, what now
     */
    ReviewSession open(ReviewRequest request, Progress progress);

    @Override
    void close();
}
