package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.lint.Analyzer;
import dev.countersign.lint.LintReport;
import dev.countersign.lint.Linter;
import dev.countersign.lint.MigrationLinter;
import dev.countersign.lint.preflight.DataFacts;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.progress.CancelledException;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.simulate.ScratchStage;
import dev.countersign.simulate.Stage;
import dev.countersign.source.FilteredDialect;
import dev.countersign.source.LoadedState;
import dev.countersign.source.ObjectFilter;
import dev.countersign.source.Source;
import dev.countersign.source.Sources;
import dev.countersign.source.SqlScript;
import dev.countersign.postgres.connect.ConnectionFields;
import dev.countersign.postgres.connect.Connections;
import dev.countersign.connect.PasswordPrompt;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** The workspace over real dev databases. */
public final class DefaultWorkspace implements Workspace {
    private final DevDatabases devDatabases;
    private final List<Dialect> dialects;
    private final Linter linter;
    private final Connections connections;
    private final Clock clock;

    /**
     * @param devDatabases opens dev databases by URL
     * @param dialects every known dialect; the first one is taken when nothing says which
     * @param connections opens live databases
     */
    public DefaultWorkspace(
            DevDatabases devDatabases,
            List<Dialect> dialects,
            List<Analyzer> analyzers,
            Connections connections,
            Clock clock) {
        this.devDatabases = devDatabases;
        this.dialects = List.copyOf(dialects);
        this.linter = new Linter(analyzers);
        this.connections = connections;
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
        return new DefaultWorkspace(
                DevDatabases.installed(),
                providers(Dialect.class),
                providers(Analyzer.class),
                Connections.ofThisProcess(prompt),
                Clock.systemUTC());
    }

