package dev.countersign.policy;

import dev.countersign.hcl.Budget;
import dev.countersign.hcl.Evaluator;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.Multiplicity;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.Scope;
import dev.countersign.hcl.SourceRange;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** An evaluated project file: the selected environment with its policy, and the variables that lead to it. */
public final class Project {

    /**
     * Stands for every name that no {@code env} block has as its label: what such an environment is for all of them, as the {@code env} block without a
     * label says it. What depends on the name is not known then.
     */
    public static final String ANY_OTHER = "any other";

    private final ProjectFile file;
    private final String environmentName;
    private final Map<String, List<String>> given;
    private final List<Environment> environments;
    private final SortedMap<String, Variable> variables;
    private final SortedMap<String, DerivedState> states;
    private final List<NotEvaluated> notEvaluated;
    private final List<Notice> notices;
    private final SortedSet<String> vocabulary;

    private Project(
            ProjectFile file,
            String environmentName,
            Map<String, List<String>> given,
            List<Environment> environments,
            SortedMap<String, Variable> variables,
            SortedMap<String, DerivedState> states,
            List<NotEvaluated> notEvaluated,
            List<Notice> notices,
            SortedSet<String> vocabulary) {
        this.file = file;
        this.environmentName = environmentName;
        this.given = given;
        this.environments = List.copyOf(environments);
        this.variables = variables;
        this.states = states;
        this.notEvaluated = List.copyOf(notEvaluated);
        this.notices = List.copyOf(notices);
        this.vocabulary = vocabulary;
    }

    /**
     * Reads and evaluates a project file.
     *
     * @param path the file
     * @param environment the environment to select; empty for none
     * @param vars values of variables as texts, several for a list
     * @throws PolicyException with every problem found
     */
    public static Project load(Path path, String environment, Map<String, List<String>> vars) {
        return evaluate(ProjectFile.read(path, System.getenv()), environment, vars);
    }

    /**
     * Evaluates a project file that was read before.
     *
     * @throws PolicyException with every problem found
     */
    public static Project evaluate(ProjectFile file, String environment, Map<String, List<String>> vars) {
        Map<String, List<String>> given = new TreeMap<>();
        vars.forEach((name, values) -> given.put(name, List.copyOf(values)));
        return Evaluation.typed(() -> new Reading(file, environment, given).project());
    }

    /**
     * The same project with another value of a variable; nothing is read again.
     *
     * @throws PolicyException when the value does not fit
     */
    public Project with(String variable, String... values) {
        Map<String, List<String>> changed = new TreeMap<>(given);
        changed.put(variable, List.of(values));
        return evaluate(file, environmentName, changed);
    }

    /** The same project with another environment; nothing is read again. */
    public Project withEnvironment(String environment) {
        return evaluate(file, environment, given);
    }

    /** The file it was read from. */
    public ProjectFile file() {
        return file;
    }

    /** SHA-256 of the project file's bytes, in hexadecimal. */
    public String sha256() {
        return file.sha256();
    }

    /** The name of the selected environment; empty when none is. */
    public String environmentName() {
        return environmentName;
    }

    /** The selected environments: one, or one per target of a {@code for_each}. */
    public List<Environment> environments() {
        return environments;
    }

    /**
     * The selected environment.
     *
     * @throws PolicyException when it stands for several targets
     */
    public Environment environment() {
        if (environments.size() > 1 && targetNames().isEmpty()) {
            throw new PolicyException(HclProblem.at(
                    environments.get(1).range().orElseGet(() -> where(environments, environmentName, file)),
                    writtenTwice()));
        }
        if (environments.size() != 1) {
            throw new PolicyException(HclProblem.at(
                    where(environments, environmentName, file),
                    "environment \"" + environmentName + "\" stands for " + environments.size()
                            + " targets; a review needs exactly one"
                            + (environments.isEmpty() ? "" : ": " + String.join(" or ", targetNames()))));
        }
        return environments.getFirst();
    }

    /** That several blocks have the environment's label, as a sentence. */
    public String writtenTwice() {
        return "environment \"" + environmentName + "\" has " + environments.size()
                + " blocks; a review is of one of them, so keep one or give the others another name";
    }

    /** The block of an environment, also when it stands for no target. */
    private static SourceRange where(List<Environment> targets, String name, ProjectFile file) {
        return targets.stream()
                .flatMap(target -> target.range().stream())
                .findFirst()
                .or(() -> file.hcl().body().blocks("env").stream()
                        .filter(block -> block.label().filter(name::equals).isPresent())
                        .map(HclBlock::typeRange)
                        .findFirst())
                .orElseGet(() -> file.hcl().source().range(0, 0));
    }

