package dev.countersign.ddl;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.Scope;
import dev.countersign.hcl.SourceRange;
import dev.countersign.hcl.TypeExpressions;
import dev.countersign.hcl.VariableType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the variables of a schema document; their values come from outside or are their defaults, and must be what the document says they are. */
final class Variables {
    private static final String VARIABLE = "variable";
    private static final String VALIDATION = "validation";
    private static final Set<String> ARGUMENTS = Set.of("type", "default", "description", "sensitive");
    private static final Set<String> CONDITIONS = Set.of("condition", "error_message");

    private final DdlDocument document;
    private final Map<String, List<String>> given;
    private final List<HclBlock> blocks;

    Variables(DdlDocument document, List<HclFile> files, Map<String, List<String>> given) {
        this.document = document;
        this.given = given;
        this.blocks = files.stream()
                .flatMap(file -> file.body().blocks(VARIABLE).stream())
                .toList();
    }

    /** The values by name. One that cannot be had is unknown, so that everything else is looked at all the same. */
    Map<String, HclValue> read(Scope scope) {
        Map<String, HclValue> values = new TreeMap<>();
        Set<String> declared = new HashSet<>();
        for (HclBlock block : blocks) {
            Optional<String> name = block.label();
            if (name.isEmpty()) {
                document.findings().problem(block.typeRange(), "a variable needs a name: variable \"name\" { ... }");
                continue;
            }
            if (!declared.add(name.get())) {
                document.findings().problem(place(block), "the variable \"" + name.get() + "\" is declared twice");
                continue;
            }
            document.names().known(VARIABLE, ARGUMENTS, Set.of(VALIDATION));
            unknown(block, block.title(), ARGUMENTS, Set.of(VALIDATION));
            values.put(
                    name.get(),
                    value(name.get(), block, scope)
                            .orElseGet(() -> new HclValue.Unknown("the variable \"" + name.get() + "\" has no value")));
        }
        return values;
    }

    /** Checks the conditions; they see every variable. */
    void validate(Scope seeing) {
        for (HclBlock block : blocks) {
            for (HclBlock validation : block.body().blocks(VALIDATION)) {
                document.names().known(VARIABLE + "." + VALIDATION, CONDITIONS, Set.of());
                unknown(validation, block.title() + "." + VALIDATION, CONDITIONS, Set.of());
                condition(block, validation, seeing);
            }
        }
    }

    private void condition(HclBlock variable, HclBlock validation, Scope seeing) {
        Optional<HclAttribute> condition = validation.body().attribute("condition");
        if (condition.isEmpty()) {
            document.findings().problem(validation.typeRange(), "\"validation\" needs a condition");
            return;
        }
        Optional<HclValue> holds = evaluated(condition.get(), seeing);
        Optional<HclValue> message =
                validation.body().attribute("error_message").flatMap(a -> evaluated(a, seeing));
        if (holds.isEmpty() || holds.get() instanceof HclValue.Unknown) {
            return;
        }
        SourceRange range = condition.get().value().range();
        Optional<Boolean> allowed = Conversions.bool(holds.get());
        if (allowed.isEmpty()) {
            document.findings().problem(range, "\"condition\" must be true or false");
        } else if (!allowed.get()) {
            // the message may repeat the value
            String says = sensitive(variable, seeing)
                    ? ""
                    : message.flatMap(Conversions::text).map(m -> ": " + m).orElse("");
            document.findings()
                    .problem(
                            range,
                            "the value of variable \"" + variable.label().orElse("") + "\" is not allowed" + says);
        }
    }

    private boolean sensitive(HclBlock variable, Scope scope) {
        return variable.body()
                .attribute("sensitive")
                .flatMap(a -> evaluated(a, scope))
                .flatMap(Conversions::bool)
                .orElse(false);
    }

    private void unknown(HclBlock block, String title, Set<String> attributes, Set<String> inner) {
        for (HclAttribute attribute : block.body().attributes()) {
            if (!attributes.contains(attribute.name())) {
                document.findings()
                        .unknownName(
                                attribute.nameRange(), title + "." + attribute.name(), attribute.name(), attributes);
            }
        }
        for (HclBlock child : block.body().blocks()) {
            if (!inner.contains(child.type())) {
                document.findings().unknownName(child.typeRange(), title + "." + child.title(), child.type(), inner);
            }
        }
    }

    private Optional<HclValue> value(String name, HclBlock block, Scope scope) {
        Optional<HclAttribute> stated = block.body().attribute("type");
        Optional<VariableType> type = stated.flatMap(this::type);
        if (stated.isPresent() && type.isEmpty()) {
            return Optional.empty();
        }
        Optional<HclAttribute> attribute = block.body().attribute("default");
        Optional<HclValue> standard = attribute
                .flatMap(a -> evaluated(a, scope))
                .flatMap(v -> type.map(
                                t -> fit(name, t, v, attribute.get().value().range(), "the default"))
                        .orElse(Optional.of(v)));
        List<String> texts = given.get(name);
        if (texts != null) {
            VariableType wanted =
                    type.or(() -> standard.flatMap(VariableType::of)).orElse(VariableType.Plain.STRING);
            return given(name, wanted, texts, place(block));
        }
        if (attribute.isEmpty()) {
            document.findings()
                    .problem(
                            place(block),
                            "missing value for required variable \"" + name + "\"; set it with --var " + name + "=...");
        }
        return standard;
    }

    private static SourceRange place(HclBlock block) {
        return block.labels().getFirst().range();
    }

    private Optional<VariableType> type(HclAttribute attribute) {
        try {
            return Optional.of(TypeExpressions.read(attribute.value()));
        } catch (HclException e) {
            document.findings().problems(e.problems());
            return Optional.empty();
        }
    }

    private Optional<HclValue> evaluated(HclAttribute attribute, Scope scope) {
        try {
            return Optional.of(document.evaluate(attribute.value(), scope));
        } catch (HclException e) {
            document.findings().problems(e.problems());
            return Optional.empty();
        }
    }

    private Optional<HclValue> given(String name, VariableType type, List<String> texts, SourceRange place) {
        return switch (type) {
            case VariableType.Plain plain -> fit(name, plain, HclValue.of(texts.getLast()), place, "the given value");
            case VariableType.ListOf list -> fit(name, list, items(texts), place, "the given list");
            case VariableType.TupleOf tuple -> fit(name, tuple, items(texts), place, "the given list");
            case VariableType.MapOf map -> notGiven(name, map, place);
            case VariableType.ObjectOf object -> notGiven(name, object, place);
        };
    }

    private static HclValue items(List<String> texts) {
        return HclValue.of(texts.stream().map(HclValue::of).toList());
    }

    private Optional<HclValue> notGiven(String name, VariableType type, SourceRange place) {
        document.findings()
                .problem(
                        place,
                        "the variable \"" + name + "\" of type " + type.hclName() + " can only be set by its default");
        return Optional.empty();
    }

    private Optional<HclValue> fit(String name, VariableType type, HclValue value, SourceRange place, String what) {
        Optional<HclValue> converted = type.convert(value);
        if (converted.isEmpty()) {
            // never the value itself: it may be a secret
            document.findings().problem(place, what + " of variable \"" + name + "\" is no " + type.hclName());
        }
        return converted;
    }
}
