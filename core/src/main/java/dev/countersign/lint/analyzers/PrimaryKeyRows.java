package dev.countersign.lint.analyzers;

import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.lint.preflight.Answer;
import dev.countersign.lint.preflight.Question;
import java.util.ArrayList;
import java.util.List;

/** Rows that a new primary key over existing columns does not allow: those that hold NULL in it, and those that share a value. */
final class PrimaryKeyRows {
    private final LintInput input;
    private final LintStep step;
    private final KeyConstraint key;
    private final ObjectRef table;

    PrimaryKeyRows(LintInput input, LintStep step, KeyConstraint key) {
        this.input = input;
        this.step = step;
        this.key = key;
        this.table = DataDependAnalyzer.origin(input, step, key.table());
    }

    /**
     * Something that rows must be for the key.
     *
     * @param answer how many are not
     * @param one what is said of a single one that is not
     * @param many what is said of several
     * @param fix what to do first
     */
    record Demand(Answer answer, String one, String many, String fix) {
        String broken(Answer.Counted counted) {
            return counted.display() + (counted.count() == 1 ? one : many);
        }
    }

    /** What the key asks of rows that are there; nothing where its columns are new, as the rows of now cannot be asked then. */
    List<Demand> demands() {
        boolean existing = input.existing(key.table(), step)
                && key.attachedTo().isEmpty()
                && key.columns().stream()
                        .allMatch(c -> DataDependAnalyzer.unchangedColumn(input, step, key.table(), c));
        if (!existing) {
            return List.of();
        }
        List<Demand> demands = new ArrayList<>();
        for (String column : becomingNotNull()) {
            String in = " NULL in " + Names.quote(column);
            Answer nulls = input.facts().ask(new Question.Nulls(table, column));
            demands.add(
                    new Demand(nulls, " row holds" + in, " rows hold" + in, "Fill the NULLs before this statement"));
        }
        String over = " in " + Names.list(key.columns());
        demands.add(new Demand(
                new SharedValues(input, step).in(key),
                " duplicate value" + over,
                " duplicate values" + over,
                "Remove the duplicates in a statement before this one"));
        return demands;
    }

    /** The columns that this statement makes NOT NULL as a part of making the key, and in which NULL does not become something else. */
    private List<String> becomingNotNull() {
        KeptValues kept = new KeptValues(input, step, key.table());
        return step.changes(Change.ModifyColumn.class).stream()
                .filter(m -> m.table().equals(key.table())
                        && !m.current().notNull()
                        && m.desired().notNull())
                .map(m -> m.desired().name())
                .filter(name -> key.columns().contains(name)
                        && kept.nulls(name)
                        && !Checks.excludeNull(step.before(), key.table(), name))
                .toList();
    }
}
