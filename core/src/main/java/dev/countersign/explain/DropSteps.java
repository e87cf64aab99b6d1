package dev.countersign.explain;

import static dev.countersign.explain.ControlPoint.DEPRECATION;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.deprecation.DropGate;
import dev.countersign.deprecation.Terms;
import dev.countersign.diff.Change;
import dev.countersign.policy.DeprecationPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether an object may be dropped yet. */
final class DropSteps {
    private static final Set<ObjectKind> CLOCKED = Set.of(ObjectKind.SCHEMA, ObjectKind.TABLE, ObjectKind.COLUMN);

    private final Facts facts;
    private final Places places;

    DropSteps(Facts facts, Places places) {
        this.facts = facts;
        this.places = places;
    }

    List<Step> of(Subject subject) {
        Optional<DeprecationPolicy> policy = facts.environment().lint().deprecation();
        boolean drops = subject.may(Change.Verb.DROP);
        if (policy.isEmpty()
                || facts.terms().isEmpty()
                || !drops
                || !CLOCKED.contains(subject.ref().kind())) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        Terms terms = facts.terms().get();
        String name = subject.ref().name();
        Stated prefix = places.stated("deprecation.prefix", policy.get().prefix());
        boolean called = name.startsWith(terms.prefix());
        if (!called && goesAlong(subject)) {
            return List.of(Step.decides(
                    DEPRECATION,
                    prefix,
                    "It is dropped with what it is in; the name of that, and since when it has it, decide."));
        }
        steps.add(
                called
                        ? Step.decides(DEPRECATION, prefix, "Its name says that it is deprecated.")
                        : Step.decides(
                                DEPRECATION,
                                prefix,
                                "Its name does not say that it is deprecated: it may be dropped only through "
                                        + (subject.ref().kind() == ObjectKind.COLUMN ? "allow_column" : "allow_table")
                                        + ". Rename it to " + terms.prefix() + name + " first."));
        Stated window = places.stated("deprecation.window", policy.get().window());
        Stated shown = new Stated(window.rule(), window.place(), terms.windowText(), window.origins());
        List<String> clock = subject.happening().map(Subject.Happening::findings).orElse(List.of()).stream()
                .filter(f -> f.code().equals(DropGate.CODE))
                .map(f -> f.message())
                .toList();
        if (!clock.isEmpty()) {
            clock.forEach(message -> steps.add(Step.decides(DEPRECATION, shown, message)));
        } else if (called) {
            steps.add(Step.open(
                    DEPRECATION,
                    shown,
                    "It may be dropped when it has had this name for that long, counted from a recorded rename; "
                            + "'countersign deprecations' says since when it has."));
        }
        evidence(policy.get(), called, steps);
        return steps;
    }

    /** Whether the plan drops it and nothing is found about that: the drop of its schema or table is what is judged. */
    private static boolean goesAlong(Subject subject) {
        return subject.actual()
                && subject.happening()
                        .filter(h -> !h.statements().isEmpty()
                                && h.findings().stream()
                                        .noneMatch(f -> f.code().equals(DropGate.CODE)
                                                || f.code().startsWith("DS10")))
                        .isPresent();
    }

    private void evidence(DeprecationPolicy policy, boolean called, List<Step> steps) {
        if (called && policy.requireEvidence().value()) {
            steps.add(Step.open(
                    DEPRECATION,
                    places.stated("deprecation.require_evidence", policy.requireEvidence()),
                    "The database's statistics must show that nobody used it for a window."));
        }
        if (called && policy.restartOnRead().value()) {
            steps.add(Step.open(
                    DEPRECATION,
                    places.stated("deprecation.restart_on_read", policy.restartOnRead()),
                    "A read after the rename starts the window again."));
        }
    }
}
