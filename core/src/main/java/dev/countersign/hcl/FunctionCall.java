package dev.countersign.hcl;

import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;

/** One call of a function: its evaluated arguments and the means to complain about them at the right place. */
public final class FunctionCall {

    private final HclExpression.Call call;
    private final List<HclValue> arguments;
    private final Budget budget;

    FunctionCall(HclExpression.Call call, List<HclValue> arguments, Budget budget) {
        this.call = call;
        this.arguments = List.copyOf(arguments);
        this.budget = budget;
    }

    /** All arguments; none is unknown. */
    public List<HclValue> arguments() {
        return arguments;
    }

    /** How many arguments there are. */
    public int count() {
        return arguments.size();
    }

    /** Requires a number of arguments between the two. */
    public FunctionCall expect(int least, int most) {
        if (count() < least || count() > most) {
            String wanted = least == most
                    ? least + (least == 1 ? " argument" : " arguments")
                    : most == Integer.MAX_VALUE
                            ? "at least " + least + " arguments"
                            : least + " to " + most + " arguments";
            throw fail("takes " + wanted + ", here are " + count());
        }
        return this;
    }

    /** The argument as text. */
    public String text(int i) {
        return Conversions.text(arguments.get(i)).orElseThrow(() -> wrongType(i, "a string"));
    }

    /** The argument as a number. */
    public BigDecimal number(int i) {
        return Conversions.number(arguments.get(i)).orElseThrow(() -> wrongType(i, "a number"));
    }

    /** The argument as a whole number that fits into an int. */
    public int integer(int i) {
        return Evaluator.integer(number(i)).orElseThrow(() -> wrongType(i, "a whole number"));
    }

    /** The argument as a bool. */
    public boolean bool(int i) {
        return Conversions.bool(arguments.get(i)).orElseThrow(() -> wrongType(i, "a bool"));
    }

    /** The items of a list argument. */
    public List<HclValue> list(int i) {
        if (arguments.get(i) instanceof HclValue.Items(List<HclValue> values)) {
            return values;
        }
        throw wrongType(i, "a list");
    }

    /** The items of a list argument as texts. */
    public List<String> texts(int i) {
        return list(i).stream()
                .map(v -> Conversions.text(v).orElseThrow(() -> wrongType(i, "a list of strings")))
                .toList();
    }

    /** The fields of an object argument. */
    public SortedMap<String, HclValue> object(int i) {
        if (arguments.get(i) instanceof HclValue.Fields(SortedMap<String, HclValue> values)) {
            return values;
        }
        throw wrongType(i, "an object");
    }

    /** Announces a text of that length before it is built. */
    public void reserveText(long characters) {
        budget.spendText(Math.max(0, characters), call.range());
    }

    /** Announces that many items before they are built. */
    public void reserveItems(long items) {
        budget.spend(Math.max(0, items), call.range());
    }

    /** An error that says what is wrong with the call; the message continues the function's name. */
    public HclException fail(String message) {
        return new HclException(HclProblem.at(call.range(), call.function() + " " + message));
    }

    private HclException wrongType(int i, String wanted) {
        SourceRange at = i < call.arguments().size() && !call.expand()
                ? call.arguments().get(i).range()
                : call.range();
        return new HclException(HclProblem.at(
                at,
                "argument " + (i + 1) + " of " + call.function() + " must be " + wanted + ", not "
                        + arguments.get(i).typeName()));
    }
}
