package dev.countersign.hcl;

import dev.countersign.hcl.HclExpression.Binary;
import dev.countersign.hcl.HclExpression.Unary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** What operators, indexes and attribute steps do with values. */
final class Operators {

    /** As exact as HCL's own 512 bits. */
    private static final MathContext PRECISION = new MathContext(154, RoundingMode.HALF_EVEN);

    private Operators() {}

    static HclValue unary(Unary unary, HclValue operand) {
        if (operand instanceof HclValue.Unknown) {
            return operand;
        }
        SourceRange at = unary.operand().range();
        return unary.operator().equals("!")
                ? HclValue.of(!bool(operand, at, "the operand of !"))
                : new HclValue.Number(number(operand, at, "-").negate());
    }

    /** Arithmetic and comparison of numbers. */
    static HclValue binary(Binary binary, HclValue left, HclValue right) {
        if (left instanceof HclValue.Unknown) {
            return left;
        }
        if (right instanceof HclValue.Unknown) {
            return right;
        }
        return numeric(binary, left, right);
    }

    private static HclValue numeric(Binary binary, HclValue left, HclValue right) {
        String operator = binary.operator();
        BigDecimal a = number(left, binary.left().range(), operator);
        BigDecimal b = number(right, binary.right().range(), operator);
        boolean divides = operator.equals("/") || operator.equals("%");
        if (divides && b.signum() == 0) {
            throw fail(binary.right().range(), "division by zero");
        }
        return switch (operator) {
            case "+" -> new HclValue.Number(a.add(b, PRECISION));
            case "-" -> new HclValue.Number(a.subtract(b, PRECISION));
            case "*" -> new HclValue.Number(a.multiply(b, PRECISION));
            case "/" -> new HclValue.Number(a.divide(b, PRECISION));
            case "%" -> new HclValue.Number(a.remainder(b));
            case "<" -> HclValue.of(a.compareTo(b) < 0);
            case "<=" -> HclValue.of(a.compareTo(b) <= 0);
            case ">" -> HclValue.of(a.compareTo(b) > 0);
            case ">=" -> HclValue.of(a.compareTo(b) >= 0);
            default -> throw fail(binary.range(), "the operator " + operator + " is not known");
        };
    }

    static boolean bool(HclValue value, SourceRange at, String what) {
        return Conversions.bool(value)
                .orElseThrow(() -> fail(at, what + " must be true or false, not " + value.typeName()));
    }

    private static BigDecimal number(HclValue value, SourceRange at, String operator) {
        return Conversions.number(value)
                .orElseThrow(
                        () -> fail(at, "an operand of " + operator + " must be a number, not " + value.typeName()));
    }

    static String key(HclValue value, SourceRange at) {
        return Conversions.text(value)
                .orElseThrow(() -> fail(at, "an object key must be a string, not " + value.typeName()));
    }

    static HclValue attribute(HclValue object, String name, SourceRange at) {
        return switch (object) {
            case HclValue.Unknown unknown -> unknown;
            case HclValue.Fields fields ->
                Optional.ofNullable(fields.values().get(name))
                        .orElseThrow(() -> new HclException(HclProblem.unknownName(
                                at,
                                "this object has no attribute \"" + name + "\"",
                                name,
                                fields.values().keySet())));
            case HclValue.Null ignored -> throw noAttributes(object, name, at);
            case HclValue.Text ignored -> throw noAttributes(object, name, at);
            case HclValue.Number ignored -> throw noAttributes(object, name, at);
            case HclValue.Bool ignored -> throw noAttributes(object, name, at);
            case HclValue.Items ignored -> throw noAttributes(object, name, at);
        };
    }

    private static HclException noAttributes(HclValue value, String name, SourceRange at) {
        return fail(
                at, "\"" + name + "\" is asked of a value that is " + value.typeName() + ", which has no attributes");
    }

    static HclValue index(HclValue collection, HclValue key, SourceRange at) {
        if (collection instanceof HclValue.Unknown) {
            return collection;
        }
        if (key instanceof HclValue.Unknown) {
            return key;
        }
        return switch (collection) {
            case HclValue.Fields fields -> attribute(fields, key(key, at), at);
            case HclValue.Items items -> item(items.values(), key, at);
            case HclValue.Unknown unknown -> unknown;
            case HclValue.Null ignored -> throw notIndexed(collection, at);
            case HclValue.Text ignored -> throw notIndexed(collection, at);
            case HclValue.Number ignored -> throw notIndexed(collection, at);
            case HclValue.Bool ignored -> throw notIndexed(collection, at);
        };
    }

    private static HclException notIndexed(HclValue value, SourceRange at) {
        return fail(at, "only a list or an object has an index, not " + value.typeName());
    }

    private static HclValue item(List<HclValue> items, HclValue key, SourceRange at) {
        int index = Conversions.number(key)
                .flatMap(Evaluator::integer)
                .orElseThrow(() -> fail(at, "the index of a list must be a whole number"));
        if (index < 0 || index >= items.size()) {
            throw fail(at, "the index " + index + " is outside the list of " + items.size() + " items");
        }
        return items.get(index);
    }

    private static HclException fail(SourceRange at, String message) {
        return new HclException(HclProblem.at(at, message));
    }
}
