package dev.countersign.engine;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.policy.Mask;
import dev.countersign.policy.NotEvaluated;
import dev.countersign.policy.Notice;
import dev.countersign.policy.Outside;
import dev.countersign.policy.PolicyException;
import dev.countersign.policy.ProjectFile;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A request joined with the project file it names or finds: what the request says wins over the environment. */
final class Project {
    private final ReviewRequest request;
    private final Path directory;
    private final Policies policies;
    private final EffectivePolicy policy;
    private final Absolute absolute;
    private final Outside outside;

    /** Makes relative paths in connection URLs absolute. */
    @FunctionalInterface
    interface Absolute {
        String url(String url, Path directory);
    }

    private Project(ReviewRequest request, Path directory, Policies policies, Absolute absolute, Outside outside) {
        this.outside = outside;
        this.request = request;
        this.directory = directory;
        this.policies = policies;
        this.absolute = absolute;
        this.policy = this.policies.evaluate(request.variables(), Map.of());
    }

    /**
     * @throws CountersignException when the project file cannot be used
     */
    static Project of(ReviewRequest request, Absolute absolute, Outside outside) {
        return of(request, read(request, outside), absolute, outside);
    }

    /**
     * @param file the request's project file, if it has one
     * @throws CountersignException when the project file cannot be used
     */
    static Project of(ReviewRequest request, Optional<ProjectFile> file, Absolute absolute, Outside outside) {
        if (file.isEmpty()) {
            if (request.environment().isPresent()) {
                throw new CountersignException(
                        ExitCode.USAGE,
                        "The environment \"" + request.environment().get()
                                + "\" needs a project file; there is no countersign.hcl or atlas.hcl in "
                                + request.directory() + ", so name one with --config.");
            }
            return new Project(
                    request,
                    request.directory(),
                    (variables, switches) -> EffectivePolicy.withoutFile(),
                    absolute,
                    outside);
        }
        ProjectFile read = file.get();
        Path shown = request.config().orElse(read.path().getFileName());
        return new Project(
                request,
                read.directory(),
                new ProjectPolicies(
                                read,
                                shown,
                                request.environment().orElse(""),
                                Actor.of(request.actor(), System.getenv()))
                        .replacing(Replaced.by(request)),
                absolute,
                outside);
    }

    /** The same, where everything is compared in the scope of one schema; empty for a whole database. */
    Project inScopeOf(Optional<String> oneSchema) {
        // without one, it is read like that already
        return oneSchema.isEmpty()
                ? this
                : new Project(request, directory, policies.inScopeOf(oneSchema), absolute, outside);
    }

    /** The same, where migrations are those of another directory than the environment's, if somebody names one. */
    Project withDirectory(Optional<String> dir) {
        Replaced replaced = Replaced.by(request).and(Replaced.DIRECTORY, "--dir");
        return dir.isEmpty() ? this : new Project(request, directory, policies.replacing(replaced), absolute, outside);
    }

    /**
     * The names of the environments that the request's project file has, in its order, and at last that which stands for all others, if it has one; empty
     * when there is no project file.
     */
    static List<String> environments(ReviewRequest request) {
        return file(request)
                .map(path -> read(path, Optional.empty()))
                .map(file -> {
                    List<String> names = new ArrayList<>(file.environmentNames());
                    if (file.hasEnvironmentForOtherNames()) {
                        names.add(dev.countersign.policy.Project.ANY_OTHER);
                    }
                    return names;
                })
                .orElse(List.of());
    }

    /** The same with their targets, as far as those are known without asking anything outside. */
    static List<EnvironmentChoice> choices(ReviewRequest request) {
        Optional<ProjectFile> file = read(request, new NothingOutside());
        return environments(request).stream()
                .map(name -> {
                    List<String> targets =
                            file.map(f -> targets(f, name, request)).orElse(List.of());
                    boolean several = file.filter(f -> f.hasTargets(name)).isPresent();
                    return new EnvironmentChoice(name, targets, several && targets.isEmpty());
                })
                .toList();
    }

