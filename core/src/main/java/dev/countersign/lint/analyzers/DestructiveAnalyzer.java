package dev.countersign.lint.analyzers;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.diff.Change.Verb;
import dev.countersign.lint.Analyzer;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.lint.PossibleFinding;
import dev.countersign.lint.preflight.Answer;
import dev.countersign.lint.preflight.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Data that is lost: DS101 schema dropped, DS102 table dropped, DS103 stored column dropped. What the plan itself created is silent. A table or plain
 * column that is dropped and made again under the same name is still reported, because its contents do not come back; a computed column is not.
 */
public final class DestructiveAnalyzer implements Analyzer {
    private static final String DEPRECATED = "deprecated_";

    @Override
    public String name() {
        return "destructive";
    }

    @Override
    public List<String> codes() {
        return List.of("DS101", "DS102", "DS103");
    }

    @Override
    public List<PossibleFinding> possible(String dialect) {
        return List.of(
                new PossibleFinding("DS101", Verb.DROP, ObjectKind.SCHEMA, ""),
                new PossibleFinding("DS102", Verb.DROP, ObjectKind.TABLE, ""),
                new PossibleFinding("DS103", Verb.DROP, ObjectKind.COLUMN, "unless it is a virtual generated column"));
    }

    @Override
    public List<Diagnostic> analyze(LintInput input) {
        List<Diagnostic> found = new ArrayList<>();
        for (LintStep step : input.steps()) {
            for (Change change : step.changes()) {
                switch (change) {
                    case Change.DropObject drop
                    when drop.kind() == ObjectKind.SCHEMA ->
                        schema(input, step, drop).ifPresent(found::add);
                    case Change.DropObject drop
                    when drop.object() instanceof Table table ->
                        table(input, step, table).ifPresent(found::add);
                    case Change.DropColumn drop -> column(input, step, drop).ifPresent(found::add);
                    default -> {
                        // loses no data
                    }
                }
            }
        }
        return found;
    }

    private Optional<Diagnostic> schema(LintInput input, LintStep step, Change.DropObject drop) {
        return input.history().origin(drop.ref(), step).map(origin -> {
            Catalog initial = input.steps().getFirst().before();
            long tables = initial.all(Table.class).stream()
                    .filter(t -> t.ref().schema().equals(origin.name()))
                    .count();
            String what = tables == 0
                    ? "Dropping schema " + Names.quote(drop.ref().name()) + "."
                    : "Dropping schema " + Names.quote(drop.ref().name()) + " loses " + Names.count(tables, "table")
                            + " with all rows.";
            Finding finding = Finding.of("DS101", name(), step, what).about(drop.ref());
            return waiting(
                    finding,
                    "schema",
                    "ALTER SCHEMA " + Names.quote(drop.ref()) + " RENAME",
                    drop.ref().name());
        });
    }

    private Optional<Diagnostic> table(LintInput input, LintStep step, Table table) {
        Optional<ObjectRef> before = input.history().origin(table.ref(), step);
        if (parentGoes(step, table)
                || before.filter(origin -> goesWithSchema(input, table.ref().schema(), origin))
                        .isPresent()) {
            return Optional.empty();
        }
        return before.map(origin -> {
            Answer rows = input.facts().ask(new Question.Rows(origin));
            String loss = switch (rows) {
                case Answer.Counted counted when counted.count() == 0 && counted.live() -> "; it is empty.";
                case Answer.Counted counted when counted.count() == 0 -> " loses all its rows.";
                case Answer.Counted counted -> " loses " + rowsOf(counted) + ".";
                case Answer.Unknown ignored -> " loses all its rows.";
            };
            String again = input.from(step).stream().anyMatch(s -> s.after().contains(table.ref()))
                    ? " (it is made again without them)"
                    : "";
            Finding finding = Finding.of(
                            "DS102",
                            name(),
                            step,
                            "Dropping table " + Names.quote(table.ref().name()) + again + loss)
                    .about(table.ref())
                    .known(evidence(rows));
            return waiting(
                    finding,
                    "table",
                    "ALTER TABLE " + Names.quote(table.ref()) + " RENAME",
                    table.ref().name());
        });
    }

