package dev.countersign.engine;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.deprecation.Terms;
import dev.countersign.folders.UserFolders;
import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclValue;
import dev.countersign.lint.LintSettings;
import dev.countersign.policy.Environment;
import dev.countersign.policy.Mask;
import dev.countersign.policy.NotEvaluated;
import dev.countersign.policy.Notice;
import dev.countersign.policy.Project;
import dev.countersign.policy.ProjectFile;
import dev.countersign.policy.Variable;
import dev.countersign.review.Review.PolicyFile;
import dev.countersign.review.ReviewMode;
import dev.countersign.review.VariableValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The policy of a project file, evaluated for every set of variable values; the file itself is read once. */
final class ProjectPolicies implements Policies {
    /** What stands for the value of a sensitive variable. */
    static final String HIDDEN = "(sensitive)";

    private final ProjectFile file;
    private final Path shownPath;
    private final String environment;
    private final Optional<String> actor;
    private final Optional<String> oneSchema;
    private final Replaced replaced;

    /** Of a change that nobody in particular makes. */
    ProjectPolicies(ProjectFile file, Path shownPath, String environment) {
        this(file, shownPath, environment, Optional.empty());
    }

    /**
     * @param shownPath the file's path as the user gave it
     * @param actor who makes the change
     */
    ProjectPolicies(ProjectFile file, Path shownPath, String environment, Optional<String> actor) {
        this(file, shownPath, environment, actor, Optional.empty(), new Replaced(new TreeMap<>()));
    }

    private ProjectPolicies(
            ProjectFile file,
            Path shownPath,
            String environment,
            Optional<String> actor,
            Optional<String> oneSchema,
            Replaced replaced) {
        this.file = file;
        this.shownPath = shownPath;
        this.environment = environment;
        this.actor = actor;
        this.oneSchema = oneSchema;
        this.replaced = replaced;
    }

    @Override
    public Optional<String> actor() {
        return actor;
    }

    @Override
    public Mask mask(Map<String, List<String>> variables) {
        return Mask.of(
                Project.evaluate(file, environment, variables).variables().values());
    }

    @Override
    public Policies by(Optional<String> other) {
        return new ProjectPolicies(file, shownPath, environment, other, oneSchema, replaced);
    }

    @Override
    public Policies inScopeOf(Optional<String> schema) {
        return new ProjectPolicies(file, shownPath, environment, actor, schema, replaced);
    }

    @Override
    public Policies replacing(Replaced others) {
        return new ProjectPolicies(file, shownPath, environment, actor, oneSchema, others);
    }

