package dev.countersign.app.task;

import dev.countersign.progress.CancelledException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs every piece of work on a virtual thread of its own. */
public final class BackgroundTasks implements Tasks, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundTasks.class);
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("work-", 0).factory());
    private final Executor windowThread;
    private final Clock clock;
    private final ScopedValue<RunningTask> current = ScopedValue.newInstance();
    private final ObservableList<RunningTask> running = FXCollections.observableArrayList();

    /** @param windowThread runs what it is given on the window's thread, in order */
    public BackgroundTasks(Executor windowThread, Clock clock) {
        this.windowThread = windowThread;
        this.clock = clock;
    }

    @Override
    public <T> RunningTask start(String title, Work<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        RunningTask task = new RunningTask(title, clock.instant(), windowThread);
        running.add(task);
        workers.execute(() -> {
            try {
                T result = ScopedValue.where(current, task).call(() -> work.run(task));
                windowThread.execute(() -> end(task, () -> {
                    if (task.cancelled()) {
                        failed.accept(new CancelledException());
                    } else {
                        done.accept(result);
                    }
                }));
            } catch (RuntimeException | Error failure) {
                LOG.debug("{} ended with a failure", title, failure);
                // what work says when it was stopped underneath is of no interest to whoever stopped it
                windowThread.execute(
                        () -> end(task, () -> failed.accept(task.cancelled() ? new CancelledException() : failure)));
            }
        });
        return task;
    }

    @Override
    public ObservableList<RunningTask> running() {
        return running;
    }

    @Override
    public Optional<RunningTask> ofThisThread() {
        return current.isBound() ? Optional.of(current.get()) : Optional.empty();
    }

    private void end(RunningTask task, Runnable then) {
        running.remove(task);
        then.run();
    }

    /** Asks everything that runs to stop; takes no new work. */
    @Override
    public void close() {
        List.copyOf(running).forEach(RunningTask::cancel);
        workers.shutdown();
    }
}
