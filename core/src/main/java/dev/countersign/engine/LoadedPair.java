package dev.countersign.engine;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.progress.CancelledException;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.source.LoadedState;
import dev.countersign.source.Source;
import dev.countersign.source.SourceException;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The two states of a comparison, read at the same time. */
record LoadedPair(LoadedState current, LoadedState desired) implements AutoCloseable {

    /** How PostgreSQL calls a text that is no statement at all (Appendix A of its manual). */
    private static final String SYNTAX_ERROR = "42601";

    /**
     * Reads both, to be asked about until they are closed; what was read of one is given back when the other cannot be read.
     *
     * @param reader what runs scripts
     */
    static LoadedPair load(
            Source current, Source desired, DevDatabase reader, Dialect dialect, Scope scope, Progress progress) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<LoadedState> first = threads.submit(() -> current.load(scope, progress));
            Future<LoadedState> second = threads.submit(() -> desired.load(scope, progress));
            try {
                return new LoadedPair(
                        await(first).askedThrough(dialect), await(second).askedThrough(dialect));
            } catch (RuntimeException e) {
                RuntimeException explained = explained(e, first, reader);
                closeWhenRead(first);
                closeWhenRead(second);
                throw explained;
            }
        }
    }

    /** Says when a script that the dev database refuses may be right for the live database, which is of another version. */
    private static RuntimeException explained(RuntimeException e, Future<LoadedState> live, DevDatabase reader) {
        if (e instanceof SourceException refused
                && refused.getCause() instanceof SQLException error
                && live.state() == Future.State.SUCCESS
                && live.resultNow().script().isEmpty()) {
            String wanted = Spelling.major(live.resultNow().catalog().serverVersion());
            String present = Spelling.major(reader.serverVersion());
            if (!wanted.equals(present)) {
                return new SourceException(
                        SYNTAX_ERROR.equals(error.getSQLState()) ? refused.exitCode() : ExitCode.UNSUPPORTED,
                        "%s The database is of version %s and the dev database of version %s, which may be why: a dev database of version %s understands what it does (--dev-url)."
                                .formatted(refused.getMessage(), wanted, present, wanted),
                        refused.getCause());
            }
        }
        return e;
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
