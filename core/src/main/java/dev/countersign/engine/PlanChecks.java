package dev.countersign.engine;

import dev.countersign.hcl.HclValue;
import dev.countersign.plan.Plan;
import dev.countersign.plan.Statement;
import dev.countersign.policy.ApplyCheck;
import dev.countersign.review.Outcome.Reason;
import java.util.ArrayList;
import java.util.List;

/** What the project file's {@code check} blocks say of a plan. A check without an answer blocks like one that denies. */
record PlanChecks(List<Reason> refusals, List<String> notEvaluated) {
    PlanChecks {
        refusals = List.copyOf(refusals);
        notEvaluated = List.copyOf(notEvaluated);
    }

    static PlanChecks of(List<ApplyCheck> checks, Plan plan) {
        List<Reason> refusals = new ArrayList<>();
        List<String> notEvaluated = new ArrayList<>();
        if (checks.isEmpty() || plan.isEmpty()) {
            return new PlanChecks(refusals, notEvaluated);
        }
        HclValue self = ApplyCheck.self(
                "plan.sql", plan.statements().stream().map(Statement::sql).toList());
        for (ApplyCheck check : checks) {
            check.answer(self).ifPresent(answer -> {
                switch (answer) {
                    case ApplyCheck.Answer.Denied denied ->
                        refusals.add(new Reason(
                                Reason.Kind.CHECK,
                                true,
                                "The policy denies this plan: " + denied.rule() + " (" + denied.range() + ")"
                                        + (denied.message().isBlank() ? "." : ": " + denied.message())));
                    case ApplyCheck.Answer.Undecided undecided ->
                        notEvaluated.add(undecided.range() + ": " + undecided.rule() + " is not evaluated: "
                                + undecided.reason());
                }
            });
        }
        return new PlanChecks(refusals, notEvaluated);
    }
}
