package dev.countersign.explain;

import static dev.countersign.explain.ControlPoint.PLAN;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.diff.Change;
import dev.countersign.policy.DiffPolicy;
import dev.countersign.policy.LockSafePolicy;
import dev.countersign.policy.SeedData;
import dev.countersign.policy.Setting;
import dev.countersign.policy.SkipKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether changes of an object are planned, and in which form. */
final class PlanSteps {
    private final DiffPolicy diff;
    private final Facts facts;
    private final Places places;

    PlanSteps(Facts facts, Places places) {
        this.facts = facts;
        this.places = places;
        this.diff = facts.environment().diff().of(facts.dialect());
    }

    List<Step> of(Subject subject) {
        List<Step> steps = new ArrayList<>();
        for (Subject.Possible change : subject.possible()) {
            List<Step> stated = skips(change, subject);
            steps.addAll(stated);
            steps.addAll(keptOut(change, subject, stated));
            forms(change, steps);
        }
        if (subject.ref().kind() == ObjectKind.TABLE) {
            facts.environment().seedData().map(data -> rows(subject, data)).ifPresent(steps::add);
        }
        subject.happening()
                .map(Subject.Happening::statements)
                .filter(s -> !s.isEmpty())
                .ifPresent(statements -> steps.add(Step.decides(
                        PLAN, Stated.byDefault("plan", ""), "The plan runs: " + String.join(" ", statements))));
        return steps;
    }

    private Step rows(Subject subject, SeedData data) {
        Stated stated = places.stated("data.mode", data.mode());
        return data.includes(subject.ref())
                ? Step.decides(
                        PLAN,
                        stated,
                        "Its rows follow those of the desired state, where that has any: "
                                + data.mode().value().effect() + ".")
                : Step.idle(
                        PLAN, stated, "Its rows take no part: include and exclude of the data block choose others.");
    }

    private List<Step> skips(Subject.Possible change, Subject subject) {
        List<SkipKey> keys = facts.skipKeys().apply(change.kind(), change.verb());
        List<Step> steps = new ArrayList<>();
        boolean named = false;
        for (SkipKey key : keys) {
            Optional<Setting<Boolean>> setting = diff.skip().stated(key);
            if (setting.isPresent()) {
                Stated stated = places.stated("diff.skip." + key.hclName(), setting.get());
                steps.add(
                        named && key.subject() == SkipKey.Subject.ANY
                                ? Step.idle(PLAN, stated, "It counts only for what no other line names.")
                                : skip(stated, setting.get().value(), change, subject));
                named = true;
            }
        }
        if (steps.isEmpty() && (subject.actual() || change.verb() == Change.Verb.DROP)) {
            String why = keys.isEmpty()
                    ? "diff.skip has no key for objects of the kind "
                            + change.kind().label() + ": "
                    : "No line says otherwise: ";
            steps.add(Step.idle(
                    PLAN,
                    Stated.byDefault(
                            "diff.skip" + (keys.isEmpty() ? "" : "." + keys.getFirst()), keys.isEmpty() ? "" : "false"),
                    why + change.text() + " " + Phrases.be(subject.actual()) + " planned."));
        }
        return steps;
    }

    private static Step skip(Stated stated, boolean on, Subject.Possible change, Subject subject) {
        String is = change.text() + " " + Phrases.be(subject.actual());
        if (!on) {
            return Step.idle(PLAN, stated, is + " planned.");
        }
        boolean applied = !subject.actual()
                || keptOut(change, subject).anyMatch(kept -> kept.reason().contains(stated.rule() + " "));
        return applied
                ? Step.decides(
                        PLAN,
                        stated,
                        is + " kept out of the plan: " + Phrases.staying(change.verb(), change.kind()) + ".")
                : Step.idle(PLAN, stated, "It is about tables that are in both states, or another line decided first.");
    }

    private static Stream<Subject.KeptOut> keptOut(Subject.Possible change, Subject subject) {
        return subject.happening().map(Subject.Happening::keptOut).orElse(List.of()).stream()
                .filter(kept -> kept.change().verb() == change.verb());
    }

    /** What the comparison kept out for another reason than the object's own keys, such as a table that stays with everything in it. */
    private static List<Step> keptOut(Subject.Possible change, Subject subject, List<Step> stated) {
        return keptOut(change, subject)
                .filter(kept -> stated.stream().noneMatch(s -> s.weight() == Step.Weight.DECIDES))
                .map(kept -> Step.decides(
                        PLAN,
                        Stated.byDefault("diff.skip", ""),
                        change.text() + " is kept out of the plan: " + kept.reason() + "."))
                .toList();
    }

    private void forms(Subject.Possible change, List<Step> all) {
        List<Step> steps = new ArrayList<>();
        LockSafePolicy safe = diff.lockSafe();
        switch (change.verb()) {
            case ADD -> {
                switch (change.kind()) {
                    case INDEX ->
                        form(
                                "concurrent_index.create",
                                diff.concurrentCreate(),
                                "the index is built CONCURRENTLY, outside a transaction",
                                steps);
                    case CHECK ->
                        form(
                                "check.lock_safe",
                                safe.check(),
                                "the check is added NOT VALID and validated in a later transaction",
                                steps);
                    case FOREIGN_KEY ->
                        form(
                                "foreign_key.lock_safe",
                                safe.foreignKey(),
                                "the foreign key is added NOT VALID and validated in a later transaction",
                                steps);
                    case UNIQUE, PRIMARY_KEY ->
                        form(
                                "unique.lock_safe",
                                safe.unique(),
                                "an index is built CONCURRENTLY first, then the constraint takes it over",
                                steps);
                    default -> {
                        // other additions have one form
                    }
                }
            }
            case DROP -> {
                if (change.kind() == ObjectKind.INDEX) {
                    form(
                            "concurrent_index.drop",
                            diff.concurrentDrop(),
                            "the index is dropped CONCURRENTLY, outside a transaction",
                            steps);
                }
            }
            case MODIFY -> {
                if (change.kind() == ObjectKind.COLUMN) {
                    form("not_null.lock_safe", safe.notNull(), "SET NOT NULL is proved by a check first", steps);
                }
            }
            case RENAME -> {
                // renaming has one form
            }
        }
        if (steps.stream().anyMatch(s -> s.weight() == Step.Weight.DECIDES)
                && safe.fromRows().range().isPresent()) {
            steps.add(Step.open(
                    PLAN,
                    places.stated("diff.lock_safe.from_rows", safe.fromRows()),
                    "Tables of a live database with fewer estimated rows get the short form."));
        }
        all.addAll(steps);
    }

    private void form(String rule, Setting<Boolean> setting, String effect, List<Step> steps) {
        if (setting.range().isEmpty()) {
            return;
        }
        Stated stated = places.stated("diff." + rule, setting);
        steps.add(
                setting.value()
                        ? Step.decides(PLAN, stated, "Where it is planned, " + effect + ".")
                        : Step.idle(PLAN, stated, "The short form is planned."));
    }
}
