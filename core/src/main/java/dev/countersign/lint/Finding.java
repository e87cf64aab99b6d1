package dev.countersign.lint;

import dev.countersign.catalog.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a diagnostic together; what is not said is what the observation on the dev database gives. */
public final class Finding {
    private final String code;
    private final String analyzer;
    private final LintStep step;
    private final String message;
    private final List<Fix> fixes = new ArrayList<>();
    private Severity severity = Severity.WARNING;
    private TextRange range;
    private Optional<ObjectRef> object = Optional.empty();
    private Diagnostic.Evidence evidence;

    private Finding(String code, String analyzer, LintStep step, String message) {
        this.code = code;
        this.analyzer = analyzer;
        this.step = step;
        this.message = message;
        this.range = Locator.firstWord(step.sql());
        this.evidence = step.ofServer() ? Diagnostic.Evidence.SQL_TEXT : Diagnostic.Evidence.DEV_DATABASE;
    }

    /** A warning about a statement, seen on the dev database; one about roles, which is not run there, in its text. */
    public static Finding of(String code, String analyzer, LintStep step, String message) {
        return new Finding(code, analyzer, step, message);
    }

    /** Says what it is about and points at its name. */
    public Finding about(ObjectRef ref) {
        object = Optional.of(ref);
        range = Locator.of(step.sql(), ref);
        return this;
    }

    /** Says how it is known. */
    public Finding known(Diagnostic.Evidence how) {
        evidence = how;
        return this;
    }

    public Finding severity(Severity proposed) {
        severity = proposed;
        return this;
    }

    /** Adds a suggestion that only says what to do. */
    public Finding fix(String title) {
        fixes.add(new Fix(title, Optional.empty()));
        return this;
    }

    /** Adds a suggestion with the SQL that takes the statement's place. */
    public Finding fix(String title, String replacement) {
        fixes.add(new Fix(title, Optional.of(replacement)));
        return this;
    }

    public Diagnostic build() {
        return new Diagnostic(
                code, analyzer, severity, step.number(), range, message, object, evidence, fixes, Optional.empty());
    }
}
