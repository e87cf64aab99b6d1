package dev.countersign.engine;

import dev.countersign.catalog.AccessRule;
import dev.countersign.connect.ConnectionContext;
import dev.countersign.connect.PasswordPrompt;
import dev.countersign.deprecation.Deprecations;
import dev.countersign.deprecation.ObservationStore;
import dev.countersign.deprecation.Terms;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.dialect.Dialect;
import dev.countersign.drift.DriftReport;
import dev.countersign.folders.UserFolders;
import dev.countersign.lint.Analyzer;
import dev.countersign.lint.LintReport;
import dev.countersign.lint.LintSettings;
import dev.countersign.lint.Linter;
import dev.countersign.policy.Mask;
import dev.countersign.policy.Outside;
import dev.countersign.policy.ProgramCall;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.rule.RuleTest;
import dev.countersign.signing.manifest.Manifest;
import dev.countersign.signing.verify.PolicyNow;
import dev.countersign.simulate.ScratchStage;
import dev.countersign.source.LiveQueries;
import dev.countersign.source.LoadedState;
import dev.countersign.source.ProgramConsent;
import dev.countersign.source.Programs;
import dev.countersign.source.Source;
import dev.countersign.source.Sources;
import dev.countersign.source.World;
import dev.countersign.testing.TestReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;

/** The workspace over real dev databases. */
public final class DefaultWorkspace implements Workspace {
    private static final Duration PROGRAM_LIMIT = Duration.ofMinutes(2);
    private static final Duration QUERY_LIMIT = Duration.ofSeconds(30);

    private final DevDatabases devDatabases;
    private final Setups setups;
    private final Linter linter;
    private final ConnectionContext context;
    private final Clock clock;
    private final ProgramConsent consent;
    private final LiveQueries queries;

    /** A workspace in which no program of a project file runs. */
    public DefaultWorkspace(
            DevDatabases devDatabases,
            List<Dialect> dialects,
            List<Analyzer> analyzers,
            ConnectionContext context,
            Clock clock) {
        this(devDatabases, dialects, analyzers, context, ProgramConsent.none(), clock);
    }

    /**
     * @param devDatabases opens dev databases by URL
     * @param dialects every known dialect; the first one is taken when nothing says which
     * @param context what connecting to live databases may use
     * @param consent which programs of project files may run
     */
    public DefaultWorkspace(
            DevDatabases devDatabases,
            List<Dialect> dialects,
            List<Analyzer> analyzers,
            ConnectionContext context,
            ProgramConsent consent,
            Clock clock) {
        this.consent = consent;
        this.queries = new LiveQueries(dialects, context, QUERY_LIMIT);
        this.devDatabases = devDatabases;
        this.setups = new Setups(devDatabases, dialects);
        this.linter = new Linter(analyzers);
        this.context = context;
        this.clock = clock;
    }

    /** With everything on the class path and nobody to ask for passwords. */
    public static DefaultWorkspace installed() {
        return installed(PasswordPrompt.nobody());
    }

    /**
     * With every dialect, analyzer and dev database provider on the class path.
     *
     * @param prompt asks a person for a password that is written nowhere
     */
    public static DefaultWorkspace installed(PasswordPrompt prompt) {
        return installed(prompt, ProgramConsent.none());
    }

    /**
     * With every dialect, analyzer and dev database provider on the class path.
     *
     * @param prompt asks a person for a password that is written nowhere
     * @param consent which programs of project files may run
     */
    public static DefaultWorkspace installed(PasswordPrompt prompt, ProgramConsent consent) {
        return new DefaultWorkspace(
                DevDatabases.installed(),
                providers(Dialect.class),
                providers(Analyzer.class),
                ConnectionContext.ofThisProcess(prompt),
                consent,
                Clock.systemUTC());
    }

    /**
     * With everything on the class path, and with what this user allowed programs of project files to do.
     *
     * @param prompt asks a person for a password that is written nowhere
     * @param folders where this user's consents are kept
     */
    public static DefaultWorkspace ofUser(PasswordPrompt prompt, UserFolders folders) {
        return installed(prompt, ProgramConsent.ofUser(folders));
    }