    /** How each target of a {@code for_each} is asked for as an environment of its own: {@code prod[eu]}. */
    public List<String> targetNames() {
        return environments.stream()
                .flatMap(e -> e.target().stream().map(target -> EnvironmentName.of(e.name(), target)))
                .toList();
    }

    /** The labels of all {@code env} blocks, in text order. */
    public List<String> environmentNames() {
        return file.environmentNames();
    }

    /** All variables by name, with the values in force. */
    public SortedMap<String, Variable> variables() {
        return variables;
    }

    /** The variables that are on or off: what a window offers as switches. */
    public List<Variable> switches() {
        return variables.values().stream().filter(Variable::isSwitch).toList();
    }

    /** The states of data sources that the environment refers to, by the URLs that stand for them. */
    public SortedMap<String, DerivedState> states() {
        return states;
    }

    /** Everything the file or the command line says that has no effect here. */
    public List<NotEvaluated> notEvaluated() {
        return notEvaluated;
    }

    /** What the file says that cannot change what a review or a lint finds. */
    public List<Notice> notices() {
        return notices;
    }

    /** The names that its readers understand, e.g. {@code lint.destructive.error} and, of a block, {@code lint.destructive {}}. */
    public SortedSet<String> vocabulary() {
        return Collections.unmodifiableSortedSet(vocabulary);
    }

    /** Names only; values may be secret. */
    @Override
    public String toString() {
        return "project " + file.path() + ", environment \"" + environmentName + "\"";
    }

    /** One evaluation, from the parsed file to the project. */
    private static final class Reading {
        private final ProjectFile file;
        private final String environmentName;
        private final EnvironmentName name;
        private final Map<String, List<String>> given;
        private final List<HclBlock> blocks;
        private final Map<String, HclExpression> locals = new LinkedHashMap<>();
        private final Evaluator evaluator;
        private final Influence influence;

        Reading(ProjectFile file, String environmentName, Map<String, List<String>> given) {
            this.file = file;
            this.environmentName = TargetName.inEnvironment(environmentName);
            this.given = given;
            this.blocks = file.hcl().body().blocks();
            this.name = EnvironmentName.of(environmentName, file.hcl().body().blocks("env"));
            this.evaluator = new Evaluator(ProjectFunctions.of(file), new Budget(Budget.DEFAULT_STEPS));
            for (HclBlock block : file.hcl().body().blocks("locals")) {
                block.body().attributes().forEach(a -> locals.put(a.name(), a.value()));
            }
            this.influence = Influence.of(file.hcl().body());
        }

        Project project() {
            Scope root = RootScope.of(name.block(), blocks);
            Evaluation first = new Evaluation(evaluator, root, influence);
            VariableReader reader = new VariableReader(first, given);
            List<HclBlock> variableBlocks = file.hcl().body().blocks("variable");
            duplicateLocals(first);
            SortedMap<String, Variable> variables = reader.read(variableBlocks);

            AtomicReference<Evaluation> whole = new AtomicReference<>();
            LocalScope local =
                    new LocalScope(locals, evaluator, () -> whole.get().scope());
            DataSources data = new DataSources(file, whole::get);
            DevBlocks dev = new DevBlocks(file, whole::get);
            Evaluation evaluation = first.seeing(root.with("var", VariableReader.scope(variableBlocks, variables))
                            .with("local", local)
                            .with("data", data.scope())
                            .with("docker", dev.scope("docker"))
                            .with("dev", dev.scope("dev")))
                    .hiding(variables.values().stream()
                            .filter(Variable::sensitive)
                            .map(Variable::name)
                            .collect(Collectors.toSet()));
            whole.set(evaluation);
            reader.validate(variableBlocks, variables, evaluation);
            HclBody body = new DynamicBlocks(evaluation).ofFile(file.hcl().body(), TopLevelBlocks.MADE);
            List<Environment> environments = environments(body, evaluation, dev);
            new TopLevelBlocks(evaluation).report(file.hcl().body().attributes(), body.blocks());
            new DataBlocks(evaluation).check(file.hcl().body().blocks("data"));
            dev.check(evaluation);
            AtomicReference<Scope> quiet = new AtomicReference<>();
            LocalScope quietLocal = new LocalScope(locals, evaluator, quiet::get);
            quiet.set(evaluation.scope().with("local", quietLocal).with("data", data.quietScope()));
            if (evaluation.hasProblems()) {
                beside(environments, evaluation, () -> namesOfNothing(evaluation, quiet.get(), dev, false));
                evaluation.throwProblems();
            }
            unusedLocals(evaluation, quietLocal);
            namesOfNothing(evaluation, quiet.get(), dev, environments.isEmpty());
            return new Project(
                    file,
                    environmentName,
                    given,
                    environments,
                    Collections.unmodifiableSortedMap(variables),
                    data.states(),
                    evaluation.notEvaluated(),
                    evaluation.notices(),
                    evaluation.vocabulary().entries());
        }

