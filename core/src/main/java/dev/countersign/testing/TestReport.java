package dev.countersign.testing;

import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.testing.CaseResult.Outcome;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came of a run of tests.
 *
 * @param engine the dev database, for people
 * @param results of each case, in the order of the files
 * @param notEvaluated what else the files and the project say that has no effect, one sentence each
 * @param notices what decides nothing, one sentence each
 */
public record TestReport(String engine, List<CaseResult> results, List<String> notEvaluated, List<String> notices) {
    /** Copies the lists. */
    public TestReport {
        results = List.copyOf(results);
        notEvaluated = List.copyOf(notEvaluated);
        notices = List.copyOf(notices);
    }

    /** What is not evaluated, of the cases too, each thing once. */
    public List<String> open() {
        return Stream.concat(notEvaluated.stream(), results.stream().flatMap(r -> r.open().stream()))
                .distinct()
                .toList();
    }

    /** How many cases ended that way. */
    public long count(Class<? extends Outcome> outcome) {
        return results.stream().filter(r -> outcome.isInstance(r.outcome())).count();
    }

    /** How the command line ends: 0 when everything that was asked for was run, looked at and passed. */
    public int exitCode() {
        if (count(Outcome.Failed.class) > 0) {
            return ExitCode.FAILED.code();
        }
        boolean other = results.stream()
                .anyMatch(
                        r -> r.outcome() instanceof Outcome.NotRun(List<String> ignored, boolean consent) && !consent);
        if (count(Outcome.NotRun.class) > 0 && !other) {
            return ExitCode.CONSENT.code();
        }
        return other || !open().isEmpty() ? ExitCode.UNSUPPORTED.code() : 0;
    }
}
