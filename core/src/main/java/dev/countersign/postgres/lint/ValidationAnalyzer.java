package dev.countersign.postgres.lint;

import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.diff.Change;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import java.util.List;
import java.util.Optional;

/**
 * LCK230: a constraint is added NOT VALID and validated in the same transaction, so that the lock under which it was added is held while every row is read, and
 * nothing is gained.
 */
public final class ValidationAnalyzer extends StatementAnalyzer {
    private static final String CODE = "LCK230";

    public ValidationAnalyzer() {
        super("pg_lock", CODE);
    }

    @Override
    void look(LintInput input, LintStep step, List<Diagnostic> found) {
        for (Change.ModifyObject modify : step.changes(Change.ModifyObject.class)) {
            open(modify.current())
                    .filter(table -> open(modify.desired()).isEmpty() && input.existing(table, step))
                    .flatMap(table -> added(input, step, modify.ref()))
                    .ifPresent(added -> found.add(finding(
                                    CODE,
                                    step,
                                    "Constraint " + Names.quote(modify.ref().name())
                                            + " is validated in the transaction in which statement " + added.number()
                                            + " adds it NOT VALID: the lock of adding it is held while every row is read.")
                            .about(modify.ref())
                            .fix("Validate it in a file of its own, which runs in a transaction of its own")
                            .build()));
        }
    }

    /** The table of a constraint that is not validated. */
    private static Optional<ObjectRef> open(SchemaObject object) {
        return switch (object) {
            case CheckConstraint check when !check.validated() -> Optional.of(check.table());
            case ForeignKey key when !key.validated() -> Optional.of(key.table());
            default -> Optional.empty();
        };
    }

    private static Optional<LintStep> added(LintInput input, LintStep step, ObjectRef constraint) {
        return input.before(step).stream()
                .filter(s -> step.transactional() && s.transaction() == step.transaction())
                .filter(s -> s.changes(Change.AddObject.class).stream()
                        .anyMatch(add -> add.ref().equals(constraint)))
                .findFirst();
    }
}
