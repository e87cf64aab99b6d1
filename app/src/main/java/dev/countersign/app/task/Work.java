package dev.countersign.app.task;

import dev.countersign.progress.Progress;

/** Something that takes a while. It runs off the window's thread and must not touch nodes. */
@FunctionalInterface
public interface Work<T> {
    /** Does it; stops with a {@link dev.countersign.progress.CancelledException} when asked to. */
    T run(Progress progress);
}