    private Optional<Diagnostic> column(LintInput input, LintStep step, Change.DropColumn drop) {
        if (!drop.column().stored() || fromParent(step, drop) || computedAgain(input, step, drop)) {
            return Optional.empty();
        }
        Catalog initial = input.steps().getFirst().before();
        Optional<Column> original =
                input.history().originalColumn(drop.table(), drop.column().name(), step, initial);
        if (original.isEmpty()) {
            return Optional.empty();
        }
        ObjectRef table = input.history().origin(drop.table(), step).orElse(drop.table());
        Answer values =
                input.facts().ask(new Question.Values(table, original.get().name()));
        String name = Names.quote(drop.table().name() + "." + drop.column().name());
        String loss = switch (values) {
            case Answer.Counted counted when counted.count() == 0 && counted.live() -> "; every value is NULL.";
            case Answer.Counted counted when counted.count() == 0 -> " loses its values.";
            case Answer.Counted counted ->
                " loses " + counted.display() + (counted.count() == 1 ? " value" : " values")
                        + (counted.live() ? "" : " of the sample rows") + ".";
            case Answer.Unknown ignored -> " loses its values.";
        };
        Finding finding = Finding.of("DS103", name(), step, "Dropping column " + name + loss)
                .about(drop.ref())
                .known(evidence(values));
        return Optional.of(waiting(
                finding,
                "column",
                "ALTER TABLE " + Names.quote(drop.table()) + " RENAME COLUMN "
                        + Names.quote(drop.column().name()),
                drop.column().name()));
    }

    /** The tables of a dropped schema are counted in its own finding, but for those that the plan itself moved there. */
    private static boolean goesWithSchema(LintInput input, String schema, ObjectRef origin) {
        ObjectRef ref = ObjectRef.of(ObjectKind.SCHEMA, schema);
        return input.steps().stream()
                .filter(s -> s.changes(Change.DropObject.class).stream()
                        .anyMatch(d -> d.ref().equals(ref)))
                .flatMap(s -> input.history().origin(ref, s).stream())
                .anyMatch(
                        s -> origin.schema().equals(s.name()) || origin.schema().equals(schema));
    }

    /** A partition that goes with its root in one statement is part of the root's finding. */
    private static boolean parentGoes(LintStep step, Table table) {
        return table.partitionOf()
                .map(Table.PartitionOf::parent)
                .filter(parent -> step.changes(Change.DropObject.class).stream()
                        .anyMatch(d -> d.ref().equals(parent)))
                .isPresent();
    }

    private static boolean fromParent(LintStep step, Change.DropColumn drop) {
        return drop.column().inherited()
                && step.changes(Change.DropColumn.class).stream()
                        .anyMatch(other -> !other.column().inherited()
                                && other.column().name().equals(drop.column().name()));
    }

    private static boolean computedAgain(LintInput input, LintStep step, Change.DropColumn drop) {
        return drop.column().generated().isPresent()
                && input.from(step).stream()
                        .flatMap(s -> s.changes(Change.AddColumn.class).stream())
                        .anyMatch(add -> add.ref().equals(drop.ref())
                                && add.column().generated().isPresent());
    }

    private static String rowsOf(Answer.Counted counted) {
        return counted.display()
                + (counted.count() == 1 ? " row" : " rows")
                + (counted.live() ? "" : " of sample data");
    }

    static Diagnostic.Evidence evidence(Answer answer) {
        return answer instanceof Answer.Counted counted && counted.count() > 0
                ? counted.evidence()
                : Diagnostic.Evidence.DEV_DATABASE;
    }

    /** With the way to wait instead, unless the name says that somebody has waited: its time is counted elsewhere. */
    private static Diagnostic waiting(Finding finding, String kind, String rename, String name) {
        Finding whole = name.startsWith(DEPRECATED)
                ? finding
                : finding.fix(
                        "Rename the " + kind + " and drop it after a waiting time",
                        rename + " TO " + Names.quote(DEPRECATED + name) + ";");
        return whole.build();
    }
}
