package dev.countersign.explain;

import static dev.countersign.explain.ControlPoint.REVIEW;

import dev.countersign.hcl.SourceRange;
import dev.countersign.lint.OwnershipRules;
import dev.countersign.policy.OwnershipPolicy;
import dev.countersign.policy.RuleSource;
import dev.countersign.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the one who acts may change an object, and which rules of the project's own look at it. */
final class GuardSteps {
    private final Facts facts;

    GuardSteps(Facts facts) {
        this.facts = facts;
    }

    List<Step> of(Subject subject) {
        List<Step> steps = new ArrayList<>();
        facts.lint().ownership().ifPresent(rules -> owners(rules, subject, steps));
        facts.environment().lint().guards().rules().forEach(source -> rules(source, subject, steps));
        return steps;
    }

    private void owners(OwnershipRules rules, Subject subject, List<Step> steps) {
        OwnershipPolicy policy = facts.environment().lint().guards().ownership().orElseThrow();
        Stated block = new Stated(
                "lint.ownership",
                Optional.of(policy.range()),
                rules.allowByDefault() ? "default ALLOW" : "default DENY",
                List.of());
        if (rules.actor().isEmpty()) {
            steps.add(Step.unknown(
                    REVIEW,
                    block,
                    "Nobody said who makes the change; name them with --actor or in COUNTERSIGN_ACTOR."));
        }
        rules.unknown().forEach(why -> steps.add(Step.unknown(REVIEW, block, why + ".")));
        boolean knows = rules.actor().isPresent() && rules.unknown().isEmpty();
        String actor = rules.actor().orElse("");
        Map<String, SourceRange> ranges = new HashMap<>();
        policy.rules().forEach(r -> ranges.putIfAbsent((r.allow() ? "allow " : "deny ") + r.name(), r.range()));
        List<OwnershipRules.Rule> about = rules.rules().stream()
                .filter(r -> r.pattern().matches(subject.ref(), subject.path()))
                .toList();
        Optional<OwnershipRules.Rule> denied =
                about.stream().filter(r -> !r.allow() && r.applies()).findFirst();
        Optional<OwnershipRules.Rule> owner =
                about.stream().filter(OwnershipRules.Rule::allow).findFirst();
        for (OwnershipRules.Rule rule : rules.rules()) {
            String word = rule.allow() ? "allow" : "deny";
            Stated stated = new Stated(
                    "lint.ownership " + word + " \"" + rule.name() + "\"",
                    Optional.ofNullable(ranges.get(word + " " + rule.name())),
                    rule.pattern().text(),
                    List.of());
            steps.add(owner(rule, stated, about.contains(rule), knows, actor, denied, owner));
        }
        if (owner.isEmpty() && denied.isEmpty()) {
            steps.add(
                    rules.allowByDefault()
                            ? Step.idle(REVIEW, block, "No rule is about it, and what no rule is about may be changed.")
                            : Step.decides(
                                    REVIEW, block, "No rule allows a change of it: it would be reported as OW101."));
        }
    }

    private static Step owner(
            OwnershipRules.Rule rule,
            Stated stated,
            boolean about,
            boolean knows,
            String actor,
            Optional<OwnershipRules.Rule> denied,
            Optional<OwnershipRules.Rule> owner) {
        if (!about) {
            return Step.idle(REVIEW, stated, "It is about other objects.");
        }
        String people = rule.people().isEmpty() ? "everybody" : String.join(", ", rule.people());
        if (!knows) {
            return Step.open(REVIEW, stated, "It is about this object, and names " + people + ".");
        }
        if (!rule.allow()) {
            return !rule.applies()
                    ? Step.idle(REVIEW, stated, "It is about this object, and does not name " + actor + ".")
                    : denied.filter(rule::equals).isPresent()
                            ? Step.decides(
                                    REVIEW,
                                    stated,
                                    "It denies " + actor + " any change, which no allow rule outweighs: OW102.")
                            : Step.idle(REVIEW, stated, "An earlier rule denies it already.");
        }
        if (denied.isPresent()) {
            return Step.idle(REVIEW, stated, "A deny rule outweighs it.");
        }
        if (owner.filter(rule::equals).isEmpty()) {
            return Step.idle(REVIEW, stated, "An earlier allow rule is about this object and decides.");
        }
        return Step.decides(
                REVIEW,
                stated,
                rule.applies()
                        ? actor + " may change it."
                        : "It belongs to " + people + ": a change by " + actor + " is reported as OW101.");
    }

    private void rules(RuleSource source, Subject subject, List<Step> steps) {
        Optional<RuleSet> set = facts.lint().rules().stream()
                .filter(r -> r.name().equals(source.name()))
                .findFirst();
        for (RuleSet.Look look : set.map(s -> s.lookingAt(subject.ref().kind())).orElse(List.of())) {
            Stated stated = new Stated(
                    "lint.rule \"hcl\" \"" + source.name() + "\": rule \"" + look.name() + "\"",
                    Optional.of(look.range()),
                    "",
                    List.of());
            String wants = look.description().isBlank() ? "" : " (" + look.description() + ")";
            boolean found = subject.happening().map(Subject.Happening::findings).orElse(List.of()).stream()
                    .anyMatch(f -> f.code().equals(look.name()));
            steps.add(
                    found
                            ? Step.decides(REVIEW, stated, "It is broken" + wants + ".")
                            : subject.actual()
                                    ? Step.idle(
                                            REVIEW,
                                            stated,
                                            "It looks at such objects, and is not broken by this one" + wants + ".")
                                    : Step.open(
                                            REVIEW,
                                            stated,
                                            "It looks at such objects" + wants + "; findings are "
                                                    + (source.error().value() ? "errors" : "warnings") + "."));
        }
    }
}
