package dev.countersign.engine;

import dev.countersign.drift.DriftReport;
import dev.countersign.lint.LintReport;
import dev.countersign.policy.ProgramCall;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.rule.RuleTest;
import dev.countersign.signing.manifest.Manifest;
import dev.countersign.signing.verify.PolicyNow;
import dev.countersign.testing.TestReport;
import java.nio.file.Path;
import java.util.List;

/** Opens reviews. One per process; everything it needs is given to its constructor. */
public interface Workspace extends AutoCloseable {

    /**
     * Reads the project file and both states.
     *
     * @throws dev.countersign.progress.CountersignException when something cannot be read, with one sentence: what, where, what now
     */
    ReviewSession open(ReviewRequest request, Progress progress);

    /**
     * Reads one state by itself: the request's {@code from}, or the environment's {@code url}. Everything about a desired state is ignored.
     *
     * @throws dev.countersign.progress.CountersignException when it cannot be read
     */
    Inspection inspect(ReviewRequest request, Progress progress);

    /**
     * Runs a hand-written migration statement by statement on the dev database and says what it does.
     *
     * @throws dev.countersign.progress.CountersignException when a state or the migration cannot be read
     */
    LintReport lint(LintRequest request, Progress progress);

    /**
     * Says of everything in a live database that is called deprecated since when it is, by which record, and when it may be dropped.
     *
     * @param record whether to add this look to the file of observations
     * @throws dev.countersign.progress.CountersignException when the policy has no deprecation block, or something cannot be read
     */
    DeprecationBoard deprecations(ReviewRequest request, boolean record, Progress progress);

    /**
     * Compares a live database with what is recorded of it, and both with what the files want.
     *
     * @throws dev.countersign.progress.CountersignException when the database, its record or the files cannot be read
     */
    default DriftReport drift(DriftRequest request, Progress progress) {
        throw new CountersignException(ExitCode.UNSUPPORTED, "This workspace looks for no drift.");
    }

    /**
     * The environments in the request's project file, in the file's order; empty when there is no project file. No program runs and no database is asked.
     *
     * @throws dev.countersign.progress.CountersignException when the project file cannot be read
     */
    List<EnvironmentChoice> environments(ReviewRequest request);

    /**
     * The names of the targets that the request's environment stands for, such as {@code prod[eu]}; empty when it stands for none. What says so is asked:
     * databases, and programs that somebody has consented to.
     *
     * @throws dev.countersign.progress.CountersignException when they cannot be had
     */
    default List<String> targets(ReviewRequest request) {
        return List.of();
    }

    /**
     * Runs tests of rules, each on a state of its own on a dev database.
     *
     * @param files test files ({@code *.test.hcl}) and folders of them
     * @throws dev.countersign.progress.CountersignException when a file cannot be read or a schema or migration does not run
     */
    RuleTest.Run testRules(List<Path> files, Progress progress);

    /**
     * Runs tests of schemas, migrations and plans, each on a database of its own.
     *
     * @throws dev.countersign.progress.CountersignException when there are none, or a file or the tested schema cannot be read
     */
    default TestReport test(TestRequest request, Progress progress) {
        throw new CountersignException(ExitCode.UNSUPPORTED, "This workspace runs no tests.");
    }

    /** Answers questions about project files themselves. */
    default PolicyDesk policy() {
        throw new CountersignException(ExitCode.UNSUPPORTED, "This workspace explains no policy.");
    }

    /**
     * The policy of a project file as it is now, without asking anything outside of its files.
     *
     * @param plan the variables and the environment of its policy are taken
     * @throws dev.countersign.progress.CountersignException when there is no such file
     */
    default PolicyNow policyNow(Path project, Manifest plan) {
        throw new CountersignException(ExitCode.UNSUPPORTED, "This workspace reads no project files.");
    }

    /**
     * The programs that the request's project file asks to run for its environment. None of them is run.
     *
     * @throws dev.countersign.progress.CountersignException when the project file cannot be read
     */
    default List<ProgramCall> programs(ReviewRequest request) {
        return List.of();
    }

    /**
     * Notes that the user lets projects run that command line, in the user's own settings.
     *
     * @throws dev.countersign.progress.CountersignException when it cannot be noted
     */
    default void consent(ProgramCall program) {
        throw new CountersignException(ExitCode.UNSUPPORTED, "This workspace runs no programs.");
    }

    /**
     * Takes that consent back.
     *
     * @throws dev.countersign.progress.CountersignException when it cannot be noted
     */
    default void withdraw(ProgramCall program) {
        throw new CountersignException(ExitCode.UNSUPPORTED, "This workspace runs no programs.");
    }

    @Override
    void close();
}
