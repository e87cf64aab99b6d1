package dev.countersign.lint.analyzers;

import dev.countersign.catalog.Catalog;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What breaks programs that still use the old shape: BC101 table renamed, BC102 column renamed; and, where the policy asks for it, BC103 table dropped, BC104
 * column dropped. Silent when the plan created the object, or when it leaves something under the old name: a view for a table, a column for a column.
 */
public final class IncompatibleAnalyzer implements Analyzer {

    @Override
    public String name() {
        return "incompatible";
    }

    @Override
    public List<String> codes() {
        return List.of("BC101", "BC102", "BC103", "BC104");
    }

    @Override
    public List<PossibleFinding> possible(String dialect) {
        return List.of(
                new PossibleFinding("BC101", Verb.RENAME, ObjectKind.TABLE, ""),
                new PossibleFinding("BC102", Verb.RENAME, ObjectKind.COLUMN, ""),
                new PossibleFinding("BC103", Verb.DROP, ObjectKind.TABLE, "when the policy asks for it"),
                new PossibleFinding("BC104", Verb.DROP, ObjectKind.COLUMN, "when the policy asks for it"));
    }

    @Override
    public List<Diagnostic> analyze(LintInput input) {
        List<Diagnostic> found = new ArrayList<>();
        for (LintStep step : input.steps()) {
            for (Change change : step.changes()) {
                switch (change) {
                    case Change.RenameObject rename
                    when rename.kind() == ObjectKind.TABLE ->
                        table(input, step, rename).ifPresent(found::add);
                    case Change.RenameColumn rename ->
                        column(input, step, rename).ifPresent(found::add);
                    case Change.DropObject drop
                    when drop.ref().kind() == ObjectKind.TABLE ->
                        droppedTable(input, step, drop).ifPresent(found::add);
                    case Change.DropColumn drop ->
                        droppedColumn(input, step, drop).ifPresent(found::add);
                    default -> {
                        // keeps its name
                    }
                }
            }
        }
        return found;
    }

    private Optional<Diagnostic> table(LintInput input, LintStep step, Change.RenameObject rename) {
        ObjectRef view = new ObjectRef(ObjectKind.VIEW, rename.ref().path());
        boolean viewKeepsName = input.from(step).stream().anyMatch(s -> shows(s.after(), view, rename.newRef()));
        if (!input.existing(rename.ref(), step) || viewKeepsName) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                        "BC101",
                        name(),
                        step,
                        "Renaming table " + Names.quote(rename.ref().name()) + " to "
                                + Names.quote(rename.newRef().name())
                                + " breaks programs that still use the old name.")
                .about(rename.ref())
                .fix(
                        "Leave a view under the old name",
                        step.sql() + "\nCREATE VIEW " + Names.quote(rename.ref()) + " AS SELECT * FROM "
                                + Names.quote(rename.newRef()) + ";")
                .build());
    }

    /** Whether there is a view of that name that reads the table and nothing else. */
    private static boolean shows(Catalog state, ObjectRef view, ObjectRef table) {
        List<ObjectRef> read = state.references(view).stream()
                .map(ref -> ref.kind() == ObjectKind.COLUMN
                        ? new ObjectRef(
                                ObjectKind.TABLE,
                                ref.path().subList(0, ref.path().size() - 1))
                        : ref)
                .filter(ref -> ref.kind() == ObjectKind.TABLE || ref.kind() == ObjectKind.VIEW)
                .map(ObjectRef::path)
                .distinct()
                .map(path -> new ObjectRef(ObjectKind.TABLE, path))
                .toList();
        return read.equals(List.of(table));
    }

    private Optional<Diagnostic> droppedTable(LintInput input, LintStep step, Change.DropObject drop) {
        Function<ObjectRef, String> words = input.settings().announced().get(ObjectKind.TABLE);
        ObjectRef view = new ObjectRef(ObjectKind.VIEW, drop.ref().path());
        boolean nameIsBack = input.from(step).stream()
                .anyMatch(s -> s.after().contains(view) || s.after().contains(drop.ref()));
        if (words == null || nameIsBack || !input.existing(drop.ref(), step)) {
            return Optional.empty();
        }
        return Optional.of(dropped(
                "BC103", step, drop.ref(), "table " + Names.quote(drop.ref().name()), words));
    }

    private Optional<Diagnostic> droppedColumn(LintInput input, LintStep step, Change.DropColumn drop) {
        Function<ObjectRef, String> words = input.settings().announced().get(ObjectKind.COLUMN);
        if (words == null
                || drop.column().inherited()
                || nameIsBack(input, step, drop.table(), drop.column().name())
                || !input.existing(drop.table(), step)
                || input.history().origin(drop.ref(), step).isEmpty()) {
            return Optional.empty();
        }
        String column = "column "
                + Names.quote(drop.table().name() + "." + drop.column().name());
        return Optional.of(dropped("BC104", step, drop.ref(), column, words));
    }

    private Diagnostic dropped(
            String code, LintStep step, ObjectRef ref, String what, Function<ObjectRef, String> message) {
        String words = message.apply(ref);
        return Finding.of(
                        code,
                        name(),
                        step,
                        "Dropping " + what + " breaks programs that still use it."
                                + (words.isBlank() ? "" : " " + words))
                .about(ref)
                .build();
    }

    /** Whether a column of that name is added from that step on. */
    private static boolean nameIsBack(LintInput input, LintStep step, ObjectRef table, String column) {
        return input.from(step).stream()
                .flatMap(s -> s.changes(Change.AddColumn.class).stream())
                .anyMatch(add ->
                        add.column().name().equals(column) && add.table().name().equals(table.name()));
    }

    private Optional<Diagnostic> column(LintInput input, LintStep step, Change.RenameColumn rename) {
        if (rename.current().inherited()
                || nameIsBack(input, step, rename.table(), rename.current().name())
                || !input.existing(rename.table(), step)
                || input.history().origin(rename.ref(), step).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                        "BC102",
                        name(),
                        step,
                        "Renaming column "
                                + Names.quote(rename.table().name() + "."
                                        + rename.current().name())
                                + " to " + Names.quote(rename.newName())
                                + " breaks programs that still use the old name.")
                .about(rename.ref())
                .fix("Add the new column beside the old one, write both, and drop the old one later")
                .build());
    }
}
