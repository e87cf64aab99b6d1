package dev.countersign.hcl;

import java.util.Locale;
import java.util.Optional;

/**
 * What kind of value an expression gives, as far as that is certain without evaluating it. The two results of a
 * condition get one type, yet only the chosen one is evaluated: the other may ask a database or fail.
 */
enum ResultType {
    TEXT,
    NUMBER,
    BOOL,
    LIST,
    OBJECT,
    /** Only evaluation could tell. */
    OPEN;

    static ResultType of(HclExpression expression) {
        return switch (expression) {
            case HclExpression.Literal(HclValue value, SourceRange ignored) -> of(value);
            case HclExpression.Template template ->
                template.isOneValue() ? of(template.parts().getFirst()) : TEXT;
            case HclExpression.TemplateIf ignored -> TEXT;
            case HclExpression.TemplateFor ignored -> TEXT;
            case HclExpression.ListLiteral ignored -> LIST;
            case HclExpression.Splat ignored -> LIST;
            case HclExpression.ObjectLiteral ignored -> OBJECT;
            case HclExpression.For loop -> loop.keyResult().isPresent() ? OBJECT : LIST;
            case HclExpression.Unary unary -> unary.operator().equals("!") ? BOOL : NUMBER;
            case HclExpression.Binary binary ->
                switch (binary.operator()) {
                    case "+", "-", "*", "/", "%" -> NUMBER;
                    default -> BOOL;
                };
            case HclExpression.Conditional choice -> {
                ResultType then = of(choice.then());
                yield then == of(choice.otherwise()) ? then : OPEN;
            }
            case HclExpression.Bound bound -> of(bound.body());
            case HclExpression.Name ignored -> OPEN;
            case HclExpression.Attribute ignored -> OPEN;
            case HclExpression.Index ignored -> OPEN;
            case HclExpression.Call ignored -> OPEN;
        };
    }

    private static ResultType of(HclValue value) {
        return switch (value) {
            case HclValue.Text ignored -> TEXT;
            case HclValue.Number ignored -> NUMBER;
            case HclValue.Bool ignored -> BOOL;
            case HclValue.Items ignored -> LIST;
            case HclValue.Fields ignored -> OBJECT;
            case HclValue.Null ignored -> OPEN;
            case HclValue.Unknown ignored -> OPEN;
        };
    }

    /** The value as the common type of it and of the result that was not chosen; empty when there is no such type. */
    static Optional<HclValue> unify(HclValue chosen, HclExpression other) {
        ResultType here = of(chosen);
        ResultType there = of(other);
        boolean fits =
                here == OPEN || there == OPEN || here == there || here == TEXT && (there == NUMBER || there == BOOL);
        if (fits) {
            return Optional.of(chosen);
        }
        return there == TEXT ? Conversions.text(chosen).map(HclValue::of) : Optional.empty();
    }

    /** The type's name in messages. */
    String hclName() {
        return this == TEXT ? "string" : name().toLowerCase(Locale.ROOT);
    }
}
