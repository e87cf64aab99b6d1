package dev.countersign.engine;

import dev.countersign.engine.PolicyReport.Finding;
import dev.countersign.engine.PolicyReport.Weight;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.SourceRange;
import dev.countersign.lint.LintSettings;
import dev.countersign.lint.Linter;
import dev.countersign.lint.OwnershipRules;
import dev.countersign.policy.ConsentException;
import dev.countersign.policy.DerivedState;
import dev.countersign.policy.Environment;
import dev.countersign.policy.Mask;
import dev.countersign.policy.NotEvaluated;
import dev.countersign.policy.Notice;
import dev.countersign.policy.Outside;
import dev.countersign.policy.PolicyException;
import dev.countersign.policy.ProjectFile;
import dev.countersign.policy.References;
import dev.countersign.progress.CancelledException;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.signing.SigningException;
import dev.countersign.signing.trust.TrustFolder;
import dev.countersign.source.ObjectPattern;
import dev.countersign.source.SourceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at a whole project file: every environment, everything that is wrong, unknown, or not evaluated. */
final class PolicyCheck {
    private final Setups setups;
    private final Linter linter;
    private final DefaultPolicyDesk.Opening opening;
    private final WrittenLint.SourcesOf sources;
    private final Function<ReviewRequest, Outside> outside;
    private final Map<Key, Set<String>> found = new LinkedHashMap<>();
    private Mask mask = Mask.NONE;

    private record Key(Weight weight, Optional<SourceRange> place, String text) {}

    /** @param sources finds the files of states */
    PolicyCheck(
            Setups setups,
            Linter linter,
            DefaultPolicyDesk.Opening opening,
            WrittenLint.SourcesOf sources,
            Function<ReviewRequest, Outside> outside) {
        this.setups = setups;
        this.sources = sources;
        this.linter = linter;
        this.opening = opening;
        this.outside = outside;
    }

    /** @param states whether states are read, to find patterns that match nothing */
    PolicyReport of(ReviewRequest request, boolean states, boolean offline, Progress progress) {
        List<String> environments = new ArrayList<>();
        try {
            request.environment()
                    .ifPresentOrElse(environments::add, () -> environments.addAll(Project.environments(request)));
        } catch (PolicyException e) {
            problems(e, "");
            return report(request, List.of());
        }
        List<String> all = environments.isEmpty() ? List.of("") : environments;
        for (String name : all) {
            progress.phase(name.isEmpty() ? "Checking the policy" : "Checking environment " + name, 0, -1);
            environment(name.isEmpty() ? request : request.withEnvironment(name), name, states, offline, progress);
        }
        references(request);
        return report(request, environments);
    }

    private PolicyReport report(ReviewRequest request, List<String> environments) {
        List<Finding> findings = new ArrayList<>();
        found.forEach((key, names) -> findings.add(new Finding(
                key.weight(), names.stream().filter(n -> !n.isEmpty()).toList(), key.place(), mask.of(key.text()))));
        findings.sort(Comparator.comparing(Finding::weight)
                .thenComparingInt(f -> f.place().map(SourceRange::offset).orElse(Integer.MAX_VALUE)));
        String file = request.config()
                .or(() -> ProjectFile.find(request.directory()).map(p -> p.getFileName()))
                .map(Object::toString)
                .orElse("");
        return new PolicyReport(file, environments, findings);
    }

    private void add(Weight weight, Optional<SourceRange> place, String text, String environment) {
        found.computeIfAbsent(new Key(weight, place, text), k -> new LinkedHashSet<>())
                .add(environment);
    }

    private void problems(PolicyException e, String environment) {
        for (HclProblem problem : e.problems()) {
            add(
                    Weight.ERROR,
                    Optional.of(problem.range()),
                    problem.message() + suggested(problem.suggestion()),
                    environment);
        }
        e.notEvaluated().forEach(note -> add(note, environment));
        e.notices().forEach(notice -> add(notice, environment));
    }

    private void add(Notice notice, String environment) {
        add(Weight.NOTICE, Optional.of(notice.range()), notice.text(), environment);
    }

    private void add(NotEvaluated note, String environment) {
        add(
                Weight.NOT_EVALUATED,
                note.range(),
                note.what() + " is not evaluated: " + note.reason() + suggested(note.suggestion()),
                environment);
    }

    private static String suggested(Optional<String> name) {
        return name.map(n -> "; did you mean \"" + n + "\"?").orElse("");
    }

    private void environment(ReviewRequest request, String name, boolean states, boolean offline, Progress progress) {
        AskedOnce asked = new AskedOnce(offline ? new NothingOutside() : outside.apply(request));
        int before;
        do {
            before = asked.unanswered();
            look(request, name, asked, states && !offline, progress);
        } while (asked.unanswered() > before);
    }

