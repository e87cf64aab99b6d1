package dev.countersign.lint.analyzers;

import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.diff.Change;
import dev.countersign.diff.Change.Verb;
import dev.countersign.lint.Analyzer;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.lint.PossibleFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Constraints that are dropped, after which rows may come that nothing allowed before: CD101 foreign keys, CD102 checks, CD103 primary keys. Not those that
 * the migration itself made, that are there again at its end, or that go with their table or one of their columns.
 */
public final class ConstraintDropAnalyzer implements Analyzer {

    @Override
    public String name() {
        return "condrop";
    }

    @Override
    public List<String> codes() {
        return List.of("CD101", "CD102", "CD103");
    }

    @Override
    public List<PossibleFinding> possible(String dialect) {
        return List.of(
                new PossibleFinding(
                        "CD101",
                        Verb.DROP,
                        ObjectKind.FOREIGN_KEY,
                        "unless one of its columns goes with it, or it comes back"),
                new PossibleFinding(
                        "CD102", Verb.DROP, ObjectKind.CHECK, "unless a column goes with it, or it comes back"),
                new PossibleFinding("CD103", Verb.DROP, ObjectKind.PRIMARY_KEY, "unless it comes back"));
    }

    @Override
    public List<Diagnostic> analyze(LintInput input) {
        List<Diagnostic> found = new ArrayList<>();
        for (LintStep step : input.steps()) {
            for (Change.DropObject drop : step.changes(Change.DropObject.class)) {
                if (drop.object() instanceof Constraint constraint && counts(input, step, constraint)) {
                    finding(step, constraint).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private Optional<Diagnostic> finding(LintStep step, Constraint constraint) {
        String name = Names.quote(constraint.ref().name());
        String table = Names.quote(constraint.table().name());
        return switch (constraint) {
            case ForeignKey ignored ->
                Optional.of(of(
                        "CD101",
                        step,
                        constraint,
                        "Dropping foreign key " + name + " lets rows into " + table + " that refer to nothing."));
            case CheckConstraint ignored ->
                Optional.of(of(
                        "CD102",
                        step,
                        constraint,
                        "Dropping check " + name + " lets rows into " + table + " that break it."));
            case KeyConstraint key
            when key.ref().kind() == ObjectKind.PRIMARY_KEY ->
                Optional.of(of(
                        "CD103",
                        step,
                        constraint,
                        "Dropping primary key " + name + " leaves " + table + " without what identifies its rows."));
            case KeyConstraint ignored -> Optional.empty();
        };
    }

    private Diagnostic of(String code, LintStep step, Constraint constraint, String message) {
        return Finding.of(code, name(), step, message).about(constraint.ref()).build();
    }

    private static boolean counts(LintInput input, LintStep step, Constraint constraint) {
        boolean tableStays = step.after().contains(constraint.table());
        boolean columnGoes = step.changes(Change.DropColumn.class).stream()
                .anyMatch(c -> c.table().equals(constraint.table())
                        && step.before().dependents(c.ref()).contains(constraint.ref()));
        boolean again = input.from(step).stream().anyMatch(s -> s.after().contains(constraint.ref()));
        boolean replaced = constraint.ref().kind() == ObjectKind.PRIMARY_KEY
                && input.from(step).getLast().after().all(KeyConstraint.class).stream()
                        .anyMatch(k -> k.ref().kind() == ObjectKind.PRIMARY_KEY
                                && k.table().equals(constraint.table()));
        return tableStays
                && !columnGoes
                && !again
                && !replaced
                && input.history().origin(constraint.ref(), step).isPresent()
                && input.existing(constraint.table(), step);
    }
}
