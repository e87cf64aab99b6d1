package dev.countersign.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Types of variables as files write them: {@code string}, {@code list(number)}, <code>object({name = bool})</code>. */
public final class TypeExpressions {
    private static final List<String> TYPES =
            List.of("string", "int", "number", "bool", "list", "set", "map", "tuple", "object");

    private TypeExpressions() {}

    /**
     * The type that an expression names.
     *
     * @throws HclException when it is none, with the nearest name
     */
    public static VariableType read(HclExpression expression) {
        if (expression instanceof HclExpression.Name(String name, SourceRange range)) {
            return switch (name) {
                case "string" -> VariableType.Plain.STRING;
                case "int" -> VariableType.Plain.INT;
                case "number" -> VariableType.Plain.NUMBER;
                case "bool" -> VariableType.Plain.BOOL;
                default -> throw unknown(name, range);
            };
        }
        if (expression instanceof HclExpression.Call call) {
            if (call.arguments().size() != 1) {
                throw unknown(call.function(), call.range());
            }
            HclExpression argument = call.arguments().getFirst();
            return switch (call.function()) {
                case "list" -> new VariableType.ListOf(read(argument), false);
                case "set" -> new VariableType.ListOf(read(argument), true);
                case "map" -> new VariableType.MapOf(read(argument));
                case "tuple" -> tuple(argument);
                case "object" -> object(argument);
                default -> throw unknown(call.function(), call.nameRange());
            };
        }
        throw unknown(text(expression), expression.range());
    }

    private static VariableType tuple(HclExpression argument) {
        if (!(argument instanceof HclExpression.ListLiteral(List<HclExpression> items, var ignored))) {
            throw unknown("tuple", argument.range());
        }
        List<VariableType> types = new ArrayList<>();
        items.forEach(item -> types.add(read(item)));
        return new VariableType.TupleOf(types);
    }

    private static VariableType object(HclExpression argument) {
        if (!(argument instanceof HclExpression.ObjectLiteral literal)) {
            throw unknown("object", argument.range());
        }
        SortedMap<String, VariableType> types = new TreeMap<>();
        for (HclExpression.ObjectLiteral.Entry entry : literal.entries()) {
            String key = text(entry.key());
            if (key.isEmpty()) {
                throw unknown("object", entry.key().range());
            }
            types.put(key, read(entry.value()));
        }
        return new VariableType.ObjectOf(types);
    }

    private static String text(HclExpression expression) {
        return expression instanceof HclExpression.Literal(HclValue value, var ignored)
                ? Conversions.text(value).orElse("")
                : "";
    }

    private static HclException unknown(String name, SourceRange range) {
        return new HclException(HclProblem.unknownName(
                range,
                "this is no type; types are string, int, number, bool, list(T), set(T), map(T), tuple([T]) and"
                        + " object({name = T})",
                name,
                TYPES));
    }
}
