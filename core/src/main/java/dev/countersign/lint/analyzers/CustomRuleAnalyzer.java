package dev.countersign.lint.analyzers;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import dev.countersign.lint.Analyzer;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.rule.RuleRun;
import dev.countersign.rule.RuleSet;
import dev.countersign.rule.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rules of the project's own. A rule about the schema reports what the plan brings, at the last statement that touched the object; what was wrong before is
 * nobody's fault now. A rule about migrations looks at what the plan changes as it is when the plan is through, so that a table may get its key by a statement
 * of its own.
 */
public final class CustomRuleAnalyzer implements Analyzer {
    /** What stands in front of the set's name in the name of its findings' analyzer. */
    public static final String PREFIX = "rule/";

    /** What makes a fault the same before and after: not its words, which may count something. */
    private record Fault(String rule, String where, ObjectRef object) {}

    @Override
    public String name() {
        return "rule";
    }

    /** The codes are the names of rules, which only the project knows. */
    @Override
    public List<String> codes() {
        return List.of();
    }

    @Override
    public List<Diagnostic> analyze(LintInput input) {
        List<Diagnostic> found = new ArrayList<>();
        input.settings().rules().forEach(set -> run(set, input, found));
        return found;
    }

    @Override
    public List<String> notEvaluated(LintInput input) {
        return input.settings().rules().stream()
                .flatMap(set -> run(set, input, new ArrayList<>()).notEvaluated().stream())
                .toList();
    }

    private static RuleRun run(RuleSet set, LintInput input, List<Diagnostic> found) {
        RuleRun run = set.run();
        if (input.steps().isEmpty()) {
            return run;
        }
        Deeds deeds = new Deeds(input.steps());
        Set<Fault> before = new HashSet<>();
        run.state(input.steps().getFirst().before())
                .forEach(v -> before.add(new Fault(v.rule(), v.where(), v.object())));
        for (Violation violation : run.state(input.steps().getLast().after())) {
            if (!before.contains(new Fault(violation.rule(), violation.where(), deeds.before(violation.object())))) {
                found.add(finding(set, violation, lastTouch(violation.object(), input)));
            }
        }
        Map<Violation, LintStep> changes = new LinkedHashMap<>();
        for (Deeds.Deed deed : deeds.all()) {
            run.changed(deed.verb(), deed.ref(), deed.state()).forEach(v -> changes.putIfAbsent(v, deed.step()));
        }
        changes.forEach((violation, step) -> found.add(finding(set, violation, step)));
        return run;
    }

    private static Diagnostic finding(RuleSet set, Violation violation, LintStep step) {
        return Finding.of(
                        violation.rule(),
                        PREFIX + set.name(),
                        step,
                        violation.message() + " (rule \"" + violation.rule() + "\", " + violation.where() + ")")
                .about(violation.object())
                .build();
    }

    /** The last statement that did something to the object, to what is in it or to what it is in. */
    private static LintStep lastTouch(ObjectRef object, LintInput input) {
        for (LintStep step : input.steps().reversed()) {
            if (step.changes().stream().anyMatch(c -> touches(c, object))) {
                return step;
            }
        }
        for (LintStep step : input.steps().reversed()) {
            Optional<ObjectRef> table = table(object, step.after());
            if (table.isPresent() && step.changes().stream().anyMatch(c -> touches(c, table.get()))) {
                return step;
            }
        }
        return input.steps().getLast();
    }

    private static boolean touches(Change change, ObjectRef object) {
        List<ObjectRef> refs = new ArrayList<>(List.of(change.ref()));
        switch (change) {
            case Change.RenameObject rename -> refs.add(rename.newRef());
            case Change.RenameColumn rename -> refs.add(ObjectRef.column(rename.table(), rename.newName()));
            case Change.AddObject add -> Deeds.table(add.object()).ifPresent(refs::add);
            case Change.DropObject drop -> Deeds.table(drop.object()).ifPresent(refs::add);
            case Change.ModifyObject modify -> Deeds.table(modify.current()).ifPresent(refs::add);
            case Change.AddColumn column -> refs.add(column.table());
            case Change.DropColumn column -> refs.add(column.table());
            case Change.ModifyColumn column -> refs.add(column.table());
        }
        return refs.contains(object);
    }

    private static Optional<ObjectRef> table(ObjectRef object, Catalog state) {
        if (object.kind() == ObjectKind.COLUMN) {
            return Optional.of(new ObjectRef(
                    ObjectKind.TABLE, object.path().subList(0, object.path().size() - 1)));
        }
        return state.find(object).flatMap(Deeds::table);
    }
}
