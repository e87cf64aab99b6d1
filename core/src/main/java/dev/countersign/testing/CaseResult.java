package dev.countersign.testing;

import dev.countersign.hcl.SourceRange;
import dev.countersign.policy.TestCase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a case.
 *
 * @param outcome whether it passed, and if not, why
 * @param log what its {@code log} commands said, in order
 * @param open what of the files that it ran is not evaluated, one sentence each
 * @param took how long it ran, its database included
 */
public record CaseResult(TestCase test, Outcome outcome, List<Logged> log, List<String> open, Duration took) {
    /** Copies the lists. */
    public CaseResult {
        log = List.copyOf(log);
        open = List.copyOf(open);
    }

    /** A line that a case wrote. */
    public record Logged(SourceRange at, String message) {}

    /** How a case ended. */
    public sealed interface Outcome {
        /** Every command did what it had to. */
        record Passed() implements Outcome {}

        /** A command did not, or a clean-up failed; the commands behind the first one that failed did not run. */
        record Failed(List<Failure> failures) implements Outcome {
            /** Copies the list. */
            public Failed {
                failures = List.copyOf(failures);
            }
        }

        /** The case says itself that it is left out. */
        record Skipped() implements Outcome {}

        /**
         * It could not be run.
         *
         * @param consent whether all that is missing is consent to a program
         */
        record NotRun(List<String> reasons, boolean consent) implements Outcome {
            /** Copies the list. */
            public NotRun {
                reasons = List.copyOf(reasons);
            }
        }
    }

    /**
     * Why a command failed.
     *
     * @param at the command, or the line of it that was not met
     * @param command its word, e.g. {@code exec}
     * @param message what happened, one sentence
     * @param expected what was expected, where there is a text to hold against another
     * @param actual what came instead
     */
    public record Failure(
            SourceRange at, String command, String message, Optional<String> expected, Optional<String> actual) {
        static Failure of(SourceRange at, String command, String message) {
            return new Failure(at, command, message, Optional.empty(), Optional.empty());
        }
    }
}
