package dev.countersign.lint.analyzers;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.lint.Analyzer;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintSettings.NameRule;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** New names against the policy's patterns, NM101 to NM106. Names that were there before are nobody's fault now. */
public final class NamingAnalyzer implements Analyzer {

    private record Kind(String code, String label) {}

    private static final Map<ObjectKind, Kind> KINDS = Map.of(
            ObjectKind.SCHEMA, new Kind("NM101", "Schema"),
            ObjectKind.TABLE, new Kind("NM102", "Table"),
            ObjectKind.COLUMN, new Kind("NM103", "Column"),
            ObjectKind.INDEX, new Kind("NM104", "Index"),
            ObjectKind.UNIQUE, new Kind("NM104", "Index"),
            ObjectKind.FOREIGN_KEY, new Kind("NM105", "Foreign-key constraint"),
            ObjectKind.CHECK, new Kind("NM106", "Check constraint"));

    @Override
    public String name() {
        return "naming";
    }

    @Override
    public List<String> codes() {
        return KINDS.values().stream().map(Kind::code).distinct().sorted().toList();
    }

    @Override
    public List<Diagnostic> analyze(LintInput input) {
        List<Diagnostic> found = new ArrayList<>();
        if (input.settings().naming().isEmpty()) {
            return found;
        }
        Set<ObjectRef> passing = passing(input);
        Set<ObjectRef> judged = new HashSet<>();
        for (LintStep step : input.steps()) {
            for (ObjectRef ref : newNames(step, passing)) {
                boolean old = exists(input.steps().getFirst().before(), ref);
                if (!passing.contains(ref) && !inside(passing, ref) && !old && judged.add(ref)) {
                    judge(input, step, ref).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private Optional<Diagnostic> judge(LintInput input, LintStep step, ObjectRef ref) {
        // a unique constraint is an index to everybody who looks for its name
        NameRule rule = input.settings().naming().get(ref.kind() == ObjectKind.UNIQUE ? ObjectKind.INDEX : ref.kind());
        if (rule == null || rule.match().matcher(ref.name()).find() || namedByServer(input, ref)) {
            return Optional.empty();
        }
        Kind kind = KINDS.get(ref.kind());
        String why = rule.message().map(m -> ": " + m).orElse(" (pattern " + rule.shown() + ")");
        return Optional.of(Finding.of(
                        kind.code(),
                        name(),
                        step,
                        kind.label() + " named " + Names.quote(ref.name()) + " violates the naming policy" + why)
                .about(ref)
                .fix("Choose a name that matches " + rule.shown())
                .build());
    }

    /** Names that the plan gives and takes again by renaming, as rebuilding a table does. */
    private static Set<ObjectRef> passing(LintInput input) {
        Set<ObjectRef> made = new HashSet<>();
        Set<ObjectRef> passing = new HashSet<>();
        for (LintStep step : input.steps()) {
            for (Change change : step.changes()) {
                if (change instanceof Change.AddObject add) {
                    made.add(add.ref());
                } else if (change instanceof Change.RenameObject rename && made.contains(rename.ref())) {
                    passing.add(rename.ref());
                    made.add(rename.newRef());
                }
            }
        }
        return passing;
    }

    private static boolean inside(Set<ObjectRef> passing, ObjectRef ref) {
        return ref.path().size() == 3
                && passing.contains(new ObjectRef(ObjectKind.TABLE, ref.path().subList(0, 2)));
    }

    private static boolean exists(Catalog state, ObjectRef ref) {
        if (ref.kind() != ObjectKind.COLUMN) {
            return state.contains(ref);
        }
        return state.find(new ObjectRef(ObjectKind.TABLE, ref.path().subList(0, 2)), Table.class)
                .filter(t -> t.column(ref.name()).isPresent())
                .isPresent();
    }

    /** The server itself names the parts of a partitioned index. */
    private static boolean namedByServer(LintInput input, ObjectRef ref) {
        return input.steps()
                .getLast()
                .after()
                .find(ref, Index.class)
                .flatMap(Index::attachedTo)
                .isPresent();
    }

    private static List<ObjectRef> newNames(LintStep step, Set<ObjectRef> passing) {
        List<ObjectRef> names = new ArrayList<>();
        for (Change change : step.changes()) {
            switch (change) {
                case Change.AddObject add -> added(add, names);
                case Change.AddColumn add -> {
                    if (!add.column().inherited()) {
                        names.add(add.ref());
                    }
                }
                case Change.RenameObject rename -> {
                    names.add(rename.newRef());
                    if (passing.contains(rename.ref()) && rename.current() instanceof Table table) {
                        table.columns().forEach(c -> names.add(ObjectRef.column(rename.newRef(), c.name())));
                    }
                }
                case Change.RenameColumn rename -> names.add(ObjectRef.column(rename.table(), rename.newName()));
                case Change.DropObject ignored -> {
                    // no new name
                }
                case Change.ModifyObject ignored -> {
                    // no new name
                }
                case Change.DropColumn ignored -> {
                    // no new name
                }
                case Change.ModifyColumn ignored -> {
                    // no new name
                }
            }
        }
        return names.stream().filter(ref -> KINDS.containsKey(ref.kind())).toList();
    }

    private static void added(Change.AddObject add, List<ObjectRef> names) {
        if (add.object() instanceof CheckConstraint check && check.inherited()) {
            return;
        }
        names.add(add.ref());
        if (add.object() instanceof Table table) {
            table.columns().stream()
                    .filter(c -> !c.inherited())
                    .map(Column::name)
                    .forEach(c -> names.add(ObjectRef.column(table.ref(), c)));
        }
    }
}