    private void look(ReviewRequest request, String name, Outside asked, boolean states, Progress progress) {
        guarded(name, () -> {
            ProjectFile file = Project.read(request, asked).orElseThrow();
            var evaluated = dev.countersign.policy.Project.evaluate(
                    file, request.environment().orElse(""), request.variables());
            mask = mask.and(Mask.of(evaluated.variables().values()));
            List<ReviewRequest> each = List.of(request);
            if (evaluated.environments().size() != 1) {
                targets(evaluated, name);
                each = evaluated.targetNames().stream()
                        .map(request::withEnvironment)
                        .toList();
            }
            for (ReviewRequest one : each) {
                guarded(name, () -> one(one, file, asked, name, states, progress));
            }
        });
    }

    /** Names that nothing evaluates. What was evaluated has been reported, and is not said twice. */
    private void references(ReviewRequest request) {
        ProjectFile file = Project.read(request, new NothingOutside()).orElseThrow();
        Map<Integer, List<SourceRange>> said = found.keySet().stream()
                .filter(key -> key.weight() == Weight.ERROR || key.weight() == Weight.NOT_EVALUATED)
                .flatMap(key -> key.place().stream())
                .collect(Collectors.groupingBy(SourceRange::line));
        for (NotEvaluated note : References.of(file)) {
            SourceRange range = note.range().orElseThrow();
            if (said.getOrDefault(range.line(), List.of()).stream().noneMatch(range::overlaps)) {
                add(note, "");
            }
        }
    }

    private void guarded(String name, Runnable look) {
        try {
            look.run();
        } catch (PolicyException e) {
            problems(e, name);
        } catch (ConsentException e) {
            add(Weight.CONSENT, e.place(), e.getMessage(), name);
        }
    }

    /** An environment, or one of its targets. */
    private void one(
            ReviewRequest request, ProjectFile file, Outside asked, String name, boolean states, Progress progress) {
        Project read = Project.of(request, Optional.of(file), setups::absolute, asked);
        Optional<String> oneSchema = setups.oneSchema(read);
        Project project = read.inScopeOf(oneSchema);
        ProjectPolicies.InForce policy = project.ofFile().orElseThrow().inForce(project.variables(), Map.of());
        notEvaluated(policy, name);
        policy.environment().idle(project.inputsTaken()).forEach(note -> add(note, name));
        policy.project().notices().forEach(notice -> add(notice, name));
        new Contradictions(policy.environment().lint())
                .found()
                .forEach(c -> add(Weight.WARNING, Optional.of(c.place()), c.text(), name));
        linter.checksOfNothing(policy.lint()).forEach(text -> add(Weight.NOT_EVALUATED, Optional.empty(), text, name));
        Linter.ofPolicy(policy.lint()).forEach(d -> add(Weight.WARNING, Optional.empty(), d.message(), name));
        boolean readable = patterns(project, oneSchema, name);
        boolean fit = fit(project, policy, name);
        checks(policy.environment(), name);
        programs(policy.project(), asked, name);
        if (readable) {
            written(project, fit, name);
        }
        trust(project, policy, name);
        if (states && project.statedFrom().isPresent() && project.statedTo().isPresent()) {
            read(request, policy.lint(), name, progress);
        }
    }

    private void checks(Environment environment, String name) {
        environment.checks().stream()
                .flatMap(check -> check.undecided().stream())
                .forEach(rule -> add(
                        new NotEvaluated(rule.rule(), Optional.of(rule.range()), rule.reason(), Optional.empty()),
                        name));
    }

    /** Programs whose output is a state are asked for when the state is read, so their consent is looked for here. */
    private void programs(dev.countersign.policy.Project project, Outside asked, String name) {
        for (DerivedState state : project.states().values()) {
            if (state instanceof DerivedState.ProgramOutput program) {
                try {
                    asked.mayRun(program.call());
                } catch (ConsentException e) {
                    add(Weight.CONSENT, Optional.of(program.range()), e.getMessage(), name);
                }
            }
        }
    }

    /** The files that an environment names beside the project file. */
    private void written(Project project, boolean fit, String name) {
        WrittenStates states = new WrittenStates(setups, sources);
        WrittenStates written = fit ? states.look(project) : states;
        TestRun.Written tests = TestRun.written(project);
        Stream.concat(written.wrong().stream(), tests.wrong().stream())
                .forEach(text -> add(Weight.ERROR, Optional.empty(), text, name));
        Stream.concat(written.notEvaluated().stream(), tests.notEvaluated().stream())
                .forEach(text -> add(Weight.NOT_EVALUATED, Optional.empty(), text, name));
        Stream.concat(written.missing().stream(), tests.missing().stream())
                .forEach(text -> add(Weight.WARNING, Optional.empty(), text, name));
    }

