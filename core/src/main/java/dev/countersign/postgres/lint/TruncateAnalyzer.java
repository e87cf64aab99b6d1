package dev.countersign.postgres.lint;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.lint.preflight.Answer;
import dev.countersign.lint.preflight.Question;
import dev.countersign.postgres.locks.Maintenance;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rows that a statement takes without a change of any definition: DST104 TRUNCATE of a table that was there, DST105 what its CASCADE empties besides. */
public final class TruncateAnalyzer extends StatementAnalyzer {
    public TruncateAnalyzer() {
        super("destructive", "DST104", "DST105");
    }

    @Override
    void look(LintInput input, LintStep step, List<Diagnostic> found) {
        for (Maintenance statement : Maintenance.of(step.sql(), step.before())) {
            if (statement.kind() != Maintenance.Kind.TRUNCATE) {
                continue;
            }
            statement.relations().stream()
                    .filter(table -> input.existing(table, step))
                    .forEach(table -> found.add(emptied(input, step, table)));
            List<String> besides = statement.cascades()
                    ? referring(step.before(), statement.relations()).stream()
                            .filter(table -> input.existing(table, step))
                            .map(ObjectRef::name)
                            .toList()
                    : List.of();
            if (!besides.isEmpty()) {
                found.add(finding("DST105", step, "CASCADE empties " + Names.list(besides) + " too.")
                        .known(Diagnostic.Evidence.SQL_TEXT)
                        .fix("Name every table that is to be emptied, without CASCADE")
                        .build());
            }
        }
    }

    private Diagnostic emptied(LintInput input, LintStep step, ObjectRef table) {
        Answer rows = input.facts()
                .ask(new Question.Rows(input.history().origin(table, step).orElse(table)));
        String loss = switch (rows) {
            case Answer.Counted counted
            when counted.count() > 0 ->
                " loses " + counted.display() + (counted.count() == 1 ? " row" : " rows")
                        + (counted.live() ? "." : " of sample data.");
            case Answer.Counted counted when counted.live() -> "; it is empty.";
            case Answer.Counted ignored -> " loses all its rows.";
            case Answer.Unknown ignored -> " loses all its rows.";
        };
        Finding finding = finding("DST104", step, "Truncating table " + Names.quote(table.name()) + loss)
                .about(table)
                .fix("Delete in batches what may go, where it is known what that is");
        return (rows instanceof Answer.Counted counted && counted.count() > 0
                        ? finding.known(counted.evidence())
                        : finding.known(Diagnostic.Evidence.SQL_TEXT))
                .build();
    }

    /** The tables whose foreign keys lead to these, directly or over others. */
    private static Set<ObjectRef> referring(Catalog catalog, List<ObjectRef> tables) {
        Set<ObjectRef> all = new LinkedHashSet<>();
        Deque<ObjectRef> open = new ArrayDeque<>(tables);
        while (!open.isEmpty()) {
            ObjectRef table = open.remove();
            catalog.all(ForeignKey.class).stream()
                    .filter(key -> key.referencedTable().equals(table))
                    .map(ForeignKey::table)
                    .filter(referring -> !tables.contains(referring) && all.add(referring))
                    .forEach(open::add);
        }
        return all;
    }
}
