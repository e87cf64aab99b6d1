package dev.countersign.app.task;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.ObservableList;

/** Runs work and tells its end on the window's thread. */
public interface Tasks {

    /**
     * Starts work.
     *
     * @param title what it is, for people
     * @param done gets the result, unless the work was cancelled
     * @param failed gets what went wrong; a {@link dev.countersign.progress.CancelledException} when it was cancelled
     */
    <T> RunningTask start(String title, Work<T> work, Consumer<T> done, Consumer<Throwable> failed);

    /** The work that the calling thread does; empty on threads that do none. */
    Optional<RunningTask> ofThisThread();

    /** What runs now, oldest first. */
    ObservableList<RunningTask> running();
}
