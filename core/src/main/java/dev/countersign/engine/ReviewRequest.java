package dev.countersign.engine;

import dev.countersign.policy.TargetName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What to review. What is not said here comes from the chosen environment of the project file.
 *
 * @param config the project file; empty: {@code countersign.hcl} or {@code atlas.hcl} in {@code directory} if there is one
 * @param directory the directory against which relative paths are resolved
 * @param environment name of the environment, as {@code --env}; kept without the password of a target that is a URL
 * @param variables {@code --var} values by name, several for lists
 * @param from current state as a URL; overrides the environment's {@code url}
 * @param to desired state as URLs; overrides the environment's {@code src}
 * @param devUrl dev database; overrides the environment's {@code dev}
 * @param schemas only these schemas
 * @param selection which objects take part
 * @param actor who makes the change, as ownership rules call them; empty: the environment variable {@code COUNTERSIGN_ACTOR}
 * @param programs command lines that the project file may run this time without noted consent
 */
public record ReviewRequest(
        Optional<Path> config,
        Path directory,
        Optional<String> environment,
        Map<String, List<String>> variables,
        Optional<String> from,
        List<String> to,
        Optional<String> devUrl,
        List<String> schemas,
        Selection selection,
        Optional<String> actor,
        List<String> programs) {
    public ReviewRequest {
        programs = List.copyOf(programs);
        variables = Map.copyOf(variables);
        to = List.copyOf(to);
        schemas = List.copyOf(schemas);
        environment = environment.map(TargetName::inEnvironment);
    }

    /** A request about everything in the schemas. */
    public ReviewRequest(
            Optional<Path> config,
            Path directory,
            Optional<String> environment,
            Map<String, List<String>> variables,
            Optional<String> from,
            List<String> to,
            Optional<String> devUrl,
            List<String> schemas) {
        this(config, directory, environment, variables, from, to, devUrl, schemas, Selection.everything());
    }

    /** A request of nobody in particular. */
    public ReviewRequest(
            Optional<Path> config,
            Path directory,
            Optional<String> environment,
            Map<String, List<String>> variables,
            Optional<String> from,
            List<String> to,
            Optional<String> devUrl,
            List<String> schemas,
            Selection selection) {
        this(
                config,
                directory,
                environment,
                variables,
                from,
                to,
                devUrl,
                schemas,
                selection,
                Optional.empty(),
                List.of());
    }

    /** A request that says nothing but where it is made. */
    public static ReviewRequest of(Path directory) {
        return new ReviewRequest(
                Optional.empty(),
                directory,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    /** The same request with this current state. */
    public ReviewRequest from(String url) {
        return new ReviewRequest(
                config,
                directory,
                environment,
                variables,
                Optional.of(url),
                to,
                devUrl,
                schemas,
                selection,
                actor,
                programs);
    }

    /** The same request with this desired state. */
    public ReviewRequest to(String... urls) {
        return new ReviewRequest(
                config,
                directory,
                environment,
                variables,
                from,
                List.of(urls),
                devUrl,
                schemas,
                selection,
                actor,
                programs);
    }

    /** The same request on this dev database. */
    public ReviewRequest onDev(String url) {
        return new ReviewRequest(
                config,
                directory,
                environment,
                variables,
                from,
                to,
                Optional.of(url),
                schemas,
                selection,
                actor,
                programs);
    }

    /** The same request about these schemas only; about all when there are none. */
    public ReviewRequest within(List<String> names) {
        return new ReviewRequest(
                config, directory, environment, variables, from, to, devUrl, names, selection, actor, programs);
    }

    /** The same request made by somebody. */
    public ReviewRequest by(Optional<String> name) {
        return new ReviewRequest(
                config, directory, environment, variables, from, to, devUrl, schemas, selection, name, programs);
    }

    /** The same request with other values for some variables. */
    public ReviewRequest setting(Map<String, String> values) {
        Map<String, List<String>> all = new TreeMap<>(variables);
        values.forEach((name, value) -> all.put(name, List.of(value)));
        return new ReviewRequest(
                config, directory, environment, all, from, to, devUrl, schemas, selection, actor, programs);
    }

    /** The same request about other objects. */
    public ReviewRequest with(Selection other) {
        return new ReviewRequest(
                config, directory, environment, variables, from, to, devUrl, schemas, other, actor, programs);
    }

    /** The same request with relative paths meant from another directory. */
    public ReviewRequest in(Path newDirectory) {
        return new ReviewRequest(
                config, newDirectory, environment, variables, from, to, devUrl, schemas, selection, actor, programs);
    }

    /** The same request for another environment. */
    public ReviewRequest withEnvironment(String name) {
        return new ReviewRequest(
                config, directory, Optional.of(name), variables, from, to, devUrl, schemas, selection, actor, programs);
    }

    /** The same request in the other direction; for requests that name both states, one URL each. */
    public ReviewRequest swapped() {
        return new ReviewRequest(
                config,
                directory,
                environment,
                variables,
                Optional.of(to.getFirst()),
                List.of(from.orElseThrow()),
                devUrl,
                schemas,
                selection,
                actor,
                programs);
    }
}
