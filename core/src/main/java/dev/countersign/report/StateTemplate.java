package dev.countersign.report;

import dev.countersign.diff.SchemaDiff;
import dev.countersign.gotemplate.TemplateFunction;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.JsonText;
import dev.countersign.plan.Plan;
import dev.countersign.sql.Script;
import dev.countersign.sql.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Schemas and what leads from one to the other, for templates: {@code sql} writes the statements, with another indentation where a second value asks for it.
 *
 * @param data what the dot is
 * @param texts what makes the text that the function of that name writes when it is given the dot
 */
public record StateTemplate(HclValue data, Map<String, Supplier<String>> texts) implements OutputTemplate.Subject {
    private static final String UNIT = "    ";
    private static final Pattern LINE_START = Pattern.compile("\n((?:" + UNIT + ")+)");

    public StateTemplate {
        texts = Map.copyOf(texts);
    }

    /**
     * A state that was inspected.
     *
     * @param json everything in it
     */
    public static StateTemplate of(String json, Supplier<String> sql, Supplier<String> hcl) {
        return new StateTemplate(JsonText.read(json), Map.of("sql", sql, "hcl", hcl));
    }

    /** What differs, and the statements that lead from the current to the desired state. */
    public static StateTemplate of(SchemaDiff diff, Plan plan) {
        ChangeWords words = new ChangeWords();
        List<HclValue> changes = new ArrayList<>();
        diff.changes()
                .forEach(change -> changes.add(HclValue.of(Map.of(
                        "Kind", HclValue.of(change.ref().kind().label()),
                        "Name", HclValue.of(change.ref().display()),
                        "Text", HclValue.of(words.sentence(change))))));
        List<HclValue> statements = plan.statements().stream()
                .<HclValue>map(s -> HclValue.of(s.sql()))
                .toList();
        return new StateTemplate(
                HclValue.of(Map.of("Changes", HclValue.of(changes), "Statements", HclValue.of(statements))),
                Map.of("sql", plan::script));
    }

    /**
     * What the template writes of it.
     *
     * @throws dev.countersign.hcl.HclException when it asks for what is not there, with the place in the template
     */
    public String write(OutputTemplate template) {
        return template.write(this);
    }

    @Override
    public Map<String, TemplateFunction> functions() {
        Map<String, TemplateFunction> functions = new HashMap<>();
        texts.forEach((name, text) -> functions.put(name, values -> {
            boolean indented = name.equals("sql") && values.size() == 2;
            if (!indented) {
                TemplateFunctions.need(values, 1);
            }
            if (values.getFirst() != data) {
                throw new IllegalArgumentException("writes the whole: give it . or $");
            }
            return HclValue.of(indented ? indented(text.get(), TemplateFunctions.text(values.get(1))) : text.get());
        }));
        return functions;
    }

    /** Only the space between words changes: what stands in quotes and bodies stays. */
    private static String indented(String sql, String unit) {
        StringBuilder out = new StringBuilder();
        for (Token token : Script.parse(sql).tokens()) {
            String text = token.in(sql);
            out.append(
                    token.kind() != Token.Kind.WHITESPACE
                            ? text
                            : LINE_START
                                    .matcher(text)
                                    .replaceAll(m -> Matcher.quoteReplacement(
                                            "\n" + unit.repeat(m.group(1).length() / UNIT.length()))));
        }
        return out.toString();
    }
}
