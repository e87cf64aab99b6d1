package dev.countersign.report;

import dev.countersign.gotemplate.GoTemplates;
import dev.countersign.gotemplate.TemplateFunction;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import java.util.List;
import java.util.Map;

/** A form of somebody's own for the output of a command: a Go template, run on what the command found. */
public final class OutputTemplate {
    private final HclSource source;

    /**
     * @param name what the template is called in messages
     * @param text the template
     */
    public OutputTemplate(String name, String text) {
        this.source = new HclSource(name, text);
    }

    /** What a template is run on. */
    interface Subject {
        /** What its dot is. */
        HclValue data();

        /** Functions besides those that every output has. */
        Map<String, TemplateFunction> functions();
    }

    /**
     * What the template writes.
     *
     * @throws HclException when it cannot be read, asks for what is not there, or costs too much; with the place in the template
     */
    String write(Subject subject) {
        return GoTemplates.parse(List.of(source), TemplateFunctions.with(subject.functions()))
                .run(source.name(), subject.data());
    }
}