    private static <T> List<T> providers(Class<T> type) {
        return ServiceLoader.load(type).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    @Override
    public ReviewSession open(ReviewRequest request, Progress progress) {
        Project project = Project.of(request);
        return open(project, project.from(), project.to(), progress);
    }

    /** Reads both states at the same time and keeps them in a session. */
    private DefaultReviewSession open(Project project, List<String> from, List<String> to, Progress progress) {
        Setup setup = setup(project, from, to);
        DevDatabase devDatabase = devDatabases.open(setup.devUrl(), progress);
        try {
            Sources sources = sources(project, setup, Optional.of(devDatabase));
            Source current = sources.of(from, true);
            Source desired = sources.of(to, false);
            Pair states = load(current, desired, setup.scope(), progress);
            try {
                return new DefaultReviewSession(new DefaultReviewSession.Parts(
                        setup.dialect(),
                        setup.scope(),
                        states.current(),
                        states.desired(),
                        p -> ScratchStage.of(devDatabase, setup.dialect(), states.current(), setup.scope(), p),
                        project.policies(),
                        project.variables(),
                        linter,
                        clock,
                        devDatabase::close));
            } catch (RuntimeException e) {
                states.close();
                throw e;
            }
        } catch (RuntimeException e) {
            devDatabase.close();
            throw e;
        }
    }

    @Override
    public Inspection inspect(ReviewRequest request, Progress progress) {
        Project project = Project.of(request);
        List<String> from = project.from();
        Setup setup = setup(project, from, List.of());
        boolean live = from.size() == 1 && setup.dialect().accepts(Sources.scheme(from.getFirst()));
        if (live) {
            return inspect(sources(project, setup, Optional.empty()).of(from, false), setup, progress);
        }
        try (DevDatabase devDatabase = devDatabases.open(setup.devUrl(), progress)) {
            return inspect(sources(project, setup, Optional.of(devDatabase)).of(from, false), setup, progress);
        }
    }

    private static Inspection inspect(Source source, Setup setup, Progress progress) {
        try (LoadedState state = source.load(setup.scope(), progress)) {
            Catalog catalog = state.catalog();
            SchemaDiff all = setup.dialect().diff(inEveryDatabase(catalog), catalog, List.of());
            Plan plan = setup.dialect().planner().plan(all, PlanOptions.everything());
            return new Inspection(States.info(state), catalog, plan.script());
        }
    }

    /** What a new database brings by itself and needs no statement: its first schema and the procedural language. */
    private static Catalog inEveryDatabase(Catalog catalog) {
        List<SchemaObject> given = catalog.objects().values().stream()
                .filter(o -> o.ref().equals(ObjectRef.of(ObjectKind.SCHEMA, "public"))
                        || o.ref().equals(ObjectRef.of(ObjectKind.EXTENSION, "plpgsql")))
                .toList();
        return new Catalog(catalog.dialect(), catalog.serverVersion(), given, List.of(), List.of());
    }

    @Override
    public LintReport lint(LintRequest request, Progress progress) {
        Project project = Project.of(request.project());
        List<String> from = project.statedFrom().orElse(List.of());
        Setup setup = setup(project, from, List.of());
        List<Path> files = request.migrations().stream()
                .map(path -> request.project().directory().resolve(path))
                .toList();
        SqlScript migration = Sources.script(files);
        try (DevDatabase devDatabase = devDatabases.open(setup.devUrl(), progress)) {
            Source source = sources(project, setup, Optional.of(devDatabase)).of(from, true);
            try (LoadedState current = source.load(setup.scope(), progress);
                    Stage stage = ScratchStage.of(devDatabase, setup.dialect(), current, setup.scope(), progress)) {
                DataFacts facts =
                        States.probe(current, clock).map(DataFacts.class::cast).orElseGet(DataFacts::none);
                return new MigrationLinter(setup.dialect(), linter)
                        .lint(
                                stage,
                                migration,
                                project.policy().lint(),
                                project.policy().notEvaluated(),
                                facts,
                                progress);
            }
        }
    }

    private Sources sources(Project project, Setup setup, Optional<DevDatabase> devDatabase) {
        return new Sources(project.directory(), setup.dialect(), devDatabase, connections, clock);
    }

    @Override
    public List<String> environments(ReviewRequest request) {
        return Project.environments(request);
    }

    @Override
    public void close() {
        // sessions hold everything that must be given back
    }

    private record Setup(Dialect dialect, String devUrl, Scope scope) {}

    private Setup setup(Project project, List<String> from, List<String> to) {
        List<String> urls = new java.util.ArrayList<>(from);
        urls.addAll(to);
        project.devUrl().ifPresent(urls::add);
        project.devUrl().ifPresent(devUrl -> requireSeparate(devUrl, from, to));
        Dialect dialect = urls.stream()
                .flatMap(url -> dialects.stream().filter(d -> speaks(d, url)))
                .findFirst()
                .or(() -> dialects.stream().findFirst())
                .orElseThrow(() -> new CountersignException(ExitCode.UNSUPPORTED, "No database dialect is installed."));
        Scope scope = scope(project.schemas(), from, to, dialect);
        Optional<String> oneSchema =
                scope.schemas().size() == 1 ? Optional.of(scope.schemas().getFirst()) : Optional.empty();
        ObjectFilter filter = ObjectFilter.of(project.policy().exclude(), oneSchema);
        return new Setup(
                filter.isEmpty() ? dialect : new FilteredDialect(dialect, filter),
                project.devUrl().orElseGet(dialect::defaultDevUrl),
                scope);
    }

    /** Scripts run on the dev database; they must never run on a database that is reviewed. */
    private void requireSeparate(String devUrl, List<String> from, List<String> to) {
        if (!live(devUrl)) {
            return;
        }
        ConnectionFields dev = ConnectionFields.parse(devUrl);
        Stream.concat(from.stream(), to.stream())
                .filter(this::live)
                .map(ConnectionFields::parse)
                .filter(dev::sameDatabase)
                .findFirst()
                .ifPresent(state -> {
                    throw new CountersignException(
                            ExitCode.USAGE,
                            "The dev database " + dev
                                    + " is also a state of this review; name another, empty one, or leave the built-in engine to it.");
                });
    }

    private boolean live(String url) {
        return dialects.stream().anyMatch(d -> d.accepts(Sources.scheme(url)));
    }

    /** Both states must be read from the same schemas: comparing a schema with a database would plan to drop everything else. */
    private static Scope scope(List<String> asked, List<String> from, List<String> to, Dialect dialect) {
        List<String> current =
                from.stream().flatMap(u -> Sources.schemas(u, dialect).stream()).toList();
        List<String> desired =
                to.stream().flatMap(u -> Sources.schemas(u, dialect).stream()).toList();
        boolean bothLive = from.stream().allMatch(u -> dialect.accepts(Sources.scheme(u)))
                && to.stream().allMatch(u -> dialect.accepts(Sources.scheme(u)));
        if (bothLive && !current.equals(desired)) {
            throw new CountersignException(
                    ExitCode.USAGE,
                    "The two states are read from different schemas (" + shown(current) + " and " + shown(desired)
                            + "); give both URLs the same search_path, or none.");
        }
        List<String> stated = current.isEmpty() ? desired : current;
        if (!asked.isEmpty() && !stated.isEmpty() && !asked.equals(stated)) {
            throw new CountersignException(
                    ExitCode.USAGE,
                    "The schemas asked for (" + shown(asked) + ") and the search_path of the URL (" + shown(stated)
                            + ") differ; give only one of them.");
        }
        return new Scope(asked.isEmpty() ? stated : asked);
    }

    private static String shown(List<String> schemas) {
        return schemas.isEmpty() ? "all" : String.join(", ", schemas);
    }

    /** {@code postgres://...} by its scheme; {@code embedded://postgres/18} and {@code docker://postgres/17} by the word behind it. */
    private static boolean speaks(Dialect dialect, String url) {
        String scheme = Sources.scheme(url);
        if (dialect.accepts(scheme)) {
            return true;
        }
        boolean engine = scheme.equals("embedded") || scheme.equals("docker");
        return engine && dialect.accepts(url.substring(url.indexOf("://") + 3).split("[/?]", 2)[0]);
    }

    private record Pair(LoadedState current, LoadedState desired) implements AutoCloseable {
        @Override
        public void close() {
            current.close();
            desired.close();
        }
    }

    private static Pair load(Source current, Source desired, Scope scope, Progress progress) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<LoadedState> first = threads.submit(() -> current.load(scope, progress));
            Future<LoadedState> second = threads.submit(() -> desired.load(scope, progress));
            try {
                return new Pair(await(first), await(second));
            } catch (RuntimeException e) {
                closeWhenRead(first);
                closeWhenRead(second);
                throw e;
            }
        }
    }

    /** Gives back what was read in vain, because the other state could not be read. */
    private static void closeWhenRead(Future<LoadedState> future) {
        boolean started = !future.cancel(false);
        if (started && future.state() == Future.State.SUCCESS) {
            future.resultNow().close();
        }
    }

    private static LoadedState await(Future<LoadedState> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CountersignException(
                    ExitCode.FAILED,
                    "A state could not be read: " + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }
}
