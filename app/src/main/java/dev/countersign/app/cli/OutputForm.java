package dev.countersign.app.cli;

import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.Workspace;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclProblem;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.report.OutputTemplate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a command writes what it found: by the name of a format, or by a Go template.
 *
 * @param name the format; without meaning when there is a template
 * @param template the template, if it is one
 */
record OutputForm(String name, Optional<OutputTemplate> template) {
    private static final String TEMPLATE = "{{";

    /**
     * What {@code --format} says, or else the project file, or else the first name.
     *
     * @param given the option's value; empty when it was not given
     * @param command what project files call the command, e.g. {@code schema.diff}
     * @param names the formats that the command has
     * @throws CountersignException when it is none of them and no template
     */
    static OutputForm of(String given, String command, List<String> names, Workspace workspace, ReviewRequest request) {
        if (!given.isEmpty()) {
            return of(given, names);
        }
        return workspace
                .policy()
                .format(request, command)
                .map(text -> new OutputForm("", Optional.of(new OutputTemplate("format." + command, text))))
                .orElseGet(() -> new OutputForm(names.getFirst(), Optional.empty()));
    }

    /** What {@code --format} says. */
    static OutputForm of(String given, List<String> names) {
        if (given.contains(TEMPLATE)) {
            return new OutputForm("", Optional.of(new OutputTemplate("--format", given)));
        }
        if (!names.contains(given)) {
            throw new CountersignException(
                    ExitCode.USAGE,
                    "--format " + given + " is not one of " + String.join(", ", names)
                            + ", and no Go template {{ ... }}");
        }
        return new OutputForm(given, Optional.empty());
    }

    /** The template's output, or else what the name stands for. */
    String write(Function<OutputTemplate, String> byTemplate, Function<String, String> byName) {
        if (template.isEmpty()) {
            return byName.apply(name);
        }
        try {
            String text = byTemplate.apply(template.get());
            return text.endsWith("\n") ? text : text + "\n";
        } catch (HclException e) {
            throw new CountersignException(
                    ExitCode.USAGE,
                    e.problems().stream().map(HclProblem::render).collect(Collectors.joining("\n")),
                    e);
        }
    }
}
