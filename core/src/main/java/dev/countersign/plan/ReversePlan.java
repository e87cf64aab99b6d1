package dev.countersign.plan;

import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.DomainType;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The migration back. It restores the schema; every statement says whether that brings data back too.
 *
 * @param plan the statements
 * @param returns one for each statement, in order
 * @param rows which rows the migration changed and nothing here brings back, half a sentence for each table
 */
public record ReversePlan(Plan plan, List<Return> returns, List<String> rows) {
    public ReversePlan {
        returns = List.copyOf(returns);
        rows = List.copyOf(rows);
    }

    /** The same with what it does not take back of rows. */
    public ReversePlan with(List<String> rowsThatStay) {
        return new ReversePlan(plan, returns, rowsThatStay);
    }

    /** Whether a statement brings back the data that the migration took away. */
    public enum DataBack {
        /** The migration took none away here. */
        NOTHING_LOST("nothing was lost"),
        /** Values come back as the migration converted them, not as they were before. */
        CONVERTED("only as it was converted"),
        NO("no");

        private final String words;

        DataBack(String words) {
            this.words = words;
        }

        /** The answer to "brings data back". */
        public String words() {
            return words;
        }
    }

    /**
     * The answer for one statement.
     *
     * @param statement number of the statement
     * @param why half a sentence for people; empty when nothing was lost
     */
    public record Return(int statement, DataBack back, String why) {

        /** {@code brings data back: no (the rows of table shop.orders are gone)}. */
        public String sentence() {
            return "brings data back: " + back.words() + (why.isEmpty() ? "" : " (" + why + ")");
        }
    }

    /** Judges every statement of the way back by what it makes again. */
    public static ReversePlan of(Plan back) {
        return new ReversePlan(
                back, back.statements().stream().map(ReversePlan::judge).toList(), List.of());
    }

    private static Return judge(Statement statement) {
        Return worst = new Return(statement.number(), DataBack.NOTHING_LOST, "");
        for (Change change : statement.changes()) {
            Return here = judge(statement.number(), change);
            worst = here.back().compareTo(worst.back()) > 0 ? here : worst;
        }
        if (worst.back() != DataBack.NO && statement.destructive()) {
            return new Return(
                    statement.number(), DataBack.NO, "what was written to it since the migration is dropped with it");
        }
        return worst;
    }

    private static Return judge(int number, Change change) {
        return switch (change) {
            case Change.AddObject a
            when a.object() instanceof Table -> new Return(number, DataBack.NO, "the rows of " + a.ref() + " are gone");
            case Change.AddObject a
            when a.object() instanceof Sequence -> new Return(number, DataBack.NO, a.ref() + " starts anew");
            case Change.AddColumn a
            when a.column().generated().isEmpty() ->
                new Return(number, DataBack.NO, "the values of " + a.ref() + " are gone");
            case Change.ModifyColumn m
            when m.desired().generated().isEmpty() && m.current().generated().isPresent() ->
                new Return(number, DataBack.NO, "the values that " + m.ref() + " had before it was computed are gone");
            case Change.ModifyColumn m
            when m.attributes().contains("type") ->
                converted(number, m.desired().type(), m.current().type());
            case Change.ModifyObject m
            when m.current() instanceof CompositeType now && m.desired() instanceof CompositeType before ->
                attributes(number, now, before);
            case Change.ModifyObject m
            when m.current() instanceof DomainType now
                    && m.desired() instanceof DomainType before
                    && !now.baseType().equals(before.baseType()) ->
                converted(number, before.baseType(), now.baseType());
            default -> new Return(number, DataBack.NOTHING_LOST, "");
        };
    }

    private static Return converted(int number, String before, String now) {
        return new Return(
                number,
                DataBack.CONVERTED,
                "what the change from " + before + " to " + now + " cut or rounded is gone");
    }

    /** What columns of the type held in attributes that the migration took away, or gave another type. */
    private static Return attributes(int number, CompositeType now, CompositeType before) {
        Map<String, String> types = now.attributes().stream()
                .collect(Collectors.toMap(CompositeType.Attribute::name, CompositeType.Attribute::type));
        Return worst = new Return(number, DataBack.NOTHING_LOST, "");
        for (CompositeType.Attribute attribute : before.attributes()) {
            String type = types.get(attribute.name());
            if (type == null) {
                return new Return(
                        number,
                        DataBack.NO,
                        "the values of attribute " + attribute.name() + " of " + now.ref() + " are gone");
            }
            if (!type.equals(attribute.type())) {
                worst = converted(number, attribute.type(), type);
            }
        }
        return worst;
    }

    /** The migration as a script, the answer as a comment in front of each statement; in transactions where {@link Plan#begin} asks for them. */
    public String script() {
        List<String> lines = new ArrayList<>();
        rows.forEach(sentence -> lines.add(Comments.line("brings data back: no (" + sentence + ")")));
        for (Batch batch : plan.batches()) {
            boolean framed = plan.begin().isPresent()
                    && batch.transactional()
                    && !batch.statements().isEmpty();
            if (framed) {
                lines.add(plan.begin().get() + "\n");
            }
            for (Statement statement : batch.statements()) {
                answer(statement.number()).ifPresent(r -> lines.add(Comments.line(r.sentence())));
                lines.add(statement.sql() + "\n");
            }
            if (framed) {
                lines.add("COMMIT;\n");
            }
        }
        return String.join("", lines);
    }

    /** The same below sentences that are about the whole of it, as {@link Plan#script(List)} has them. */
    public String script(List<String> remarks) {
        return Comments.above(remarks, script());
    }

    /** The answer for the statement of that number. */
    public Optional<Return> answer(int statement) {
        return returns.stream().filter(r -> r.statement() == statement).findFirst();
    }
}