    /**
     * The targets of the request's environment.
     *
     * @throws CountersignException when they cannot be had
     */
    static List<String> targets(ReviewRequest request, Outside outside) {
        dev.countersign.policy.Project project = read(request, outside)
                .map(file -> dev.countersign.policy.Project.evaluate(
                        file, request.environment().orElse(""), request.variables()))
                .orElseThrow(() -> new CountersignException(ExitCode.USAGE, "There is no project file."));
        List<String> targets = project.targetNames();
        List<String> unknown = project.notEvaluated().stream()
                .filter(note -> note.what().equals("env.for_each"))
                .map(NotEvaluated::summary)
                .toList();
        if (targets.isEmpty() && !unknown.isEmpty()) {
            throw new CountersignException(ExitCode.UNSUPPORTED, String.join("\n", unknown) + ".");
        }
        return targets;
    }

    private static List<String> targets(ProjectFile file, String name, ReviewRequest request) {
        if (!file.hasTargets(name)) {
            return List.of();
        }
        try {
            return dev.countersign.policy.Project.evaluate(file, name, request.variables())
                    .targetNames();
        } catch (PolicyException e) {
            // who chooses the environment is told what is wrong with it
            return List.of();
        }
    }

    /** The project file that the request names or that is found for it. */
    static Optional<ProjectFile> read(ReviewRequest request, Outside outside) {
        return file(request).map(path -> read(path, Optional.of(outside)));
    }

    private static Optional<Path> file(ReviewRequest request) {
        return request.config()
                .map(path -> request.directory().resolve(path))
                .or(() -> ProjectFile.find(request.directory()));
    }

    private static ProjectFile read(Path file, Optional<Outside> outside) {
        if (!Files.isRegularFile(file)) {
            throw new CountersignException(ExitCode.USAGE, "There is no project file " + file + ".");
        }
        return ProjectFile.read(file, System.getenv(), outside);
    }

    /** The directory against which the URLs are resolved: those of the request against its own, those of the file against the file's. */
    Path directory() {
        return directory;
    }

    /** The directory in which somebody asks, against which what they give is resolved. */
    Path callerDirectory() {
        return request.directory();
    }

    Policies policies() {
        return policies;
    }

    /** What the project file says, with the lines that say it; empty when there is no project file. */
    Optional<ProjectPolicies> ofFile() {
        return policies instanceof ProjectPolicies ofFile ? Optional.of(ofFile) : Optional.empty();
    }

    ReviewRequest request() {
        return request;
    }

    Map<String, List<String>> variables() {
        return request.variables();
    }

    /** Values for the variables of schemas written as HCL: what the environment says beside its settings, and over that what the request sets. */
    Map<String, List<String>> schemaVariables() {
        Map<String, List<String>> all = new TreeMap<>(policy.inputs());
        all.putAll(request.variables());
        return all;
    }

    /** The names of the environment's other attributes that something takes: a variable of a schema in HCL, or an {@code env://} reference. */
    Set<String> inputsTaken() {
        Set<String> taken = new TreeSet<>();
        Stream.of(request.from().stream(), request.to().stream(), request.devUrl().stream())
                .flatMap(urls -> urls)
                .filter(url -> url.startsWith("env://"))
                .forEach(url -> taken.add(url.substring("env://".length())));
        Stream.of(statedFrom(), statedTo())
                .flatMap(Optional::stream)
                .forEach(urls -> taken.addAll(Sources.variables(
                        urls.stream()
                                .filter(url -> !policy.states().containsKey(url))
                                .toList(),
                        directory)));
        return taken;
    }

    /** URLs of the current state. */
    List<String> from() {
        return statedFrom().orElseThrow(() -> missing("current", "--from", "url"));
    }

    /** URLs of the current state, if anybody names one. */
    Optional<List<String>> statedFrom() {
        return request.from()
                .map(url -> List.of(own(url)))
                .or(() -> policy.url().map(url -> List.of(absolute.url(url, directory))));
    }

    /** URLs of the desired state. */
    List<String> to() {
        return statedTo().orElseThrow(() -> missing("desired", "--to", "src"));
    }

