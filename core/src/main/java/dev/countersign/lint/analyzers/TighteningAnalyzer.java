package dev.countersign.lint.analyzers;

import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import dev.countersign.diff.Change.Verb;
import dev.countersign.lint.Analyzer;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.lint.PossibleFinding;
import dev.countersign.lint.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * BCX108: columns that were there may hold less from now on, so that programs of the release before can fail when they write. Only where the policy asks for it
 * with a {@code check} of that code.
 */
public final class TighteningAnalyzer implements Analyzer {
    private static final String CODE = "BCX108";

    /** What now holds for columns of a table. */
    private record Tightened(ObjectRef ref, ObjectRef table, List<String> columns, String how) {}

    @Override
    public String name() {
        return "incompatible";
    }

    @Override
    public List<String> codes() {
        return List.of(CODE);
    }

    @Override
    public List<PossibleFinding> possible(String dialect) {
        return List.of(
                new PossibleFinding(
                        CODE,
                        Verb.ADD,
                        Set.of(ObjectKind.UNIQUE, ObjectKind.CHECK, ObjectKind.FOREIGN_KEY),
                        "when the policy asks for it"),
                new PossibleFinding(
                        CODE, Verb.MODIFY, ObjectKind.COLUMN, "when it becomes NOT NULL and the policy asks for it"));
    }

    @Override
    public List<Diagnostic> analyze(LintInput input) {
        if (!input.settings().codes().containsKey(CODE)) {
            return List.of();
        }
        List<Diagnostic> found = new ArrayList<>();
        for (LintStep step : input.steps()) {
            step.changes().stream()
                    .flatMap(change -> tightened(change).stream())
                    .filter(t -> existed(input, step, t))
                    .map(t -> finding(step, t))
                    .forEach(found::add);
        }
        return found;
    }

    private static Optional<Tightened> tightened(Change change) {
        return switch (change) {
            case Change.AddObject(Index index)
            when index.unique() ->
                Optional.of(new Tightened(
                        index.ref(),
                        index.table(),
                        index.parts().stream()
                                .filter(p -> !p.expression())
                                .map(Index.Part::text)
                                .toList(),
                        "must be unique from now on"));
            case Change.AddObject(KeyConstraint key)
            when key.ref().kind() == ObjectKind.UNIQUE ->
                Optional.of(new Tightened(key.ref(), key.table(), key.columns(), "must be unique from now on"));
            case Change.AddObject(CheckConstraint check) ->
                Optional.of(new Tightened(check.ref(), check.table(), check.columns(), "is checked from now on"));
            case Change.AddObject(ForeignKey key) ->
                Optional.of(new Tightened(
                        key.ref(), key.table(), key.columns(), "must refer to a row that is there from now on"));
            case Change.ModifyColumn modify
            when !modify.current().notNull() && modify.desired().notNull() ->
                Optional.of(new Tightened(
                        modify.ref(), modify.table(), List.of(modify.current().name()), "may not be NULL any more"));
            default -> Optional.empty();
        };
    }

    private static boolean existed(LintInput input, LintStep step, Tightened tightened) {
        return input.existing(tightened.table(), step)
                && !tightened.columns().isEmpty()
                && tightened.columns().stream()
                        .allMatch(column -> input.history()
                                .originalColumn(
                                        tightened.table(),
                                        column,
                                        step,
                                        input.steps().getFirst().before())
                                .isPresent());
    }

    private Diagnostic finding(LintStep step, Tightened tightened) {
        return Finding.of(
                        CODE,
                        name(),
                        step,
                        Names.list(tightened.columns()) + " of "
                                + Names.quote(tightened.table().name()) + " " + tightened.how()
                                + ": programs of the release before can fail when they write.")
                .about(tightened.ref())
                .severity(Severity.INFO)
                .fix("Ship programs first that write only what fits")
                .build();
    }
}
