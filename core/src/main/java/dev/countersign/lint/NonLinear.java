package dev.countersign.lint;

import dev.countersign.source.directory.NonAdditive;
import java.util.List;
import java.util.Optional;

/**
 * What a branch does to a migration directory beyond adding files behind those of its base: RUN104 a file that comes too early or is missing, RUN105 one that was
 * edited. Databases that ran the old files are not changed by it. No directive hides it, as it is about no statement.
 */
public final class NonLinear {
    /** The analyzer, as policy files call it. */
    public static final String ANALYZER = "non_linear";

    /** Its codes. */
    static final List<String> CODES = List.of("RUN104", "RUN105");

    private static final String ORDER = CODES.getFirst();
    private static final String EDITED = CODES.getLast();

    private NonLinear() {}

    /** What it can report of a file. */
    static List<PossibleInFile> possible() {
        return List.of(
                new PossibleInFile(
                        ORDER,
                        PossibleInFile.Source.BASE,
                        false,
                        "when its file is added in front of one that the base has, or is one of the base and missing"),
                new PossibleInFile(
                        EDITED, PossibleInFile.Source.BASE, false, "when its file is edited and the base has it"));
    }

    /** The findings, with the weight that the policy gives them. */
    public static List<Diagnostic> findings(List<NonAdditive> changes, LintSettings settings) {
        return changes.stream().map(change -> finding(change, settings)).toList();
    }

    private static Diagnostic finding(NonAdditive change, LintSettings settings) {
        Diagnostic found = Linter.weighed(
                switch (change.kind()) {
                    case OUT_OF_ORDER ->
                        finding(
                                ORDER,
                                "File " + change.file() + " was added in front of "
                                        + change.newest().orElseThrow() + ", which " + change.base()
                                        + " has: a database that ran the latter does not run it in this order.");
                    case MISSING ->
                        finding(
                                ORDER,
                                "File " + change.file() + " of " + change.base()
                                        + " is missing here: removed, or added there since this branch began."
                                        + " What it changed where it ran already is not taken back.");
                    case EDITED ->
                        finding(
                                EDITED,
                                "File " + change.file() + " was edited although " + change.base()
                                        + " has it: where it ran already, its old text counts.");
                },
                settings);
        boolean ofItsOwn = change.isOfNewest()
                && change.kind() == NonAdditive.Kind.EDITED
                && settings.codes().get(EDITED) == null;
        if (!ofItsOwn) {
            return found;
        }
        return switch (settings.nonLinear().ofNewest()) {
            case WEIGHED -> found;
            case WARNED -> found.withSeverity(Severity.WARNING);
            case IGNORED ->
                found.withSuppression(new Diagnostic.Suppression(
                        "on_edit = IGNORE", settings.nonLinear().where().orElse("")));
        };
    }

    private static Diagnostic finding(String code, String message) {
        return new Diagnostic(
                code,
                ANALYZER,
                Severity.WARNING,
                0,
                new TextRange(0, 0),
                message,
                Optional.empty(),
                Diagnostic.Evidence.DIRECTORY,
                List.of(),
                Optional.empty());
    }
}