        /** What is said at once with what is wrong, though nobody gets as far as looking for who takes an attribute. */
        private static void beside(List<Environment> environments, Evaluation evaluation, Runnable namesOfNothing) {
            environments.stream().flatMap(e -> e.whenIdle().values().stream()).forEach(evaluation::unknownName);
            try {
                namesOfNothing.run();
            } catch (HclException e) {
                // that everything together costs too much is said when the rest is right
            }
        }

        private void duplicateLocals(Evaluation evaluation) {
            for (HclBlock block : file.hcl().body().blocks("locals")) {
                for (HclAttribute local : block.body().attributes()) {
                    HclExpression last = locals.get(local.name());
                    if (last != local.value()) {
                        evaluation.problem(
                                last.range(),
                                "the local \"" + local.name() + "\" was already set in line "
                                        + local.range().line());
                    }
                }
            }
        }

        private List<Environment> environments(HclBody body, Evaluation evaluation, DevBlocks dev) {
            BlockReader top = new BlockReader("", body, evaluation);
            EnvironmentReader reader = new EnvironmentReader(top, body, dev, evaluation);
            List<HclBlock> all = top.blocks("env");
            List<HclBlock> selected = EnvironmentReader.select(all, name.block(), evaluation);
            if (environmentName.isEmpty()) {
                return List.of(reader.none());
            }
            List<Environment> environments = selected.stream()
                    .flatMap(block -> reader.read(block, name.block()).stream())
                    .filter(e -> e.name().equals(name.block()))
                    .toList();
            boolean named = selected.stream().anyMatch(b -> !b.labels().isEmpty());
            if (environments.isEmpty() && !named) {
                evaluation.problem(EnvironmentReader.notDefined(name.block(), all, file));
            }
            return name.target().isPresent()
                    ? chosen(environments, name.target().get(), evaluation)
                    : environments;
        }

        /** The one target that was asked for; whatever is not known about targets has been noted. */
        private List<Environment> chosen(List<Environment> targets, String target, Evaluation evaluation) {
            List<Environment> chosen = targets.stream()
                    .filter(e -> e.target().filter(target::equals).isPresent())
                    .toList();
            if (chosen.isEmpty() && !targets.isEmpty()) {
                List<String> known =
                        targets.stream().flatMap(e -> e.target().stream()).toList();
                evaluation.problem(new HclProblem(
                        where(targets, name.block(), file),
                        "environment \"" + name.block() + "\" has no target \"" + target + "\"; it has "
                                + String.join(", ", known),
                        NearestName.of(target, known)));
            }
            return chosen;
        }

        /**
         * Names in blocks that stand for nothing: with the first item they would be mistakes.
         *
         * @param quiet where nothing outside is asked any more
         * @param nothingRead whether there is no environment, so that nobody has read what the top of the file says for all
         */
        private void namesOfNothing(Evaluation evaluation, Scope quiet, DevBlocks dev, boolean nothingRead) {
            Multiplicity multiplicity = evaluation.multiplicity();
            if (!multiplicity.hasNothing()) {
                return;
            }
            Evaluation imagined = evaluation.imagining(quiet);
            HclBody body = new DynamicBlocks(imagined).ofFile(file.hcl().body(), TopLevelBlocks.MADE);
            environments(body, imagined, dev);
            new TopLevelBlocks(imagined).report(List.of(), body.blocks());
            imagined.unknownNames().stream()
                    .filter(note ->
                            nothingRead || multiplicity.isInNothing(note.range().orElseThrow()))
                    .forEach(evaluation::note);
        }

        /** A local that fails hurts only who uses it; one that nobody uses is reported without stopping the review. */
        private void unusedLocals(Evaluation evaluation, LocalScope local) {
            locals.forEach((name, expression) -> {
                try {
                    local.find(name);
                } catch (HclException e) {
                    evaluation.note(
                            "local." + name,
                            expression.range(),
                            e.problems().getFirst().message());
                }
            });
        }
    }
}
