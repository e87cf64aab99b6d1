package dev.countersign.sqlite.lint;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.Generated;
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
import dev.countersign.lint.preflight.Answer;
import dev.countersign.lint.preflight.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** DST110 where a column of SQLite becomes a generated one in a table that is built anew: what it holds goes, and what is computed takes its place. */
public final class ComputedValuesAnalyzer implements Analyzer {
    private static final String CODE = "DST110";

    @Override
    public String name() {
        return "destructive";
    }

    @Override
    public List<String> codes() {
        return List.of(CODE);
    }

    @Override
    public List<PossibleFinding> possible(String dialect) {
        return List.of(new PossibleFinding(CODE, Verb.MODIFY, ObjectKind.COLUMN, "when it becomes a generated one"));
    }

    @Override
    public boolean appliesTo(String dialect) {
        return dialect.equals("sqlite");
    }

    @Override
    public List<Diagnostic> analyze(LintInput input) {
        List<Diagnostic> found = new ArrayList<>();
        for (LintStep step : input.steps()) {
            for (Change.ModifyColumn modify : step.changes(Change.ModifyColumn.class)) {
                if (modify.current().generated().isEmpty()) {
                    modify.desired()
                            .generated()
                            .flatMap(generated -> replaced(input, step, modify, generated))
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private Optional<Diagnostic> replaced(
            LintInput input, LintStep step, Change.ModifyColumn modify, Generated generated) {
        Optional<ObjectRef> table = input.history().origin(modify.table(), step);
        Optional<Column> original = input.history()
                .originalColumn(
                        modify.table(),
                        modify.current().name(),
                        step,
                        input.steps().getFirst().before());
        if (table.isEmpty() || original.isEmpty()) {
            return Optional.empty();
        }
        String name = Names.quote(original.get().name());
        String other = name + " IS NOT NULL AND " + name + " IS NOT (" + generated.expression() + ")";
        String what = "Making "
                + Names.quote(table.get().name() + "." + original.get().name()) + " a generated column";
        String loses = what + " loses the values that it holds";
        Finding finding = switch (input.facts().ask(new Question.Matches(table.get(), other, false))) {
            case Answer.Counted counted
            when counted.count() > 0 ->
                Finding.of(
                                CODE,
                                name(),
                                step,
                                loses + ": " + counted.display()
                                        + (counted.count() == 1 ? " row has" : " rows have")
                                        + " another one than is computed"
                                        + (counted.live() ? "." : " (sample rows)."))
                        .known(counted.evidence());
            case Answer.Counted counted
            when counted.live() ->
                Finding.of(
                                CODE,
                                name(),
                                step,
                                what + ": no row has another value than is computed, at " + counted.at() + ".")
                        .severity(Severity.INFO)
                        .known(counted.evidence());
            case Answer.Counted ignored -> Finding.of(CODE, name(), step, loses + ".");
            case Answer.Unknown ignored -> Finding.of(CODE, name(), step, loses + ".");
        };
        return Optional.of(finding.about(modify.ref())
                .fix("Keep the column, and add the generated one under another name")
                .build());
    }
}
