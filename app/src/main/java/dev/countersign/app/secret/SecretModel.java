package dev.countersign.app.secret;

import dev.countersign.app.task.RunningTask;
import dev.countersign.app.task.Tasks;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The questions that background work waits for, one shown at a time. Cancelling the work declines its question. */
public final class SecretModel implements SecretPrompt {
    private final Executor windowThread;
    private final Tasks tasks;
    private final Queue<Asked> waiting = new ArrayDeque<>();
    private final ReadOnlyObjectWrapper<Optional<Asked>> asked = new ReadOnlyObjectWrapper<>(Optional.empty());
    private boolean closed;

    /** A question somebody waits for; compared by identity, because the same may be asked twice. */
    public static final class Asked {
        private final SecretQuestion question;
        private final CompletableFuture<Optional<char[]>> answer = new CompletableFuture<>();

        private Asked(SecretQuestion question) {
            this.question = question;
        }

        /** What is asked. */
        public SecretQuestion question() {
            return question;
        }
    }

    /** @param windowThread runs what it is given on the window's thread, in order */
    public SecretModel(Executor windowThread, Tasks tasks) {
        this.windowThread = windowThread;
        this.tasks = tasks;
    }

    /** What is asked now; changes on the window's thread. */
    public ReadOnlyObjectProperty<Optional<Asked>> askedProperty() {
        return asked.getReadOnlyProperty();
    }

    /** Waits on the calling thread, which must not be the window's. */
    @Override
    public Optional<char[]> ask(SecretQuestion question) {
        Asked entry = new Asked(question);
        windowThread.execute(() -> add(entry));
        tasks.ofThisThread().ifPresent((RunningTask task) -> task.onCancel(() -> withdraw(entry)));
        try {
            return entry.answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            withdraw(entry);
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer is never an exception", e);
        }
    }

    /** The person's answer. The characters belong to whoever asked, or are overwritten when nobody waits any more. */
    public void answer(Asked entry, char[] typed) {
        if (!entry.answer.complete(Optional.of(typed))) {
            Arrays.fill(typed, '\0');
        }
        next(entry);
    }

    /** The person gives none. */
    public void decline(Asked entry) {
        entry.answer.complete(Optional.empty());
        next(entry);
    }

    /** Declines everything: there is nobody left who could answer. */
    public void close() {
        closed = true;
        waiting.forEach(entry -> entry.answer.complete(Optional.empty()));
        waiting.clear();
        asked.get().ifPresent(this::decline);
    }

    private void withdraw(Asked entry) {
        entry.answer.complete(Optional.empty());
        windowThread.execute(() -> next(entry));
    }

    private void add(Asked entry) {
        if (closed) {
            entry.answer.complete(Optional.empty());
        } else if (!entry.answer.isDone()) {
            waiting.add(entry);
            showNext();
        }
    }

    private void next(Asked done) {
        waiting.remove(done);
        if (asked.get().filter(shown -> shown == done).isPresent()) {
            asked.set(Optional.empty());
            showNext();
        }
    }

    private void showNext() {
        if (asked.get().isEmpty()) {
            asked.set(Optional.ofNullable(waiting.poll()));
        }
    }
}
