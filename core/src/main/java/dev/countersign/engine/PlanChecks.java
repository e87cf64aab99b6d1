package dev.countersign.engine;

import dev.countersign.hcl.HclValue;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Severity;
import dev.countersign.lint.TextRange;
import dev.countersign.plan.Plan;
import dev.countersign.plan.Statement;
import dev.countersign.policy.ApplyCheck;
import dev.countersign.review.Outcome.Reason;
import dev.countersign.source.SqlScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the project file's {@code check} blocks say of a plan. A check without an answer blocks like one that denies.
 *
 * @param refusals what denies it
 * @param notEvaluated checks without an answer, one sentence each
 * @param notices what they found that is in nobody's way, one sentence each
 */
record PlanChecks(List<Reason> refusals, List<String> notEvaluated, List<String> notices) {
    PlanChecks {
        refusals = List.copyOf(refusals);
        notEvaluated = List.copyOf(notEvaluated);
        notices = List.copyOf(notices);
    }

    /** @param drift answers drift blocks */
    static PlanChecks of(List<ApplyCheck> checks, Plan plan, DriftGate drift) {
        List<Reason> refusals = new ArrayList<>();
        List<String> notEvaluated = new ArrayList<>();
        if (checks.isEmpty() || plan.isEmpty()) {
            return new PlanChecks(refusals, notEvaluated, List.of());
        }
        List<String> notices = new ArrayList<>();
        HclValue self = ApplyCheck.self(List.of(new ApplyCheck.PlannedFile(
                "plan.sql", plan.statements().stream().map(Statement::sql).toList())));
        for (ApplyCheck check : checks) {
            rules(check, self, refusals, notEvaluated);
            check.drift().ifPresent(terms -> {
                switch (drift.answer(check.kind(), terms)) {
                    case DriftGate.Answer.Drifted(String text) ->
                        refusals.add(new Reason(Reason.Kind.CHECK, true, text));
                    case DriftGate.Answer.Undecided(String text) -> notEvaluated.add(text);
                    case DriftGate.Answer.Told(String text) -> notices.add(text);
                    case DriftGate.Answer.Fine ignored -> {
                        // the database is as recorded
                    }
                }
            });
        }
        return new PlanChecks(refusals, notEvaluated, notices);
    }

    /** What checks about migrations say of files that somebody wrote. Nothing is compared with a database here. */
    static PlanChecks of(List<ApplyCheck> checks, SqlScript migrations) {
        List<Reason> refusals = new ArrayList<>();
        List<String> notEvaluated = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        Map<String, List<String>> files = new LinkedHashMap<>();
        for (SqlScript.Placed placed : migrations.statements()) {
            files.computeIfAbsent(placed.file(), f -> new ArrayList<>())
                    .add(placed.statement().text());
        }
        HclValue self = ApplyCheck.self(files.entrySet().stream()
                .map(f -> new ApplyCheck.PlannedFile(f.getKey(), f.getValue()))
                .toList());
        for (ApplyCheck check : checks) {
            if (check.kind().equals("migrate_apply") && !files.isEmpty()) {
                rules(check, self, refusals, notEvaluated);
                check.drift()
                        .ifPresent(drift ->
                                notices.add(drift.range() + ": check \"migrate_apply\" drift decides nothing here:"
                                        + " it is about the database on the day; countersign drift looks at it."));
            }
        }
        return new PlanChecks(refusals, notEvaluated, notices);
    }

    private static void rules(ApplyCheck check, HclValue self, List<Reason> refusals, List<String> notEvaluated) {
        check.answer(self).ifPresent(answer -> {
            switch (answer) {
                case ApplyCheck.Answer.Denied denied ->
                    refusals.add(new Reason(
                            Reason.Kind.CHECK,
                            true,
                            "The policy denies this plan: " + denied.rule() + " (" + denied.range() + ")"
                                    + (denied.message().isBlank() ? "." : ": " + denied.message())));
                case ApplyCheck.Answer.Undecided undecided ->
                    notEvaluated.add(
                            undecided.range() + ": " + undecided.rule() + " is not evaluated: " + undecided.reason());
            }
        });
    }

    /** The refusals as findings about no statement. */
    List<Diagnostic> findings() {
        return refusals.stream()
                .map(reason -> new Diagnostic(
                        "CHK104",
                        "check",
                        Severity.ERROR,
                        0,
                        new TextRange(0, 0),
                        reason.text(),
                        Optional.empty(),
                        Diagnostic.Evidence.POLICY,
                        List.of(),
                        Optional.empty()))
                .toList();
    }
}
