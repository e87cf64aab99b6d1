package dev.countersign.gotemplate;

import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Templates that can use each other by name, in the language of Go's {@code text/template}. Data are {@link HclValue}s.
 * Where Go writes "no value" or a complaint into the text, such as for a field that is not there, running fails.
 */
public final class GoTemplates {

    private final Map<String, List<TemplateNode>> templates;
    private final Map<String, TemplateFunction> functions;

    private GoTemplates(Map<String, List<TemplateNode>> templates, Map<String, TemplateFunction> functions) {
        this.templates = templates;
        this.functions = functions;
    }

    /**
     * Reads templates.
     *
     * @param sources the texts; a text's name is its template's name
     * @param functions what they may call besides Go's own functions
     * @throws HclException with the first problem of every text
     */
    public static GoTemplates parse(List<HclSource> sources, Map<String, TemplateFunction> functions) {
        SortedMap<String, List<TemplateNode>> templates = new TreeMap<>();
        Map<String, List<TemplateNode>> whole = new LinkedHashMap<>();
        List<HclProblem> problems = new ArrayList<>();
        for (HclSource source : sources) {
            try {
                whole.put(source.name(), new TemplateParser(source, templates).template());
            } catch (HclException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new HclException(problems);
        }
        templates.putAll(whole);
        return new GoTemplates(templates, BuiltIns.with(functions));
    }

    /**
     * What a template writes.
     *
     * @param name one of the templates
     * @param data what its dot is
     * @throws HclException when it asks for what is not there; {@link dev.countersign.hcl.HclBudgetException} when it
     *     costs too much
     */
    public String run(String name, HclValue data) {
        return new TemplateRun(templates, functions).write(templates.get(name), data);
    }
}