    /** Who may approve plans: a file of the trust folder that is half understood protects nothing. */
    private void trust(Project project, ProjectPolicies.InForce policy, String name) {
        Optional<Path> stated = policy.terms().flatMap(terms -> terms.sources().trust());
        stated.or(() -> Optional.of(project.directory().resolve("trust")).filter(TrustFolder::isAt))
                .ifPresent(folder -> {
                    try {
                        TrustFolder.load(folder)
                                .roles()
                                .nobody()
                                .forEach(text -> add(Weight.NOT_EVALUATED, Optional.empty(), text, name));
                    } catch (SigningException e) {
                        add(Weight.ERROR, Optional.empty(), e.getMessage(), name);
                    }
                });
    }

    /** Whether the URLs go together; what stands in the way of reading them is said where it is written. */
    private boolean fit(Project project, ProjectPolicies.InForce policy, String name) {
        List<NotEvaluated> unreadable = new UnreadableUrls(setups, policy.project(), policy.environment()).found();
        unreadable.forEach(note -> add(note, name));
        Optional<Setups.Unfit> unfit = setups.unfit(
                project,
                project.statedFrom().orElse(List.of()),
                project.statedTo().orElse(List.of()));
        if (unreadable.isEmpty()) {
            EnvironmentPlaces places = new EnvironmentPlaces(policy.project(), policy.environment());
            unfit.ifPresent(u -> {
                if (saysMore(project.request())) {
                    add(Weight.ERROR, Optional.empty(), u.reason(), name);
                } else {
                    add(places.notEvaluated(u.attribute(), u.reason()), name);
                }
            });
        }
        return unfit.isEmpty();
    }

    /** Whether a request names states itself, so that the file alone is not to blame. */
    private static boolean saysMore(ReviewRequest request) {
        return request.from().isPresent()
                || !request.to().isEmpty()
                || request.devUrl().isPresent()
                || !request.schemas().isEmpty()
                || request.selection().dialect().isPresent();
    }

    /** An environment of several targets, or of none: that a review is of exactly one is said. */
    private void targets(dev.countersign.policy.Project project, String name) {
        project.notEvaluated().forEach(note -> add(note, name));
        List<String> targets = project.targetNames();
        if (!targets.isEmpty()) {
            add(
                    Weight.NOTICE,
                    project.environments().getFirst().range(),
                    "for_each stands for " + targets.size() + " targets, and a review is of one of them: --env with "
                            + String.join(" or ", targets).replace(dev.countersign.policy.Project.ANY_OTHER, "NAME"),
                    name);
        } else if (project.environments().size() > 1) {
            add(Weight.ERROR, project.environments().get(1).range(), project.writtenTwice(), name);
        } else if (project.notEvaluated().stream().noneMatch(n -> n.what().endsWith("for_each"))) {
            add(
                    new NotEvaluated(
                            "for_each",
                            Optional.empty(),
                            "it stands for no target, and a review is of exactly one",
                            Optional.empty()),
                    name);
        }
    }

    private void notEvaluated(ProjectPolicies.InForce policy, String name) {
        Set<String> placed = new HashSet<>();
        for (NotEvaluated note : policy.project().notEvaluated()) {
            placed.add(note.summary());
            add(note, name);
        }
        policy.notEvaluated().stream()
                .filter(text -> !placed.contains(text))
                .forEach(text -> add(Weight.NOT_EVALUATED, Optional.empty(), text, name));
    }

    /** Patterns that cannot be read stop a review; here all of them are named. Whether there are none. */
    private boolean patterns(Project project, Optional<String> oneSchema, String name) {
        List<String> unreadable = new ArrayList<>();
        Map<String, List<String>> words = Map.of("exclude", project.exclude(), "include", project.include());
        words.forEach((word, patterns) -> patterns.forEach(pattern -> {
            try {
                // what cannot be read anywhere is said alike of every environment and target
                ObjectPattern.of(word, pattern, Optional.empty());
                ObjectPattern.of(word, pattern, oneSchema);
            } catch (SourceException e) {
                unreadable.add(e.getMessage());
            }
        }));
        unreadable.forEach(why -> add(Weight.ERROR, Optional.empty(), why, name));
        return unreadable.isEmpty();
    }

    private void read(ReviewRequest request, LintSettings lint, String name, Progress progress) {
        try (ReviewSession session = opening.open(request, progress)) {
            Stream.concat(
                            session.idlePatterns().stream(),
                            lint.ownership().stream()
                                    .flatMap(rules -> rules.idle(
                                            session.diff().current(),
                                            session.diff().desired()))
                                    .map(OwnershipRules.Rule::isIdle))
                    .forEach(idle -> add(Weight.WARNING, Optional.empty(), idle, name));
            session.gaps().forEach(gap -> add(Weight.NOT_EVALUATED, Optional.empty(), gap, name));
        } catch (CancelledException | PolicyException | ConsentException e) {
            throw e;
        } catch (CountersignException e) {
            add(Weight.NOT_EVALUATED, Optional.empty(), "The states could not be read: " + e.getMessage(), name);
        }
    }
}