    @Override
    public EffectivePolicy evaluate(Map<String, List<String>> variables, Map<String, String> switches) {
        InForce inForce = inForce(variables, switches);
        Environment chosen = inForce.environment();
        return new EffectivePolicy(
                Optional.of(
                        new PolicyFile(shownPath.toString(), inForce.project().sha256(), read())),
                chosen.name(),
                chosen.url(),
                chosen.desired(),
                chosen.dev(),
                chosen.schemas(),
                chosen.include(),
                chosen.exclude(),
                inForce.leftOut(),
                LeftOut.unsaid(chosen.mode()),
                inForce.project().states(),
                chosen.baseline(),
                chosen.checks(),
                chosen.seedData(),
                values(inForce.project(), switches),
                inputs(chosen.attributes()),
                mode(chosen.lint().review().value()),
                dialect -> AskedForms.of(chosen.diff().of(dialect), name()),
                diff -> SkipRule.of(chosen.diff().of(diff.current().dialect()).skip(), name(), diff),
                inForce.lint(),
                inForce.terms(),
                chosen.migration(),
                chosen.lint().detector(),
                inForce.notEvaluated(),
                chosen.whenIdle().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, e -> e.getValue().summary())),
                notices(inForce.project()),
                chosen::resolve);
    }

    /**
     * The policy with the lines that say it.
     *
     * @param project the evaluated file
     * @param environment the chosen environment
     * @param leftOut kinds of objects that are not compared, and why
     * @param lint what the analyzers are given
     * @param terms what is asked of drops
     * @param notEvaluated what has no effect, one sentence each
     */
    record InForce(
            Project project,
            Environment environment,
            Map<ObjectKind, String> leftOut,
            LintSettings lint,
            Optional<Terms> terms,
            List<String> notEvaluated) {}

    InForce inForce(Map<String, List<String>> variables, Map<String, String> switches) {
        Map<String, List<String>> values = new TreeMap<>(variables);
        switches.forEach((name, value) -> values.put(name, List.of(value)));
        Project project = Project.evaluate(file, environment, values);
        Environment chosen = project.environment();
        GuardsOfProject guards = new GuardsOfProject(chosen.lint().guards(), file, actor, oneSchema);
        return new InForce(
                project,
                chosen,
                LeftOut.by(chosen.mode(), name()),
                new LintSettingsReader(name()).read(chosen.lint(), guards),
                new DeprecationTerms(file.directory(), name(), UserFolders.ofThisProcess()).of(chosen),
                notEvaluated(project, guards));
    }

    /** The digests of the files that the policy was made from besides the project file. */
    private SortedMap<String, String> read() {
        SortedMap<String, String> read = new TreeMap<>();
        file.filesRead()
                .forEach((path, sha256) ->
                        read.put(file.directory().relativize(path).toString().replace('\\', '/'), sha256));
        return read;
    }

    /** The file's path as the user gave it. */
    String shownPath() {
        return shownPath.toString();
    }

    private String name() {
        return file.path().getFileName().toString();
    }

    private static List<VariableValue> values(Project project, Map<String, String> switches) {
        List<VariableValue> values = new ArrayList<>();
        for (Variable variable : project.variables().values()) {
            String setBy = switches.containsKey(variable.name())
                    ? "switch"
                    : variable.setBy() == Variable.SetBy.USER ? "--var" : "default";
            values.add(new VariableValue(
                    variable.name(),
                    variable.type().hclName(),
                    variable.sensitive() ? HIDDEN : text(variable.value()),
                    variable.sensitive()
                            ? HIDDEN
                            : variable.defaultValue().map(ProjectPolicies::text).orElse(""),
                    variable.description(),
                    setBy));
        }
        return values;
    }

    private static String text(HclValue value) {
        return Conversions.text(value).orElseGet(value::toString);
    }

    private List<String> notEvaluated(Project project, GuardsOfProject guards) {
        Stream<String> written = project.notEvaluated().stream()
                .filter(note -> replaced.notice(note).isEmpty())
                .map(NotEvaluated::summary);
        return Stream.concat(written, guards.notEvaluated().stream()).toList();
    }

    private List<String> notices(Project project) {
        return Stream.concat(
                        project.notices().stream(),
                        project.notEvaluated().stream().flatMap(note -> replaced.notice(note).stream()))
                .map(Notice::summary)
                .toList();
    }

    private static ReviewMode mode(dev.countersign.policy.ReviewMode mode) {
        return switch (mode) {
            case ALWAYS -> ReviewMode.ALWAYS;
            case WARNING -> ReviewMode.WARNING;
            case ERROR -> ReviewMode.ERROR;
        };
    }

    /** Strings, numbers, bools and lists of these; a schema has no variables of other types from outside. */
    private static Map<String, List<String>> inputs(Map<String, HclValue> attributes) {
        Map<String, List<String>> inputs = new TreeMap<>();
        attributes.forEach((name, value) -> {
            List<HclValue> items = value instanceof HclValue.Items list ? list.values() : List.of(value);
            List<String> texts =
                    items.stream().flatMap(i -> Conversions.text(i).stream()).toList();
            if (texts.size() == items.size()) {
                inputs.put(name, texts);
            }
        });
        return inputs;
    }
}