    /** URLs of the desired state, if anybody names one. */
    Optional<List<String>> statedTo() {
        if (!request.to().isEmpty()) {
            return Optional.of(request.to().stream().map(this::own).toList());
        }
        return policy.desired().isEmpty()
                ? Optional.empty()
                : Optional.of(policy.desired().stream()
                        .map(url -> absolute.url(url, directory))
                        .toList());
    }

    Optional<String> devUrl() {
        // what is no URL at all is left to the one who opens it to refuse, with the forms that it knows
        return request.devUrl()
                .map(url -> url.contains("://") ? own(url) : url)
                .or(() -> policy.dev().map(url -> absolute.url(url, directory)));
    }

    List<String> schemas() {
        if (request.schemas().contains("")) {
            throw new CountersignException(ExitCode.USAGE, "--schema needs the name of a schema.");
        }
        return request.schemas().isEmpty() ? policy.schemas() : request.schemas();
    }

    /** Kinds of objects that take no part, and why. */
    Map<ObjectKind, String> ignoredKinds() {
        Map<ObjectKind, String> all = new EnumMap<>(ObjectKind.class);
        all.putAll(policy.leftOut());
        request.selection().ignoredKinds().forEach(kind -> all.put(kind, "ignored, as asked"));
        return all;
    }

    /** Those of the ignored kinds that the policy leaves out only because it says nothing about them. */
    Set<ObjectKind> unsaidKinds() {
        Set<ObjectKind> unsaid = new HashSet<>(policy.unsaid());
        unsaid.removeAll(request.selection().ignoredKinds());
        return unsaid;
    }

    /** What the project file adds to URLs. */
    Sources.Derivation derivation() {
        // a dev database that the request names has no baseline
        return new Sources.Derivation(
                policy.states(), outside, request.devUrl().isPresent() ? Optional.empty() : policy.baseline());
    }

    List<String> include() {
        return request.selection().include().isEmpty()
                ? policy.include()
                : request.selection().include();
    }

    List<String> exclude() {
        return request.selection().exclude().isEmpty()
                ? policy.exclude()
                : request.selection().exclude();
    }

    /** Patterns of the names of roles that a plan may drop. */
    List<String> dropRoles() {
        return request.selection().dropRoles();
    }

    /** Name of the dialect that the request asks for. */
    Optional<String> dialect() {
        return request.selection().dialect();
    }

    /** What of its variables' values must not be shown in words for people. */
    Mask mask() {
        return policies.mask(request.variables());
    }

    EffectivePolicy policy() {
        return policy;
    }

    /** A URL of the request: relative files are meant against the request's directory, whatever the project file's is. */
    private String own(String url) {
        String resolved = policy.resolver().apply(url);
        if (!resolved.equals(url)) {
            return absolute.url(resolved, directory);
        }
        boolean file = url.startsWith("file://");
        if (!file && url.contains("://")) {
            return absolute.url(url, request.directory());
        }
        String path = file ? url.substring("file://".length()) : url;
        return "file://" + request.directory().toAbsolutePath().resolve(path);
    }

    /** Why the setting that names a state has no value although it is there, with the place; empty when it is not there. */
    private String notKnown(String attribute) {
        return ofFile().map(p -> p.inForce(request.variables(), Map.of()).project()).stream()
                .flatMap(project -> Stream.concat(
                        project.notEvaluated().stream()
                                .filter(n -> n.what().endsWith("." + attribute))
                                .map(NotEvaluated::summary),
                        project.notices().stream()
                                .filter(n -> n.what().endsWith("." + attribute))
                                .map(Notice::summary)))
                .map(summary -> " " + summary + ".")
                .collect(Collectors.joining());
    }

    private CountersignException missing(String state, String option, String attribute) {
        String chosen = policy.environment().isEmpty()
                ? "choose an environment with --env"
                : "set " + attribute + " in environment \"" + policy.environment() + "\"";
        return new CountersignException(
                ExitCode.USAGE,
                "There is no " + state + " state; give it with " + option + " or " + chosen + "."
                        + notKnown(attribute));
    }
}
