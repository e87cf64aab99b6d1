package dev.countersign.engine;

import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.progress.CancelledException;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.source.LoadedState;
import dev.countersign.source.Source;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The two states of a comparison, read at the same time. */
record LoadedPair(LoadedState current, LoadedState desired) implements AutoCloseable {

    /** Reads both, to be asked about until they are closed; what was read of one is given back when the other cannot be read. */
    static LoadedPair load(Source current, Source desired, Dialect dialect, Scope scope, Progress progress) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<LoadedState> first = threads.submit(() -> current.load(scope, progress));
            Future<LoadedState> second = threads.submit(() -> desired.load(scope, progress));
            try {
                return new LoadedPair(
                        await(first).askedThrough(dialect), await(second).askedThrough(dialect));
            } catch (RuntimeException e) {
                closeWhenRead(first);
                closeWhenRead(second);
                throw e;
            }
        }
    }

    @Override
    public void close() {
        current.close();
        desired.close();
    }

    /** Gives back what was read in vain, because the other state could not be read. */
    private static void closeWhenRead(Future<LoadedState> future) {
        boolean started = !future.cancel(false);
        if (started && future.state() == Future.State.SUCCESS) {
            future.resultNow().close();
        }
    }

    private static LoadedState await(Future<LoadedState> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CountersignException(
                    ExitCode.FAILED,
                    "A state could not be read: " + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }
}
