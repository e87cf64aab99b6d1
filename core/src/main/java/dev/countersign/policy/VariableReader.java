package dev.countersign.policy;

import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.Scope;
import dev.countersign.hcl.SourceRange;
import dev.countersign.hcl.TypeExpressions;
import dev.countersign.hcl.VariableType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code variable} blocks and gives each its value: what the user set, else the default. */
final class VariableReader {

    private static final List<String> ARGUMENTS = List.of("type", "default", "description", "sensitive");

    private final Evaluation evaluation;
    private final Map<String, List<String>> given;

    VariableReader(Evaluation evaluation, Map<String, List<String>> given) {
        this.evaluation = evaluation;
        this.given = given;
    }

    SortedMap<String, Variable> read(List<HclBlock> blocks) {
        SortedMap<String, Variable> variables = new TreeMap<>();
        for (HclBlock block : blocks) {
            if (block.labels().size() != 1) {
                evaluation.problem(block.typeRange(), "\"variable\" needs one label, its name");
                continue;
            }
            String name = block.labels().getFirst().value();
            if (variables.containsKey(name)) {
                evaluation.problem(
                        block.labels().getFirst().range(), "the variable \"" + name + "\" is declared twice");
                continue;
            }
            variable(name, block).ifPresent(v -> variables.put(name, v));
        }
        List<String> declared = blocks.stream().flatMap(b -> b.label().stream()).toList();
        given.keySet().stream()
                .filter(name -> !declared.contains(name))
                .sorted()
                .forEach(name -> evaluation.note(new NotEvaluated(
                        "--var " + name,
                        Optional.empty(),
                        "the project file declares no such variable",
                        NearestName.of(name, declared))));
        return variables;
    }

    private Optional<Variable> variable(String name, HclBlock block) {
        unknownArguments(block);
        Optional<VariableType> type = stated(name, block);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        BlockReader reader = new BlockReader(block.title(), block.body(), evaluation);
        String description = reader.text("description").map(Setting::value).orElse("");
        Optional<HclAttribute> defaultAttribute = block.body().attribute("default");
        Optional<HclValue> standard = defaultAttribute
                .flatMap(a -> evaluation.value(a.value()))
                .flatMap(v ->
                        fit(name, type.get(), v, defaultAttribute.get().value().range(), "the default"));
        boolean declared = reader.bool("sensitive").map(Setting::value).orElse(false);
        if (given.containsKey(name)) {
            return given(name, type.get(), given.get(name), block)
                    .map(v -> new Variable(
                            name,
                            type.get(),
                            description,
                            standard,
                            v,
                            Variable.SetBy.USER,
                            declared || Secrets.likely(defaultAttribute, standard, v),
                            declared || Secrets.hasPassword(v),
                            block.range()));
        }
        if (defaultAttribute.isEmpty()) {
            evaluation.problem(
                    block.labels().getFirst().range(),
                    "missing value for required variable \"" + name + "\"; set it with --var " + name + "=...");
        }
        return standard.map(v -> new Variable(
                name,
                type.get(),
                description,
                standard,
                v,
                Variable.SetBy.DEFAULT,
                declared || Secrets.likely(defaultAttribute, standard, v),
                declared || Secrets.hasPassword(v),
                block.range()));
    }

    /** The type of the block; without one, that of the default, as files in practice leave it out. */
    private Optional<VariableType> stated(String name, HclBlock block) {
        Optional<HclAttribute> stated = block.body().attribute("type");
        if (stated.isPresent()) {
            return type(stated.get().value());
        }
        Optional<VariableType> ofDefault = block.body()
                .attribute("default")
                .flatMap(a -> evaluation.value(a.value()))
                .flatMap(VariableType::of);
        if (ofDefault.isEmpty()) {
            evaluation.problem(block.typeRange(), "the variable \"" + name + "\" needs a type, such as type = bool");
        }
        return ofDefault;
    }

