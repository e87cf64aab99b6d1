package dev.countersign.explain;

import static dev.countersign.explain.ControlPoint.VERDICT;

import dev.countersign.hcl.HclBlock;
import dev.countersign.policy.ReviewMode;
import dev.countersign.policy.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is asked of the plan as a whole, whatever it does to this object. */
final class VerdictSteps {
    private final Facts facts;
    private final Places places;

    VerdictSteps(Facts facts, Places places) {
        this.facts = facts;
        this.places = places;
    }

    List<Step> of(Subject subject) {
        List<Step> steps = new ArrayList<>();
        List<String> refusals =
                subject.happening().map(Subject.Happening::refusals).orElse(List.of());
        for (HclBlock check :
                places.environment().map(e -> e.body().blocks("check")).orElse(List.of())) {
            for (HclBlock rule : check.body().blocks()) {
                if (!rule.type().equals("allow") && !rule.type().equals("deny")) {
                    continue;
                }
                Stated stated =
                        new Stated(check.title() + " " + rule.title(), Optional.of(rule.typeRange()), "", List.of());
                Optional<String> refused =
                        refusals.stream().filter(r -> r.contains(stated.rule())).findFirst();
                steps.add(refused.map(r -> Step.decides(VERDICT, stated, r))
                        .orElseGet(() -> subject.happening().isPresent()
                                ? Step.idle(VERDICT, stated, "It does not refuse this plan.")
                                : Step.open(VERDICT, stated, "It is asked about every plan, in this order.")));
            }
        }
        Setting<ReviewMode> review = facts.environment().lint().review();
        steps.add(Step.decides(
                VERDICT,
                places.stated("lint.review", review),
                switch (review.value()) {
                    case ALWAYS -> "A person signs off every plan.";
                    case WARNING -> "A person signs off a plan with any finding.";
                    case ERROR -> "A person signs off a plan with an error; errors block until they do.";
                }));
        return steps;
    }
}
