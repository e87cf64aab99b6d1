package dev.countersign.policy;

import com.google.re2j.Pattern;
import dev.countersign.hcl.SourceRange;
import java.util.Optional;

/** One command of a test case. */
public sealed interface TestStep {

    /** Where its first word stands. */
    SourceRange at();

    /** How rows are written to be compared. */
    enum Format {
        /** A line for each row, values separated by commas, no header. */
        CSV,
        /** With a header and a line of dashes. */
        TABLE
    }

    /** What an output has to be. */
    sealed interface Expected {
        /** Where it stands. */
        SourceRange at();

        /** This text, without line ends around it. */
        record Output(String text, SourceRange at) implements Expected {}

        /** Something that the expression is found in. */
        record Match(Pattern pattern, SourceRange at) implements Expected {}
    }

    /**
     * SQL that must succeed.
     *
     * @param expected what its rows have to be; empty when they do not matter
     */
    record Exec(String sql, Format format, Optional<Expected> expected, SourceRange at) implements TestStep {}

    /**
     * SQL that must fail.
     *
     * @param error found in what the engine says; empty when any refusal will do
     */
    record Catch(String sql, Optional<Expected.Match> error, SourceRange at) implements TestStep {}

    /** Queries that must each give one row with one value that is true. */
    record Assert(String sql, Optional<String> message, SourceRange at) implements TestStep {}

    /** A line in the report. */
    record Log(String message, SourceRange at) implements TestStep {}

    /** A program that must end with 0, with consent only. */
    record External(ProgramCall program, Optional<Expected> expected, SourceRange at) implements TestStep {}

    /** SQL that runs after the case, whatever came of it; the last one first. */
    record Cleanup(String sql, SourceRange at) implements TestStep {}

    /** Brings the database to a version of the migration directory. */
    record Migrate(String to, SourceRange at) implements TestStep {}

    /** Runs the statements of a plan. */
    record Apply(String url, SourceRange at) implements TestStep {}

    /** Brings the empty database to a state. */
    record State(String url, SourceRange at) implements TestStep {}
}
