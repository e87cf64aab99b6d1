package dev.countersign.lint;

import dev.countersign.simulate.Simulation.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What the analyzers say about a migration that somebody wrote.
 *
 * @param engine the engine that ran it, e.g. {@code PostgreSQL 18.6 (embedded)}
 * @param statements the statements in order
 * @param diagnostics the findings, by statement
 * @param failure the statement the engine refused, after which nothing ran
 * @param notRun statements that need rows which the dev database does not have, and were passed over
 * @param notEvaluated what the policy file says that was not evaluated, one sentence each
 * @param notices what was asked and had no effect, such as a filter pattern that matches nothing; one sentence each
 * @param run what was run
 */
public record LintReport(
        String engine,
        List<Linted> statements,
        List<Diagnostic> diagnostics,
        Optional<Failure> failure,
        List<NotRun> notRun,
        List<String> notEvaluated,
        List<String> notices,
        LintRun run) {
    public LintReport {
        statements = List.copyOf(statements);
        diagnostics = List.copyOf(diagnostics);
        notRun = List.copyOf(notRun);
        notEvaluated = List.copyOf(notEvaluated);
        notices = List.copyOf(notices);
    }

    /** The same report in other words; SQL and what an engine says stay. */
    public LintReport worded(UnaryOperator<String> words) {
        return new LintReport(
                engine,
                statements,
                diagnostics.stream().map(d -> d.worded(words)).toList(),
                failure,
                notRun,
                notEvaluated.stream().map(words).toList(),
                notices.stream().map(words).toList(),
                run);
    }

    /** The same report with findings about the directory in front. */
    public LintReport withFindings(List<Diagnostic> ofDirectory) {
        return new LintReport(
                engine,
                statements,
                Stream.concat(ofDirectory.stream(), diagnostics.stream()).toList(),
                failure,
                notRun,
                notEvaluated,
                notices,
                run);
    }

    /** The same report with more of what a reader should know. */
    public LintReport withNotices(List<String> more) {
        return new LintReport(
                engine,
                statements,
                diagnostics,
                failure,
                notRun,
                notEvaluated,
                Stream.concat(notices.stream(), more.stream()).toList(),
                run);
    }

    /** The same report with where it was made, and of which files. */
    public LintReport of(String devUrl, String directory, Map<String, String> files) {
        return new LintReport(
                engine,
                statements,
                diagnostics,
                failure,
                notRun,
                notEvaluated,
                notices,
                run.of(devUrl, directory, files));
    }

    /**
     * A statement of the migration.
     *
     * @param number from 1; what diagnostics refer to
     * @param line line of its first word in its file, from 1
     * @param offset where it starts in its file, in characters
     */
    public record Linted(int number, String file, int line, int offset, String sql) {}

    /** A statement that was passed over, and the engine's words. */
    public record NotRun(int number, String why) {}

    /** How many findings of that severity count. */
    public long count(Severity severity) {
        return diagnostics.stream()
                .filter(d -> d.active() && d.severity() == severity)
                .count();
    }

    /** Whether nothing stands in the way: the migration ran to its end, all of the policy was evaluated, and no finding is an error. */
    public boolean passes() {
        return failure.isEmpty() && notEvaluated.isEmpty() && count(Severity.ERROR) == 0;
    }
}
