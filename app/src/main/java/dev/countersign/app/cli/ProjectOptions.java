package dev.countersign.app.cli;

import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.Selection;
import dev.countersign.policy.ProjectFile;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that choose a project file, its environment and its variables. */
final class ProjectOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "project file (default: countersign.hcl or atlas.hcl here); file://FILE is understood too")
    private String config = "";

    @Option(names = "--env", paramLabel = "NAME", description = "environment of the project file")
    private String environment = "";

    @Option(
            names = "--var",
            paramLabel = "NAME=VALUE",
            description = "value of a variable; repeat for several variables, or for a list")
    private List<String> variables = new ArrayList<>();

    @Option(
            names = "--dev-url",
            paramLabel = "URL",
            description =
                    "dev database (default: the built-in engine, embedded://postgres/18 or sqlite://dev?mode=memory)")
    private String devUrl = "";

    @Option(names = "--schema", paramLabel = "NAME", description = "only this schema (repeatable)")
    private List<String> schemas = new ArrayList<>();

    @Option(
            names = "--include",
            paramLabel = "PATTERN",
            description = "only what matches schema.object, e.g. public.*_log[type=table] (repeatable)")
    private List<String> include = new ArrayList<>();

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description = "without what matches schema.object.child, e.g. *.*[type=view] (repeatable)")
    private List<String> exclude = new ArrayList<>();

    @Option(
            names = "--ignore",
            split = ",",
            paramLabel = "ASPECT",
            description = "leaves owners, privileges or roles out of the comparison (several with commas)")
    private List<Selection.Aspect> ignore = new ArrayList<>();

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description = "dialect of files when no URL says it: postgres (default), sqlite")
    private String dialect = "";

    @Option(
            names = "--actor",
            paramLabel = "NAME",
            description = "who makes the change, for ownership rules (default: COUNTERSIGN_ACTOR, GITHUB_ACTOR or"
                    + " GITLAB_USER_LOGIN; 'sign' takes the signer)")
    private String actor = "";

    @Option(
            names = "--allow-program",
            paramLabel = "COMMAND LINE",
            description = "lets the project file run this command line now, e.g. 'npx drizzle-kit export' (repeatable)")
    private List<String> programs = new ArrayList<>();

    /** The request for the given states; empty {@code from} and {@code to} leave them to the environment. */
    ReviewRequest request(String from, List<String> to) {
        Optional<Path> file =
                config.isEmpty() ? Optional.empty() : Optional.of(ProjectFile.ofConfigUrl(config, Path.of("")));
        return new ReviewRequest(
                file,
                Path.of("").toAbsolutePath(),
                text(environment),
                variableValues(),
                text(from),
                to,
                text(devUrl),
                schemas,
                new Selection(include, exclude, text(dialect), Set.copyOf(ignore)),
                text(actor),
                programs);
    }

    private Map<String, List<String>> variableValues() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            if (equals < 1) {
                throw new CountersignException(
                        ExitCode.USAGE,
                        "--var " + variable + ": write it as name=value, for example --var destructive=true");
            }
            values.computeIfAbsent(variable.substring(0, equals), name -> new ArrayList<>())
                    .add(variable.substring(equals + 1));
        }
        return values;
    }

    private static Optional<String> text(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
