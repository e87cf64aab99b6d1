package dev.countersign.policy;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code check "schema_apply"} or {@code check "migrate_apply"} block: ordered rules about a plan. */
public final class ApplyCheck {
    /** What stands before the first underscore or the ending of a migration's name: {@code 20261021093000_shops.sql}. */
    private static final Pattern VERSION = Pattern.compile("(?:.*/)?V?(\\d+(?:\\.\\d+)*)(?:[_.].*)?");

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

    /**
     * The rules that have no answer for any plan, such as one that asks a registry. They are asked of a plan of one file and one
     * statement; what holds for other plans is not known before there is one.
     */
    public List<Answer.Undecided> undecided() {
        HclValue self = self(List.of(new PlannedFile("1.sql", List.of("SELECT 1"))));
        return rules.stream()
                .map(rule -> new ApplyCheck(kind, List.of(rule), Optional.empty(), evaluation).answer(self))
                .flatMap(Optional::stream)
                .filter(Answer.Undecided.class::isInstance)
                .map(Answer.Undecided.class::cast)
                .toList();
    }

    private static String message(Rule rule, Evaluation seeing) {
        return rule.message()
                .flatMap(m -> seeing.hidden(m).or(() -> Conversions.text(seeing.evaluate(m))))
                .orElse("");
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

    /** Planned files as {@code self} shows them, each by itself and all statements together, with the version that the last leads to. */
    public static HclValue self(List<PlannedFile> files) {
        List<String> statements =
                files.stream().flatMap(f -> f.statements().stream()).toList();
        Map<String, HclValue> planned = new TreeMap<>(Map.of(
                "files",
                HclValue.of(files.stream().map(PlannedFile::value).toList()),
                "statements",
                texts(statements)));
        if (!files.isEmpty()) {
            Matcher version = VERSION.matcher(files.getLast().name());
            if (version.matches()) {
                planned.put("target_version", HclValue.of(version.group(1)));
            }
        }
        return HclValue.of(Map.of("planned_migration", HclValue.of(planned)));
    }

    private static HclValue texts(List<String> texts) {
        return HclValue.of(texts.stream().map(HclValue::of).toList());
    }
}
