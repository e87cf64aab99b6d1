package dev.countersign.rule;

import dev.countersign.hcl.Budget;
import dev.countersign.hcl.Evaluator;
import dev.countersign.hcl.Functions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.Scope;
import dev.countersign.hcl.SourceRange;
import dev.countersign.hcl.VariableType;
import dev.countersign.rule.Predicate.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the variables of rule files and predicates, and gives them their values. */
final class VariableTypes {
    private static final List<String> ARGUMENTS = List.of("type", "default", "description");
    private static final List<String> WORDS = List.of("string", "int", "number", "bool", "any", "list", "set", "map");

    private final Notes notes;

    VariableTypes(Notes notes) {
        this.notes = notes;
    }

    Optional<Parameter> parameter(HclBlock block) {
        if (block.labels().size() != 1) {
            notes.add(block.title(), block.typeRange(), "it needs one label, its name");
            return Optional.empty();
        }
        for (HclAttribute attribute : block.body().attributes()) {
            if (!ARGUMENTS.contains(attribute.name())) {
                notes.unknown(
                        attribute.name(), attribute.range(), "the name is not known here", attribute.name(), ARGUMENTS);
            }
        }
        block.body()
                .blocks()
                .forEach(b ->
                        notes.unknown(b.title(), b.typeRange(), "the name is not known here", b.type(), ARGUMENTS));
        return Optional.of(new Parameter(
                block.labels().getFirst().value(),
                block.body().attribute("type").flatMap(a -> type(a.value())),
                block.body().attribute("default").map(HclAttribute::value),
                block.typeRange()));
    }

    private Optional<VariableType> type(HclExpression expression) {
        if (expression instanceof HclExpression.Name(String word, SourceRange range)) {
            return switch (word) {
                case "string" -> Optional.of(VariableType.Plain.STRING);
                case "int" -> Optional.of(VariableType.Plain.INT);
                case "number" -> Optional.of(VariableType.Plain.NUMBER);
                case "bool" -> Optional.of(VariableType.Plain.BOOL);
                case "any" -> Optional.empty();
                default -> unknown(word, range);
            };
        }
        if (expression instanceof HclExpression.Call call && call.arguments().size() == 1) {
            if (!Set.of("list", "set", "map").contains(call.function())) {
                return unknown(call.function(), call.nameRange());
            }
            return type(call.arguments().getFirst())
                    .map(item -> call.function().equals("map")
                            ? new VariableType.MapOf(item)
                            : new VariableType.ListOf(item, call.function().equals("set")));
        }
        return unknown(expression.range().text(), expression.range());
    }

    private Optional<VariableType> unknown(String word, SourceRange range) {
        notes.unknown("type", range, "the type " + word + " is not known", word, WORDS);
        return Optional.empty();
    }

    /** The value of a rule file's variable: what is given, else its default. */
    Optional<HclValue> value(Parameter parameter, Optional<HclValue> given, SourceRange at) {
        try {
            return given.or(() -> parameter.defaultValue().map(VariableTypes::constant))
                    .map(value -> convert(parameter, value))
                    .or(() -> {
                        notes.add(
                                "var." + parameter.name(),
                                parameter.range(),
                                "it is given no value and has no default");
                        return Optional.empty();
                    });
        } catch (HclException e) {
            notes.add(e.problems().getFirst().summary());
        } catch (IllegalArgumentException e) {
            notes.add("var." + parameter.name(), at, e.getMessage());
        }
        return Optional.empty();
    }

    /** @throws IllegalArgumentException when the value does not fit, with the reason as a clause */
    static HclValue convert(Parameter parameter, HclValue value) {
        return parameter.type().isEmpty()
                ? value
                : parameter
                        .type()
                        .get()
                        .convert(value)
                        .orElseThrow(() -> new IllegalArgumentException("the variable \"" + parameter.name()
                                + "\" needs " + parameter.type().get().hclName() + ", not " + value.typeName()));
    }

    /** @throws HclException when it is not constant */
    static HclValue constant(HclExpression expression) {
        return new Evaluator(Functions.standard(), new Budget(Budget.DEFAULT_STEPS))
                .evaluate(expression, Scope.of(Map.of()));
    }
}
