package dev.countersign.lint.analyzers;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.TableObject;
import dev.countersign.diff.Change;
import dev.countersign.lint.Analyzer;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.OwnershipRules;
import dev.countersign.lint.OwnershipRules.Rule;
import dev.countersign.source.ObjectPattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the one who changes an object may: OW101 for objects of others and objects that no rule speaks of, OW102 for what is forbidden. A rule that denies
 * wins over every rule that allows; of those that allow, the first one that is about the object decides.
 */
public final class OwnershipAnalyzer implements Analyzer {

    @Override
    public String name() {
        return "ownership";
    }

    @Override
    public List<String> codes() {
        return List.of("OW101", "OW102");
    }

    @Override
    public List<Diagnostic> analyze(LintInput input) {
        Optional<OwnershipRules> policy = input.settings().ownership();
        if (policy.isEmpty() || !notEvaluated(input).isEmpty()) {
            return List.of();
        }
        List<Diagnostic> found = new ArrayList<>();
        for (LintStep step : input.steps()) {
            Map<ObjectRef, Diagnostic> once = new LinkedHashMap<>();
            for (Change change : step.changes()) {
                for (Touched touched : touched(change, step)) {
                    judge(policy.get(), touched, step).ifPresent(d -> once.putIfAbsent(touched.ref(), d));
                }
            }
            // a table that comes or goes as a whole is one thing to its owner, unless a rule is about a part of it
            once.entrySet().stream()
                    .filter(e -> whole(e.getKey(), step)
                            .map(once::get)
                            .filter(of -> said(of).equals(said(e.getValue())))
                            .isEmpty())
                    .forEach(e -> found.add(e.getValue()));
        }
        return found;
    }

    /** Nobody is judged as long as it is not known who acts, or what they are. */
    @Override
    public List<String> notEvaluated(LintInput input) {
        Optional<OwnershipRules> policy = input.settings().ownership();
        boolean changes = input.steps().stream().anyMatch(s -> !s.changes().isEmpty());
        if (policy.isEmpty() || !changes) {
            return List.of();
        }
        List<String> why = new ArrayList<>(policy.get().unknown());
        if (policy.get().actor().isEmpty()) {
            why.add(policy.get().where()
                    + ": ownership is not evaluated: nobody said who makes this change; name them with"
                    + " --actor or in COUNTERSIGN_ACTOR");
        }
        return why;
    }

    /** A rule about nothing that is there or changes: an object with another name is not protected by it. */
    @Override
    public List<String> notices(LintInput input) {
        Optional<OwnershipRules> policy = input.settings().ownership();
        if (policy.isEmpty() || input.steps().stream().allMatch(s -> s.changes().isEmpty())) {
            return List.of();
        }
        return policy.get()
                .idle(input.steps().getFirst().before(), input.steps().getLast().after())
                .filter(rule -> input.steps().stream()
                        .flatMap(step -> step.changes().stream().flatMap(c -> touched(c, step).stream()))
                        .noneMatch(t -> rule.pattern().matches(t.ref(), t.path())))
                .map(Rule::isIdle)
                .toList();
    }

    /** The table that a part of one comes or goes with. */
    private static Optional<ObjectRef> whole(ObjectRef part, LintStep step) {
        return Stream.of(step.after(), step.before())
                .flatMap(state -> state.find(part).stream())
                .filter(TableObject.class::isInstance)
                .map(object -> ((TableObject) object).table())
                .findFirst();
    }

    /** Code and rule of a finding, without the object that it names. */
    private static String said(Diagnostic finding) {
        return finding.code()
                + finding.message()
                        .replace(finding.object().map(ObjectRef::toString).orElse(""), "");
    }

    /** What a change concerns: the object itself, and where patterns look for it. */
    private record Touched(ObjectRef ref, List<String> path) {}

    private static List<Touched> touched(Change change, LintStep step) {
        return switch (change) {
            case Change.AddObject add -> of(add.object(), step.after());
            case Change.DropObject drop -> of(drop.object(), step.before());
            case Change.ModifyObject modify -> of(modify.current(), step.before());
            case Change.RenameObject rename -> {
                List<Touched> both = new ArrayList<>(of(rename.current(), step.before()));
                step.after().find(rename.newRef()).ifPresent(o -> both.addAll(of(o, step.after())));
                yield both;
            }
            case Change.AddColumn column -> List.of(column(column.ref()));
            case Change.DropColumn column -> List.of(column(column.ref()));
            case Change.ModifyColumn column -> List.of(column(column.ref()));
            case Change.RenameColumn column ->
                List.of(column(column.ref()), column(ObjectRef.column(column.table(), column.newName())));
        };
    }

    private static Touched column(ObjectRef column) {
        return new Touched(column, column.path());
    }

    /** A rule about an object, such as a privilege, belongs to who the object belongs to. */
    private static List<Touched> of(SchemaObject object, Catalog state) {
        Optional<ObjectRef> target = AccessRule.target(object.ref());
        Optional<SchemaObject> meant = target.flatMap(state::find);
        if (meant.isPresent()) {
            return List.of(new Touched(meant.get().ref(), ObjectPattern.path(meant.get())));
        }
        return List.of(new Touched(target.orElse(object.ref()), ObjectPattern.path(object)));
    }

    private Optional<Diagnostic> judge(OwnershipRules policy, Touched touched, LintStep step) {
        String actor = policy.actor().orElseThrow();
        List<Rule> about = policy.rules().stream()
                .filter(r -> r.pattern().matches(touched.ref(), touched.path()))
                .toList();
        Optional<Rule> denied =
                about.stream().filter(r -> !r.allow() && r.applies()).findFirst();
        if (denied.isPresent()) {
            return Optional.of(finding(
                    "OW102",
                    step,
                    touched,
                    "User \"" + actor + "\" is denied to change " + touched.ref() + " (" + place(denied.get()) + ")"));
        }
        Optional<Rule> owner = about.stream().filter(Rule::allow).findFirst();
        if (owner.isEmpty()) {
            return policy.allowByDefault()
                    ? Optional.empty()
                    : Optional.of(finding(
                            "OW101",
                            step,
                            touched,
                            "User \"" + actor + "\" may not change " + touched.ref() + ": no ownership rule allows it ("
                                    + policy.where() + ", default DENY)"));
        }
        if (owner.get().applies()) {
            return Optional.empty();
        }
        return Optional.of(finding(
                "OW101",
                step,
                touched,
                "User \"" + actor + "\" may not change " + touched.ref() + ", which belongs to "
                        + String.join(", ", owner.get().people()) + " (" + place(owner.get()) + ")"));
    }

    private static String place(Rule rule) {
        return "rule \"" + rule.name() + "\", " + rule.where();
    }

    private Diagnostic finding(String code, LintStep step, Touched touched, String message) {
        return Finding.of(code, name(), step, message).about(touched.ref()).build();
    }
}
