package dev.countersign.policy;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the policy adds to a finding about a drop; {@code self} is what is dropped: {@code "stop reading ${self.table.name}.${self.name} first"}. */
public final class DropMessage {
    private static final List<String> SAMPLE = List.of("public", "users", "email");

    private final Optional<HclExpression> message;
    private final boolean column;
    private final Evaluation evaluation;

    DropMessage(Optional<HclExpression> message, boolean column, Evaluation evaluation) {
        this.message = message;
        this.column = column;
        this.evaluation = evaluation;
    }

    /** Finds out before there is a drop whether there will be an answer. */
    void check(String path) {
        message.ifPresent(expression -> seeing(SAMPLE.subList(0, column ? 3 : 2))
                .value(expression)
                .ifPresent(value -> {
                    if (value instanceof HclValue.Unknown(String reason)) {
                        evaluation.note(path, expression.range(), reason);
                    } else if (Conversions.text(value).isEmpty()) {
                        evaluation.problem(
                                expression.range(), "\"message\" must be a string, not this " + value.typeName());
                    }
                }));
    }

    /**
     * The words.
     *
     * @param path of what is dropped: schema and table, and the column when it is one
     */
    public String of(List<String> path) {
        if (message.isEmpty()) {
            return "";
        }
        Optional<String> hidden = evaluation.hidden(message.get());
        if (hidden.isPresent()) {
            return hidden.get();
        }
        try {
            return Conversions.text(seeing(path).evaluate(message.get())).orElse("");
        } catch (HclException e) {
            return "(The policy's message has no text for this: "
                    + e.problems().getFirst().message() + ".)";
        }
    }

    private Evaluation seeing(List<String> path) {
        return evaluation.seeing(evaluation.scope().with("self", self(path)));
    }

    private HclValue self(List<String> path) {
        HclValue schema = HclValue.of(Map.of("name", HclValue.of(path.get(0))));
        HclValue table = HclValue.of(Map.of("name", HclValue.of(path.get(1)), "schema", schema));
        return column ? HclValue.of(Map.of("name", HclValue.of(path.get(2)), "table", table, "schema", schema)) : table;
    }
}
