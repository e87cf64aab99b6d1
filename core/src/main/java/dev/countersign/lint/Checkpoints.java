package dev.countersign.lint;

import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** CHK103: a checkpoint that makes another schema than the files before it, so that new databases are not what older ones are. */
public final class Checkpoints {
    /** The code. */
    static final String CODE = "CHK103";

    /** The analyzer, as findings call it. */
    static final String NAME = "checkpoint";

    private static final int SHOWN = 3;

    private Checkpoints() {}

    /** What it can report of a file. */
    static List<PossibleInFile> possible() {
        return List.of(new PossibleInFile(
                CODE, PossibleInFile.Source.CHECKPOINT, true, "when it differs from what the files before it make"));
    }

    /**
     * What is wrong with a checkpoint; empty when it makes the same schema.
     *
     * @param diff leads from what it makes to what the files before it make
     */
    public static Optional<Diagnostic> finding(String checkpoint, SchemaDiff diff, LintSettings settings) {
        if (diff.isEmpty()) {
            return Optional.empty();
        }
        List<Change> changes = diff.changes();
        String what = changes.stream()
                .limit(SHOWN)
                .map(change -> switch (change.verb()) {
                    case ADD -> change.ref() + " is missing";
                    case DROP -> change.ref() + " is too much";
                    case MODIFY, RENAME -> change.ref() + " differs";
                })
                .collect(Collectors.joining(", "));
        return Optional.of(finding(
                "The checkpoint " + checkpoint + " makes another schema than the files before it: " + what
                        + (changes.size() > SHOWN ? " and " + (changes.size() - SHOWN) + " more" : "") + ".",
                settings));
    }

    /** A checkpoint that could not be compared, because it or a file before it does not run. */
    public static Diagnostic refused(String checkpoint, String why, LintSettings settings) {
        return finding(
                "The checkpoint " + checkpoint + " cannot be compared with the files before it: " + why, settings);
    }

    private static Diagnostic finding(String message, LintSettings settings) {
        return Linter.weighed(
                new Diagnostic(
                        CODE,
                        NAME,
                        Severity.ERROR,
                        0,
                        new TextRange(0, 0),
                        message,
                        Optional.empty(),
                        Diagnostic.Evidence.DEV_DATABASE,
                        List.of(),
                        Optional.empty()),
                settings);
    }
}