    private static <T> List<T> providers(Class<T> type) {
        return ServiceLoader.load(type).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    @Override
    public ReviewSession open(ReviewRequest request, Progress progress) {
        Project project = Project.of(request, setups::absolute, outside(request));
        Mask mask = project.mask();
        ReviewSession session =
                MaskedSession.guarded(mask, () -> open(project, project.from(), project.to(), progress));
        return mask.isNone() ? session : new MaskedSession(session, mask);
    }

    /** Reads both states at the same time and keeps them in a session. */
    private DefaultReviewSession open(Project project, List<String> from, List<String> to, Progress progress) {
        Setup setup = setups.of(project, from, to);
        RolesToDrop rolesToDrop = RolesToDrop.of(project, setup, from);
        DevDatabase devDatabase = devDatabases.onDemand(setup.devUrl(), progress);
        try {
            Sources sources = sources(project, setup, Optional.of(devDatabase));
            StateSources states = new StateSources(project, setup, sources);
            Source current = states.of(from, true);
            // rows are asked of a desired state only where they are to follow it
            Source desired = states.of(to, project.policy().seedData().isPresent());
            LoadedPair pair = LoadedPair.load(current, desired, devDatabase, setup.dialect(), setup.scope(), progress);
            try {
                ScopeCheck.require(setup.scope(), setup.dialect(), pair.current(), Optional.of(pair.desired()));
                Spelling spelling = Spelling.of(devDatabase, setup, pair.current(), pair.desired(), progress);
                LoadedState staged = pair.current().withCatalog(spelling.current());
                return new DefaultReviewSession(new DefaultReviewSession.Parts(
                        setup.dialect(),
                        setup.scope(),
                        pair.current(),
                        pair.desired(),
                        spelling,
                        p -> ScratchStage.of(devDatabase, setup.dialect(), setup.beyond(), staged, setup.scope(), p),
                        project.policies().inScopeOf(setup.oneSchema()),
                        project.variables(),
                        project.inputsTaken(),
                        project.policy().seedData(),
                        linter,
                        setup.filter(),
                        rolesToDrop,
                        UnneededRoles.of(setup),
                        new DeprecationClock(setup.dialect(), pair.current(), project.directory(), clock),
                        DriftGate.of(
                                project,
                                setup,
                                from,
                                seen -> sources(project, seen, Optional.of(devDatabase)),
                                rolesToDrop,
                                pair.current()),
                        clock,
                        devDatabase::close));
            } catch (RuntimeException e) {
                pair.close();
                throw e;
            }
        } catch (RuntimeException e) {
            devDatabase.close();
            throw e;
        }
    }

    @Override
    public Inspection inspect(ReviewRequest request, Progress progress) {
        return inspect(request, setup -> setup, progress);
    }

    private Inspection inspect(ReviewRequest request, UnaryOperator<Setup> seen, Progress progress) {
        Project project = Project.of(request, setups::absolute, outside(request));
        return project.mask().isNone()
                ? inspect(project, seen, progress)
                : MaskedSession.guarded(
                        project.mask(), () -> inspect(project, seen, progress).worded(project.mask()::of));
    }

    private Inspection inspect(Project project, UnaryOperator<Setup> seen, Progress progress) {
        List<String> from = project.from();
        Setup setup = seen.apply(setups.of(project, from, List.of()));
        boolean live = from.size() == 1 && setup.dialect().accepts(Sources.scheme(from.getFirst()));
        if (live) {
            return inspect(sources(project, setup, Optional.empty()).of(from, false), setup, progress);
        }
        try (DevDatabase devDatabase = devDatabases.open(setup.devUrl(), progress)) {
            Sources sources = sources(project, setup, Optional.of(devDatabase));
            return inspect(new StateSources(project, setup, sources).of(from, false), setup, progress);
        }
    }

    private static Inspection inspect(Source source, Setup setup, Progress progress) {
        try (LoadedState state = source.load(setup.scope(), progress)) {
            ScopeCheck.require(setup.scope(), setup.dialect(), state, Optional.empty());
            return new Inspection(
                    States.info(state),
                    state.catalog(),
                    setup.dialect(),
                    setup.whole().planner(),
                    setup.filter().idle(),
                    state.notEvaluated());
        }
    }

    @Override
    public LintReport lint(LintRequest request, Progress progress) {
        return lint(request, settings -> settings, progress);
    }

    @Override
    public RuleTest.Run testRules(List<Path> files, Progress progress) {
        return new RuleTests(
                        this::inspect,
                        (request, rules, p) ->
                                lint(request, settings -> settings.with(Optional.empty(), rules, Optional.empty()), p))
                .run(files, progress);
    }

    @Override
    public TestReport test(TestRequest request, Progress progress) {
        Outside outside = outside(request.project());
        Project project =
                Project.of(request.project(), setups::absolute, outside).withDirectory(request.dir());
        return new TestRun(setups, devDatabases, this::sources, outside).run(project, request, progress);
    }

    private LintReport lint(LintRequest request, UnaryOperator<LintSettings> adjusted, Progress progress) {
        Project project = Project.of(request.project(), setups::absolute, outside(request.project()))
                .withDirectory(request.directory().flatMap(DirectoryRequest::dir));
        WrittenLint lint = new WrittenLint(setups, devDatabases, this::sources, linter, clock);
        return MaskedSession.guarded(
                project.mask(),
                () -> lint.lint(project, request, adjusted, progress).worded(project.mask()::of));
    }

    @Override
    public DeprecationBoard deprecations(ReviewRequest request, boolean record, Progress progress) {
        Project project = Project.of(request, setups::absolute, outside(request));
        Terms terms = project.policy()
                .deprecation()
                .orElseThrow(
                        () -> new CountersignException(
                                ExitCode.USAGE,
                                "The policy has no deprecation block; add deprecation { window = \"30d\" } to the project file."));
        List<String> from = project.from();
        Setup setup = setups.of(project, from, List.of());
        if (from.size() != 1 || !setup.dialect().accepts(Sources.scheme(from.getFirst()))) {
            throw new CountersignException(
                    ExitCode.USAGE, "Deprecated objects are those of a live database; name one with --from or url.");
        }
        boolean complete = setup.scope().schemas().isEmpty()
                && project.include().isEmpty()
                && project.exclude().isEmpty()
                && project.ignoredKinds().keySet().stream().allMatch(AccessRule::describes);
        try (LoadedState state =
                sources(project, setup, Optional.empty()).of(from, false).load(setup.scope(), progress)) {
            DeprecationClock judge = new DeprecationClock(setup.dialect(), state, project.directory(), clock);
            Deprecations deprecations = judge.judge(terms);
            Optional<Path> written = Optional.empty();
            if (record) {
                Path file = terms.sources().observations();
                new ObservationStore(file).append(deprecations.observation(judge.database(), complete));
                written = Optional.of(file);
                deprecations = judge.judge(terms);
            }
            return new DeprecationBoard(
                    state.label(), deprecations.now(), terms, deprecations.all(), deprecations.remarks(), written);
        }
    }

    @Override
    public DriftReport drift(DriftRequest request, Progress progress) {
        Project project = Project.of(request.project(), setups::absolute, outside(request.project()))
                .withDirectory(request.dir());
        return new LiveDrift(setups, devDatabases, this::sources).look(project, request, progress);
    }

    private Sources sources(Project project, Setup setup, Optional<DevDatabase> devDatabase) {
        Sources.Terms terms =
                new Sources.Terms(setup.dialect(), setup.whole(), setup.scope().home(), setup.written());
        return new Sources(
                project.directory(),
                terms,
                devDatabase,
                context,
                clock,
                project.schemaVariables(),
                project.derivation());
    }

    private Outside outside(ReviewRequest request) {
        return new World(new Programs(consent.allowing(request.programs()), PROGRAM_LIMIT), queries);
    }

    @Override
    public PolicyDesk policy() {
        return new DefaultPolicyDesk(
                setups,
                linter,
                this::open,
                this::sources,
                this::outside,
                (request, p) -> inspect(request, Setup::unfiltered, p).catalog());
    }

    @Override
    public PolicyNow policyNow(Path project, Manifest plan) {
        return new PolicyOfPlan(setups::absolute).now(project, plan);
    }

    @Override
    public List<ProgramCall> programs(ReviewRequest request) {
        WantedPrograms wanted = new WantedPrograms(outside(request));
        Project project = Project.of(request, setups::absolute, wanted);
        return wanted.with(project.policy().states().values(), () -> TestRun.programs(project));
    }

    @Override
    public void consent(ProgramCall program) {
        consent.give(program);
    }

    @Override
    public void withdraw(ProgramCall program) {
        consent.withdraw(program);
    }

    @Override
    public List<String> targets(ReviewRequest request) {
        return Project.targets(request, outside(request));
    }

    @Override
    public List<EnvironmentChoice> environments(ReviewRequest request) {
        return Project.choices(request);
    }

    @Override
    public void close() {
        // sessions hold everything that must be given back
    }
}
