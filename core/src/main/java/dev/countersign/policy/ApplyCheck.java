package dev.countersign.policy;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@code check "schema_apply"} or {@code check "migrate_apply"} block: ordered rules about a plan. */
public final class ApplyCheck {
    private final String kind;
    private final List<Rule> rules;
    private final Optional<Drift> drift;
    private final Evaluation evaluation;

    ApplyCheck(String kind, List<Rule> rules, Optional<Drift> drift, Evaluation evaluation) {
        this.kind = kind;
        this.rules = List.copyOf(rules);
        this.drift = drift;
        this.evaluation = evaluation;
    }

    /** @param title {@code allow "name"} or {@code deny "name"}; the name may be missing */
    record Rule(
            String title, boolean allow, HclExpression condition, Optional<HclExpression> message, SourceRange range) {}

    /**
     * A {@code drift} block: the database must be as what is recorded of it says.
     *
     * @param stops whether drift is in the way; otherwise it is only told
     * @param exclude patterns of what may drift
     * @param range the block
     */
    public record Drift(boolean stops, List<String> exclude, SourceRange range) {
        public Drift {
            exclude = List.copyOf(exclude);
        }
    }

    /** What a check says about a plan when it does not let it pass. */
    public sealed interface Answer {
        /** The rule's block. */
        SourceRange range();

        /**
         * A {@code deny} whose condition is true.
         *
         * @param rule the block, e.g. {@code check "schema_apply" deny "no-drops"}
         * @param message its author's words; may be empty
         */
        record Denied(String rule, String message, SourceRange range) implements Answer {}

        /**
         * A condition without an answer.
         *
         * @param reason as a clause
         */
        record Undecided(String rule, String reason, SourceRange range) implements Answer {}
    }

    /** {@code schema_apply} or {@code migrate_apply}. */
    public String kind() {
        return kind;
    }

    /** What it says about drift, if it does. */
    public Optional<Drift> drift() {
        return drift;
    }

    /**
     * Goes through the rules in order. An {@code allow} that is true ends the check, a {@code deny} that is true is the answer.
     *
     * @param self what {@code self} stands for
     * @return empty when nothing is against the plan
     */
    public Optional<Answer> answer(HclValue self) {
        Evaluation seeing = evaluation.seeing(evaluation.scope().with("self", self));
        for (Rule rule : rules) {
            String title = "check \"" + kind + "\" " + rule.title();
            try {
                HclValue value = seeing.evaluate(rule.condition());
                if (value instanceof HclValue.Unknown(String reason)) {
                    return Optional.of(new Answer.Undecided(title, reason, rule.range()));
                }
                Optional<Boolean> decided = Conversions.bool(value);
                if (decided.isEmpty()) {
                    return Optional.of(new Answer.Undecided(
                            title, "the condition must be true or false, not this " + value.typeName(), rule.range()));
                }
                if (decided.get()) {
                    return rule.allow()
                            ? Optional.empty()
                            : Optional.of(new Answer.Denied(title, message(rule, seeing), rule.range()));
                }
            } catch (HclException e) {
                return Optional.of(
                        new Answer.Undecided(title, e.problems().getFirst().message(), rule.range()));
            }
        }
        return Optional.empty();
    }

    private static String message(Rule rule, Evaluation seeing) {
        return rule.message().flatMap(m -> Conversions.text(seeing.evaluate(m))).orElse("");
    }

    /**
     * A file of a plan.
     *
     * @param statements its statements in order
     */
    public record PlannedFile(String name, List<String> statements) {
        public PlannedFile {
            statements = List.copyOf(statements);
        }

        private HclValue value() {
            return HclValue.of(Map.of(
                    "name", HclValue.of(name),
                    "content", HclValue.of(String.join("\n", statements)),
                    "statements", texts(statements)));
        }
    }

    /** Planned files as {@code self} shows them, each by itself and all statements together. */
    public static HclValue self(List<PlannedFile> files) {
        List<String> statements =
                files.stream().flatMap(f -> f.statements().stream()).toList();
        return HclValue.of(Map.of(
                "planned_migration",
                HclValue.of(Map.of(
                        "files",
                        HclValue.of(files.stream().map(PlannedFile::value).toList()),
                        "statements",
                        texts(statements)))));
    }

    private static HclValue texts(List<String> texts) {
        return HclValue.of(texts.stream().map(HclValue::of).toList());
    }
}
