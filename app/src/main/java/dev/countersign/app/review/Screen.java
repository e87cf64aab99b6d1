package dev.countersign.app.review;

import dev.countersign.app.task.Problem;
import dev.countersign.app.task.RunningTask;

/** What the middle of the window is about. */
public sealed interface Screen {

    /** Nothing was chosen yet. */
    record Empty() implements Screen {}

    /** Both states are being read. */
    record Loading(RunningTask task) implements Screen {}

    /** The states could not be read. */
    record Failed(Problem problem) implements Screen {}

    /** A comparison is there. */
    record Reviewing() implements Screen {}
}
