package dev.countersign.explain;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import dev.countersign.policy.Environment;
import dev.countersign.policy.Project;
import dev.countersign.policy.Setting;
import dev.countersign.policy.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds in the project file's text where settings stand and what their values were made from. */
final class Places {
    private static final String HIDDEN = "(sensitive)";

    private final Project project;
    private final HclBody body;
    private final Optional<HclBlock> environment;

    Places(Project project, Environment environment) {
        this.project = project;
        this.body = project.file().hcl().body();
        this.environment = environment
                .range()
                .flatMap(range -> body.blocks("env").stream()
                        .filter(block -> block.range().equals(range))
                        .findFirst());
    }

    /** The chosen environment's block. */
    Optional<HclBlock> environment() {
        return environment;
    }

    /** An attribute of the environment. */
    Optional<HclAttribute> attribute(String name) {
        return environment.flatMap(block -> block.body().attribute(name));
    }

    /** A setting with its place and with what its value was made from. */
    <T> Stated stated(String rule, Setting<T> setting) {
        List<Origin> origins = setting.range().map(this::origins).orElse(List.of());
        boolean hidden = origins.stream().anyMatch(o -> o.value().equals(HIDDEN));
        return new Stated(rule, setting.range(), hidden ? HIDDEN : String.valueOf(setting.value()), origins);
    }

    /** The place of one item of a list attribute: the item itself when it is written there, else the attribute. */
    Optional<SourceRange> item(String attribute, String text) {
        return attribute(attribute)
                .map(a -> a.value() instanceof HclExpression.ListLiteral(var items, var range)
                        ? items.stream()
                                .filter(i -> i instanceof HclExpression.Literal(HclValue value, var at)
                                        && Conversions.text(value)
                                                .filter(text::equals)
                                                .isPresent())
                                .map(HclExpression::range)
                                .findFirst()
                                .orElse(a.range())
                        : a.range());
    }

    /** What the value of the attribute at that place was made from. */
    List<Origin> origins(SourceRange attribute) {
        return find(body, attribute).map(a -> origins(a.value())).orElse(List.of());
    }

    private List<Origin> origins(HclExpression expression) {
        Map<String, Origin> found = new LinkedHashMap<>();
        collect(expression, found);
        return List.copyOf(found.values());
    }

    private static Optional<HclAttribute> find(HclBody in, SourceRange range) {
        Optional<HclAttribute> here =
                in.attributes().stream().filter(a -> a.range().equals(range)).findFirst();
        return here.or(() -> in.blocks().stream()
                .filter(b -> b.range().offset() <= range.offset()
                        && range.end() <= b.range().end())
                .flatMap(b -> find(b.body(), range).stream())
                .findFirst());
    }

    private void collect(HclExpression expression, Map<String, Origin> found) {
        switch (expression) {
            case HclExpression.Attribute(HclExpression.Name(String root, var at), String name, var nameRange, var range)
            when root.equals("var") -> variable(name, found);
            case HclExpression.Attribute(HclExpression.Name(String root, var at), String name, var nameRange, var range)
            when root.equals("local") -> local(name, found);
            case HclExpression.Attribute(HclExpression.Name(String root, var at), String name, var nameRange, var range)
            when root.equals("atlas") && name.equals("env") ->
                found.putIfAbsent(
                        "atlas.env",
                        new Origin("atlas.env", project.environmentName(), "the chosen environment", Optional.empty()));
            case HclExpression.Attribute outer
            when dataSource(outer).isPresent() -> {
                String name = dataSource(outer).get();
                found.putIfAbsent(name, new Origin(name, "", "a data source", declared(name)));
            }
            case HclExpression.Call call when call.function().equals("getenv") -> environmentVariable(call, found);
            default -> expression.children().forEach(child -> collect(child, found));
        }
    }

    private void variable(String name, Map<String, Origin> found) {
        Optional<Variable> variable = Optional.ofNullable(project.variables().get(name));
        if (variable.isEmpty() || found.containsKey("var." + name)) {
            return;
        }
        Variable known = variable.get();
        String from = switch (known.setBy()) {
            case USER -> "--var; declared";
            case DEFAULT -> "its default";
        };
        String value = known.sensitive()
                ? HIDDEN
                : Conversions.text(known.value()).orElseGet(() -> known.value().toString());
        found.put("var." + name, new Origin("var." + name, value, from, Optional.of(known.range())));
        if (known.setBy() == Variable.SetBy.DEFAULT) {
            body.blocks("variable").stream()
                    .filter(b -> b.range().equals(known.range()))
                    .flatMap(b -> b.body().attribute("default").stream())
                    .forEach(a -> collect(a.value(), found));
        }
    }

    private void local(String name, Map<String, Origin> found) {
        if (found.containsKey("local." + name)) {
            return;
        }
        for (HclBlock locals : body.blocks("locals")) {
            locals.body().attribute(name).ifPresent(a -> {
                found.put("local." + name, new Origin("local." + name, "", "a local", Optional.of(a.range())));
                collect(a.value(), found);
            });
        }
    }

    private void environmentVariable(HclExpression.Call call, Map<String, Origin> found) {
        List<String> names = new ArrayList<>();
        call.arguments().forEach(a -> {
            if (a instanceof HclExpression.Literal(HclValue value, var range)) {
                Conversions.text(value).ifPresent(names::add);
            }
            collect(a, found);
        });
        String name = "getenv(" + (names.isEmpty() ? "..." : "\"" + names.getFirst() + "\"") + ")";
        found.putIfAbsent(name, new Origin(name, "", "an environment variable", Optional.empty()));
    }

    /** {@code data.kind.name}, when the expression starts with it. */
    private static Optional<String> dataSource(HclExpression.Attribute expression) {
        if (expression.object()
                        instanceof
                        HclExpression.Attribute(
                                HclExpression.Name(String root, var at),
                                String kind,
                                var nameRange,
                                var range)
                && root.equals("data")) {
            return Optional.of("data." + kind + "." + expression.name());
        }
        return Optional.empty();
    }

    private Optional<SourceRange> declared(String dataSource) {
        String[] parts = dataSource.split("\\.", 3);
        return body.blocks("data").stream()
                .filter(b -> b.labels().size() == 2
                        && b.labels().get(0).value().equals(parts[1])
                        && b.labels().get(1).value().equals(parts[2]))
                .map(HclBlock::typeRange)
                .findFirst();
    }
}
