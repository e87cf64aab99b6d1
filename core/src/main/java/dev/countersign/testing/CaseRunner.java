package dev.countersign.testing;

import dev.countersign.dialect.Dialect;
import dev.countersign.policy.ConsentException;
import dev.countersign.policy.Outside;
import dev.countersign.policy.TestCase;
import dev.countersign.policy.TestStep;
import dev.countersign.progress.CancelledException;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.testing.CaseResult.Failure;
import dev.countersign.testing.CaseResult.Logged;
import dev.countersign.testing.CaseResult.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs cases, each on a database of its own; those that allow it, several at the same time. */
public final class CaseRunner {
    private final Dialect dialect;
    private final Grounds grounds;
    private final Outside outside;

    /** @param outside runs programs that somebody has consented to */
    public CaseRunner(Dialect dialect, Grounds grounds, Outside outside) {
        this.dialect = dialect;
        this.grounds = grounds;
        this.outside = outside;
    }

    /**
     * The result of each case, in the order of the cases.
     *
     * @throws CancelledException when the user asks to stop
     */
    public List<CaseResult> run(List<TestCase> cases, Progress progress) {
        int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors());
        try (ExecutorService threads =
                Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            List<Optional<Future<CaseResult>>> parallel = new ArrayList<>();
            for (TestCase test : cases) {
                parallel.add(
                        test.parallel() ? Optional.of(threads.submit(() -> run(test, progress))) : Optional.empty());
            }
            List<CaseResult> results = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                progress.phase("Running tests", i + 1, cases.size());
                progress.checkCancelled();
                TestCase next = cases.get(i);
                results.add(parallel.get(i).map(CaseRunner::await).orElseGet(() -> run(next, progress)));
            }
            return results;
        }
    }

    private static CaseResult await(Future<CaseResult> result) {
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private CaseResult run(TestCase test, Progress progress) {
        long start = System.nanoTime();
        List<Logged> log = new ArrayList<>();
        List<String> open = new ArrayList<>();
        Outcome outcome = outcome(test, log, open, progress);
        return new CaseResult(test, outcome, log, open, Duration.ofNanos(System.nanoTime() - start));
    }

    private Outcome outcome(TestCase test, List<Logged> log, List<String> open, Progress progress) {
        if (test.skip()) {
            return new Outcome.Skipped();
        }
        if (!test.open().isEmpty()) {
            return new Outcome.NotRun(test.open(), false);
        }
        List<String> unconsented = unconsented(test);
        if (!unconsented.isEmpty()) {
            return new Outcome.NotRun(unconsented, true);
        }
        List<String> missing = grounds.missing(test.kind(), progress);
        if (!missing.isEmpty()) {
            return new Outcome.NotRun(missing, false);
        }
        List<Failure> failures = new ArrayList<>();
        try (Session session = new Session(test, dialect, grounds, outside, progress)) {
            commands(test, session, failures);
            log.addAll(session.log());
            open.addAll(session.open());
        } catch (SQLException e) {
            progress.checkCancelled();
            failures.add(Failure.of(test.at(), "test", "the dev database could not be used: " + e.getMessage()));
        } catch (CancelledException e) {
            throw e;
        } catch (CountersignException e) {
            progress.checkCancelled();
            failures.add(Failure.of(test.at(), "test", e.getMessage()));
        }
        return failures.isEmpty() ? new Outcome.Passed() : new Outcome.Failed(failures);
    }

    /** Programs are looked at first: half a case proves nothing. */
    private List<String> unconsented(TestCase test) {
        List<String> reasons = new ArrayList<>();
        for (TestStep step : test.steps()) {
            if (step instanceof TestStep.External external) {
                try {
                    outside.mayRun(external.program());
                } catch (ConsentException e) {
                    String line = external.program().line();
                    reasons.add(external.at() + ": the test asks to run \"" + line + "\" in "
                            + external.program().directory()
                            + ", and nobody has consented to that; look at it, then add --allow-program '" + line
                            + "'\n" + external.at().excerpt());
                }
            }
        }
        return reasons;
    }

    private static void commands(TestCase test, Session session, List<Failure> failures) throws SQLException {
        try {
            for (TestStep step : test.steps()) {
                if (!(step instanceof TestStep.Cleanup)) {
                    session.run(step);
                }
            }
        } catch (CaseFailed e) {
            failures.add(e.failure());
        }
        for (TestStep step : test.steps().reversed()) {
            if (step instanceof TestStep.Cleanup cleanup) {
                try {
                    session.run(cleanup);
                } catch (CaseFailed e) {
                    failures.add(e.failure());
                }
            }
        }
    }
}
