package dev.countersign.report;

import dev.countersign.gotemplate.TemplateFunction;
import dev.countersign.hcl.HclValue;
import java.util.Map;

/**
 * Values for a template that are put together elsewhere.
 *
 * @param data what its dot is
 */
public record ValueTemplate(HclValue data) implements OutputTemplate.Subject {
    @Override
    public Map<String, TemplateFunction> functions() {
        return Map.of();
    }

    /**
     * What the template writes of it.
     *
     * @throws dev.countersign.hcl.HclException when it asks for what is not there, with the place in the template
     */
    public String write(OutputTemplate template) {
        return template.write(this);
    }
}
