package dev.countersign.postgres.lint;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.diff.Change.Verb;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.lint.PossibleFinding;
import dev.countersign.postgres.locks.ColumnWidth;
import java.util.List;

/**
 * PG110: a new table whose rows are shorter when its columns stand in another order, because a value begins at a multiple of what its type asks for. Only what
 * is saved in any case counts: rows end at a multiple of eight, and behind a value of any length the next may happen to stand well. Not where the order is given
 * by something else, and not where there is little to put in order.
 */
public final class AlignmentAnalyzer extends StatementAnalyzer {
    private static final int UNIT = 8;
    private static final int FEW = 4;

    public AlignmentAnalyzer() {
        super("pg_align", "PG110");
    }

    @Override
    public List<PossibleFinding> possible(String dialect) {
        return List.of(new PossibleFinding(
                "PG110", Verb.ADD, ObjectKind.TABLE, "when another order of its columns makes its rows shorter"));
    }

    @Override
    void look(LintInput input, LintStep step, List<Diagnostic> found) {
        for (Change.AddObject add : step.changes(Change.AddObject.class)) {
            if (add.object() instanceof Table table && choosesOrder(table)) {
                judge(step, table, found);
            }
        }
    }

    private static boolean choosesOrder(Table table) {
        return table.columns().size() >= FEW
                && table.partitionOf().isEmpty()
                && table.inherits().isEmpty()
                && !table.attributes().containsKey("of_type")
                && !table.attributes().containsKey("foreign_server");
    }

    private void judge(LintStep step, Table table, List<Diagnostic> found) {
        ColumnWidth.Reader widths = new ColumnWidth.Reader(step.after());
        List<ColumnWidth> written =
                table.columns().stream().filter(Column::stored).map(widths::of).toList();
        List<ColumnWidth> best = written.stream().sorted(ColumnWidth.BEST_FIRST).toList();
        int saved = saved(written, best);
        if (saved >= UNIT) {
            String order = Names.list(best.stream().map(ColumnWidth::name).toList());
            found.add(finding(
                            "PG110",
                            step,
                            "Table " + Names.quote(table.ref().name()) + " has " + saved
                                    + " redundant bytes of padding per row, which the order " + order
                                    + " of its columns does without.")
                    .about(table.ref())
                    .fix("Put the columns into this order: " + order)
                    .build());
        }
    }

    private static int saved(List<ColumnWidth> written, List<ColumnWidth> best) {
        int now = ColumnWidth.padding(written);
        int then = ColumnWidth.padding(best);
        if (written.stream().anyMatch(ColumnWidth::variable)) {
            return now - then;
        }
        int values = written.stream().mapToInt(ColumnWidth::length).sum();
        return Math.ceilDiv(values + now, UNIT) * UNIT - Math.ceilDiv(values + then, UNIT) * UNIT;
    }
}
