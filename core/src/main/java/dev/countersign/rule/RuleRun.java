package dev.countersign.rule;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Privileges;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.diff.Change;
import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclValue;
import dev.countersign.rule.Rule.Assertion;
import dev.countersign.rule.Rule.Walk;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One evaluation of a rule set over states and changes. A rule that cannot be evaluated is named and looked at no further. */
public final class RuleRun {
    private final RuleSet set;
    private final Conditions conditions;
    private final Map<Catalog, World> worlds = new IdentityHashMap<>();
    private final Set<String> notEvaluated = new LinkedHashSet<>();
    private final Set<String> failed = new LinkedHashSet<>();

    RuleRun(RuleSet set) {
        this.set = set;
        this.conditions = new Conditions(set.predicates(), set.variables());
    }

    /** What could not be evaluated so far, one sentence each, beside what the set itself {@linkplain RuleSet#notEvaluated() leaves out}. */
    public List<String> notEvaluated() {
        return List.copyOf(notEvaluated);
    }

    /** What {@code rule "schema"} rules find in a state. */
    public List<Violation> state(Catalog catalog) {
        Set<Violation> found = new LinkedHashSet<>();
        World world = world(catalog);
        for (Rule rule : set.rules()) {
            if (!rule.migrate()) {
                for (Walk walk : rule.walks()) {
                    guarded(rule, () -> world.all(walk.word()).forEach(subject -> visit(rule, walk, subject, found)));
                }
            }
        }
        return List.copyOf(found);
    }

    /**
     * What {@code rule "migrate"} rules find in something that was changed.
     *
     * @param verb what happened to it
     * @param ref its identity in the state
     * @param catalog the state to look at: the one before for drops, else one after the change
     */
    public List<Violation> changed(Change.Verb verb, ObjectRef ref, Catalog catalog) {
        Set<Violation> found = new LinkedHashSet<>();
        World world = world(catalog);
        for (Rule rule : set.rules()) {
            for (Walk walk : rule.walks()) {
                if (rule.migrate() && walk.verb().filter(verb::equals).isPresent()) {
                    guarded(rule, () -> subjects(world, walk.word(), ref).forEach(s -> visit(rule, walk, s, found)));
                }
            }
        }
        return List.copyOf(found);
    }

    private static List<Subject> subjects(World world, String word, ObjectRef ref) {
        Optional<SchemaObject> object = world.catalog().find(ref);
        if (word.equals("permission")) {
            return object.filter(Privileges.class::isInstance)
                    .map(Privileges.class::cast)
                    .map(p -> world.permissions(p.target()).stream()
                            .filter(s -> s.ref().equals(ref))
                            .toList())
                    .orElse(List.of());
        }
        if (word.equals("column")) {
            return object.isEmpty() ? world.find(ref).stream().toList() : List.of();
        }
        return object.filter(o -> World.words(o).contains(word)).stream()
                .map(world::of)
                .toList();
    }

    private World world(Catalog catalog) {
        return worlds.computeIfAbsent(catalog, c -> new World(c, set.kinds()));
    }

    private void guarded(Rule rule, Runnable look) {
        if (failed.contains(rule.name())) {
            return;
        }
        try {
            look.run();
        } catch (HclException e) {
            failed.add(rule.name());
            notEvaluated.add("The rule \"" + rule.name() + "\" could not be evaluated: "
                    + e.problems().getFirst().summary());
        }
    }

    private void visit(Rule rule, Walk walk, Subject subject, Set<Violation> found) {
        Optional<Subject> self = Optional.of(subject);
        for (Condition match : walk.match()) {
            if (!conditions.holds(match, self)) {
                return;
            }
        }
        for (Assertion assertion : walk.assertions()) {
            if (!conditions.holds(assertion.condition(), self)) {
                found.add(new Violation(
                        rule.name(),
                        assertion.range().file() + ":" + assertion.range().line(),
                        subject.ref(),
                        message(rule, assertion, subject)));
            }
        }
        for (Walk inner : walk.inner()) {
            for (Subject child : conditions.children(subject, inner.word())) {
                visit(rule, inner, child, found);
            }
        }
    }

    private String message(Rule rule, Assertion assertion, Subject subject) {
        if (assertion.message().isEmpty()) {
            return rule.description() + ": " + subject.ref();
        }
        if (set.isSecret(assertion.message().get())) {
            return rule.description() + ": " + subject.ref()
                    + " (the message is not shown, as it says what is sensitive)";
        }
        HclValue value = conditions.value(assertion.message().get(), Optional.of(subject));
        return Conversions.text(value).orElse(rule.description());
    }

    /** Everything that this evaluation says of one state. */
    public RuleReport report(Catalog catalog) {
        List<Violation> found = new ArrayList<>(state(catalog));
        List<String> open = new ArrayList<>(set.notEvaluated());
        open.addAll(notEvaluated);
        return new RuleReport(found, open);
    }
}
