package dev.countersign.sqlite.lint;

import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.lint.RowDemands;
import dev.countersign.lint.Severity;
import dev.countersign.lint.preflight.Answer;
import dev.countersign.lint.preflight.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** MFX109 as SQLite has it, only when the rows prove it: a table becomes STRICT, or a column the number of the row, and rows hold something of another type. */
public final class RefusedValuesAnalyzer implements RowDemands {
    private static final String CODE = "MFX109";

    @Override
    public String name() {
        return "data_depend";
    }

    @Override
    public List<String> codes() {
        return List.of(CODE);
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
                refused(input, step, moved).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Diagnostic> refused(LintInput input, LintStep step, Moved moved) {
        return moved.after()
                .refuses(moved.name())
                .map(condition -> input.facts().ask(new Question.Matches(moved.table(), condition, true)))
                .filter(Answer.Counted.class::isInstance)
                .map(Answer.Counted.class::cast)
                .filter(counted -> counted.count() > 0)
                .map(counted -> Finding.of(CODE, name(), step, message(moved, counted))
                        .severity(Severity.ERROR)
                        .known(counted.evidence())
                        .about(moved.column())
                        .fix("Correct the values in a statement before this one")
                        .build());
    }

    private static String message(Moved moved, Answer.Counted counted) {
        String column = Names.quote(moved.table().name() + "." + moved.name());
        return (moved.after().rowNumber()
                        ? "Making " + column + " the number of the row, an INTEGER PRIMARY KEY,"
                        : "Keeping " + column + " as " + moved.after().type() + " in a STRICT table")
                + " fails: " + counted.display() + (counted.count() == 1 ? " row holds" : " rows hold")
                + " something else" + (counted.live() ? "." : " (sample rows).");
    }
}
