package dev.countersign.sqlite.lint;

import dev.countersign.catalog.ObjectKind;
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

/**
 * DST110 as SQLite has it: a column gets another affinity, and what is copied into it becomes another value without an error, such as the text 007 the number 7.
 * Rows at hand say how many; live ones of which none changes make it a note.
 */
public final class ConvertedValuesAnalyzer implements Analyzer {
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
        return List.of(new PossibleFinding(
                CODE,
                Verb.MODIFY,
                ObjectKind.COLUMN,
                "when its new type turns values into others, such as 007 into 7"));
    }

    @Override
    public boolean appliesTo(String dialect) {
        return dialect.equals("sqlite");
    }

    @Override
    public List<Diagnostic> analyze(LintInput input) {
        List<Diagnostic> found = new ArrayList<>();
        Moves moves = new Moves(input);
        for (LintStep step : input.steps()) {
            for (Moved moved : moves.in(step)) {
                if (moved.before().affinity() != moved.after().affinity()) {
                    lost(input, step, moved).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private Optional<Diagnostic> lost(LintInput input, LintStep step, Moved moved) {
        return moved.after().loses(moved.name()).flatMap(condition -> {
            String what = "Changing " + Names.quote(moved.table().name() + "." + moved.name()) + " from "
                    + type(moved.before()) + " to " + type(moved.after());
            String loses = what + " loses " + moved.after().lost().orElseThrow();
            boolean expected = moved.after().readsTexts(moved.before());
            Optional<Finding> finding = switch (input.facts()
                    .ask(new Question.Matches(moved.table(), condition, false))) {
                case Answer.Counted counted
                when counted.count() > 0 ->
                    Optional.of(Finding.of(
                                    CODE,
                                    name(),
                                    step,
                                    loses + ": " + counted.display()
                                            + (counted.count() == 1 ? " row has" : " rows have")
                                            + " such a value"
                                            + (counted.live() ? "." : " (sample rows)."))
                            .known(counted.evidence()));
                case Answer.Counted counted
                when counted.live() && expected ->
                    Optional.of(Finding.of(
                                    CODE,
                                    name(),
                                    step,
                                    what + ": no row has a value that becomes another, at " + counted.at() + ".")
                            .severity(Severity.INFO)
                            .known(counted.evidence()));
                case Answer.Counted ignored -> unknown(step, loses, expected && !ignored.live());
                case Answer.Unknown ignored -> unknown(step, loses, expected);
            };
            return finding.map(f -> f.about(moved.column())
                    .fix("Add a column of the new type, fill it with what may change, and drop the old one after a"
                            + " waiting time")
                    .build());
        });
    }

    private Optional<Finding> unknown(LintStep step, String loses, boolean expected) {
        return expected ? Optional.of(Finding.of(CODE, name(), step, loses + ".")) : Optional.empty();
    }

    private static String type(Storage storage) {
        return storage.type().isEmpty() ? "no type" : storage.type();
    }
}
