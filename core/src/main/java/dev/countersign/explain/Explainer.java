package dev.countersign.explain;

import dev.countersign.diff.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects for an object, in the order in which the engine applies them, the lines of the policy that are about it. */
public final class Explainer {
    private static final int MOST_INSIDE = 5;

    private final Facts facts;
    private final Places places;

    public Explainer(Facts facts) {
        this.facts = facts;
        this.places = new Places(facts.project(), facts.environment());
    }

    /** What decides about the object, and why. */
    public ObjectExplanation explain(Subject subject) {
        List<Step> steps = new ArrayList<>(new ScopeSteps(facts, places).of(subject));
        boolean outside =
                subject.leftOut().isPresent() || steps.stream().anyMatch(s -> s.weight() == Step.Weight.DECIDES);
        if (!outside) {
            steps.addAll(new PlanSteps(facts, places).of(subject));
            steps.addAll(new ReviewSteps(facts, places).of(subject));
            steps.addAll(new FileSteps(facts, places).of(subject));
            steps.addAll(new GuardSteps(facts).of(subject));
            steps.addAll(new DropSteps(facts, places).of(subject));
            steps.addAll(new VerdictSteps(facts, places).of(subject));
        }
        return new ObjectExplanation(subject, change(subject), steps);
    }

    private static String change(Subject subject) {
        if (subject.leftOut().isPresent()) {
            return "It takes no part in the comparison: " + subject.leftOut().get() + ".";
        }
        return subject.happening()
                .map(h -> h.changes().isEmpty()
                        ? unchanged(h.inside())
                        : "Between the states: "
                                + h.changes().stream()
                                        .map(Explainer::change)
                                        .distinct()
                                        .collect(Collectors.joining("; "))
                                + ".")
                .orElse("No state was read; below is what would hold.");
    }

    private static String unchanged(List<Change> inside) {
        if (inside.isEmpty()) {
            return "Both states have it and it is the same in both; below is what would hold.";
        }
        String most = inside.stream()
                .limit(MOST_INSIDE)
                .map(change -> change(change) + " " + change.ref().display())
                .collect(Collectors.joining("; "));
        int more = inside.size() - MOST_INSIDE;
        return "Both states have it. What differs is inside, and is asked for by its own name: " + most
                + (more > 0 ? "; and " + more + " more" : "") + ". Below is what would hold about itself.";
    }

    private static String change(Change change) {
        String what = Phrases.change(change.verb(), change.kind());
        return switch (change) {
            case Change.ModifyObject modify -> what + " (" + String.join(", ", modify.attributes()) + ")";
            case Change.ModifyColumn modify -> what + " (" + String.join(", ", modify.attributes()) + ")";
            case Change.RenameObject rename -> what + " to " + rename.newRef().name();
            case Change.RenameColumn rename -> what + " to " + rename.newName();
            case Change.AddObject ignored -> what;
            case Change.DropObject ignored -> what;
            case Change.AddColumn ignored -> what;
            case Change.DropColumn ignored -> what;
        };
    }
}
