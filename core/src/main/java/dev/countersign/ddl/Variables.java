package dev.countersign.ddl;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.Scope;
import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the variables of a schema document; their values come from outside or are their defaults. */
final class Variables {
    private static final Set<String> ARGUMENTS = Set.of("type", "default", "description", "sensitive");

    private final DdlDocument document;
    private final Map<String, List<String>> given;
    private final Scope scope;

    Variables(DdlDocument document, Map<String, List<String>> given, Scope scope) {
        this.document = document;
        this.given = given;
        this.scope = scope;
    }

    Map<String, HclValue> read(List<HclFile> files) {
        Map<String, HclValue> values = new TreeMap<>();
        for (HclFile file : files) {
            for (HclBlock block : file.body().blocks("variable")) {
                Optional<String> name = block.label();
                if (name.isEmpty()) {
                    document.findings()
                            .problem(block.typeRange(), "a variable needs a name: variable \"name\" { ... }");
                    continue;
                }
                unknown(block);
                value(name.get(), block).ifPresent(v -> values.put(name.get(), v));
            }
        }
        return values;
    }

    private void unknown(HclBlock block) {
        for (HclAttribute attribute : block.body().attributes()) {
            if (!ARGUMENTS.contains(attribute.name())) {
                document.findings()
                        .unknownName(
                                attribute.nameRange(),
                                block.title() + "." + attribute.name(),
                                attribute.name(),
                                ARGUMENTS);
            }
        }
        for (HclBlock inner : block.body().blocks()) {
            document.findings()
                    .notEvaluated(
                            inner.typeRange(),
                            block.title() + "." + inner.type(),
                            "conditions on variables are checked in the project file only",
                            Optional.empty());
        }
    }

    private Optional<HclValue> value(String name, HclBlock block) {
        String type = block.body()
                .attribute("type")
                .map(HclAttribute::value)
                .map(HclExpression::range)
                .map(SourceRange::text)
                .orElse("string");
        List<String> texts = given.get(name);
        SourceRange place = block.labels().getFirst().range();
        if (texts != null) {
            return given(name, type, texts, place);
        }
        Optional<HclAttribute> standard = block.body().attribute("default");
        if (standard.isEmpty()) {
            document.findings()
                    .problem(
                            place,
                            "missing value for required variable \"" + name + "\"; set it with --var " + name + "=...");
            return Optional.empty();
        }
        try {
            return Optional.of(document.evaluate(standard.get().value(), scope));
        } catch (HclException e) {
            document.findings().problems(e.problems());
            return Optional.empty();
        }
    }

    private Optional<HclValue> given(String name, String type, List<String> texts, SourceRange place) {
        if (type.startsWith("list") || type.startsWith("set")) {
            return Optional.of(HclValue.of(texts.stream().map(HclValue::of).toList()));
        }
        HclValue text = HclValue.of(texts.getLast());
        Optional<HclValue> value = switch (type) {
            case "bool" -> Conversions.bool(text).map(HclValue::of);
            case "int", "number" -> Conversions.number(text).map(HclValue.Number::new);
            default -> Optional.of(text);
        };
        if (value.isEmpty()) {
            // never the value itself: it may be a secret
            document.findings().problem(place, "the given value of variable \"" + name + "\" is no " + type);
        }
        return value;
    }
}
