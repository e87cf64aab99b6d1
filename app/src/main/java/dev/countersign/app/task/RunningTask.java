package dev.countersign.app.task;

import dev.countersign.progress.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Work that was started: where it is, and how to stop it. However often the work reports, the window gets at most one update a turn. */
public final class RunningTask implements Progress {

    /**
     * Where the work is.
     *
     * @param phase what is being done
     * @param done units done
     * @param total units there are, or -1 when nobody knows
     */
    public record Step(String phase, long done, long total) {}

    private final String title;
    private final Instant started;
    private final Executor windowThread;
    private final AtomicReference<Step> unpublished = new AtomicReference<>();
    private final ReadOnlyObjectWrapper<Step> step;
    private final List<Runnable> onCancel = new ArrayList<>();
    private boolean cancelled;

    /** Work that starts now. */
    public static RunningTask started(String title, Instant at, Executor windowThread) {
        return new RunningTask(title, at, windowThread);
    }

    RunningTask(String title, Instant started, Executor windowThread) {
        this.title = title;
        this.started = started;
        this.windowThread = windowThread;
        this.step = new ReadOnlyObjectWrapper<>(new Step(title, 0, -1));
    }

    /** What it is, for people. */
    public String title() {
        return title;
    }

    /** When it was started. */
    public Instant started() {
        return started;
    }

    /** Where it is; changes on the window's thread. */
    public ReadOnlyObjectProperty<Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    /** Asks the work to stop. It ends when it has let go of what it holds. */
    public void cancel() {
        List<Runnable> actions;
        synchronized (onCancel) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            actions = List.copyOf(onCancel);
            onCancel.clear();
        }
        actions.forEach(Runnable::run);
    }

    @Override
    public void phase(String phase, long done, long total) {
        if (unpublished.getAndSet(new Step(phase, done, total)) == null) {
            windowThread.execute(() -> step.set(unpublished.getAndSet(null)));
        }
    }

    @Override
    public boolean cancelled() {
        synchronized (onCancel) {
            return cancelled;
        }
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (onCancel) {
            if (!cancelled) {
                onCancel.add(action);
                return;
            }
        }
        action.run();
    }
}