    private void unknownArguments(HclBlock block) {
        ARGUMENTS.forEach(name -> evaluation.vocabulary().add("variable", name, false));
        evaluation.vocabulary().add("variable", "validation", true);
        for (HclAttribute attribute : block.body().attributes()) {
            if (!ARGUMENTS.contains(attribute.name())) {
                evaluation.problem(HclProblem.unknownName(
                        attribute.nameRange(),
                        "a variable has no argument \"" + attribute.name() + "\"",
                        attribute.name(),
                        ARGUMENTS));
            }
        }
        for (HclBlock inner : block.body().blocks()) {
            if (!inner.type().equals("validation")) {
                evaluation.problem(HclProblem.unknownName(
                        inner.typeRange(),
                        "a variable has no block \"" + inner.type() + "\"",
                        inner.type(),
                        List.of("validation")));
            }
        }
    }

    private Optional<HclValue> given(String name, VariableType type, List<String> texts, HclBlock block) {
        SourceRange place = block.labels().getFirst().range();
        return switch (type) {
            case VariableType.Plain plain
            when texts.size() == 1 -> fit(name, plain, HclValue.of(texts.getFirst()), place, "the given value");
            case VariableType.Plain plain -> {
                evaluation.problem(
                        place,
                        "the variable \"" + name + "\" is a " + plain.hclName() + " and takes one value, not "
                                + texts.size());
                yield Optional.empty();
            }
            case VariableType.ListOf list ->
                fit(name, list, HclValue.of(texts.stream().map(HclValue::of).toList()), place, "the given list");
            case VariableType.TupleOf tuple ->
                fit(name, tuple, HclValue.of(texts.stream().map(HclValue::of).toList()), place, "the given list");
            case VariableType.MapOf map -> notGiven(name, map, place);
            case VariableType.ObjectOf object -> notGiven(name, object, place);
        };
    }

    private Optional<HclValue> notGiven(String name, VariableType type, SourceRange place) {
        evaluation.problem(
                place, "the variable \"" + name + "\" of type " + type.hclName() + " can only be set by its default");
        return Optional.empty();
    }

    private Optional<HclValue> fit(String name, VariableType type, HclValue value, SourceRange place, String what) {
        Optional<HclValue> converted = type.convert(value);
        if (converted.isEmpty()) {
            // never the value itself: it may be a secret
            evaluation.problem(place, what + " of variable \"" + name + "\" is not " + article(type.hclName()));
        }
        return converted;
    }

    private static String article(String type) {
        return ("aeiou".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
    }

    /** Checks the validation blocks; they see every variable. */
    void validate(List<HclBlock> blocks, Map<String, Variable> variables, Evaluation seeingVariables) {
        for (HclBlock block : blocks) {
            Optional<Variable> variable = block.label().map(variables::get);
            if (variable.isEmpty()) {
                continue;
            }
            for (HclBlock validation : block.body().blocks("validation")) {
                BlockReader reader = new BlockReader(block.title() + ".validation", validation.body(), seeingVariables);
                Optional<Setting<Boolean>> condition = reader.bool("condition");
                Optional<Setting<String>> message = reader.shown("error_message");
                if (reader.attribute("condition").isEmpty()) {
                    seeingVariables.problem(validation.typeRange(), "\"validation\" needs a condition");
                }
                if (condition.isPresent() && !condition.get().value()) {
                    String says = variable.get().sensitive()
                            ? ""
                            : message.map(m -> ": " + m.value()).orElse("");
                    seeingVariables.problem(
                            condition.get().range().orElseThrow(),
                            "the value of variable \"" + variable.get().name() + "\" is not allowed" + says);
                }
                reader.finish();
            }
        }
    }

    private Optional<VariableType> type(HclExpression expression) {
        try {
            return Optional.of(TypeExpressions.read(expression));
        } catch (HclException e) {
            e.problems().forEach(evaluation::problem);
            return Optional.empty();
        }
    }

    /**
     * What {@code var} stands for.
     *
     * @param declared the blocks; a variable that could not be read is unknown, so that everything else in the file is looked at all the same
     */
    static Scope scope(List<HclBlock> declared, Map<String, Variable> variables) {
        Map<String, HclValue> values = new TreeMap<>();
        declared.stream()
                .flatMap(block -> block.label().stream())
                .forEach(name -> values.put(name, new HclValue.Unknown("the variable \"" + name + "\" has no value")));
        variables.forEach((name, variable) -> values.put(name, variable.value()));
        return Scope.of(values);
    }
}
