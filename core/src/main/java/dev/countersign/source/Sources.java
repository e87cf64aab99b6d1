package dev.countersign.source;

import dev.countersign.connect.ConnectionContext;
import dev.countersign.connect.OtherEngines;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.dialect.DatabaseAddress;
import dev.countersign.dialect.Dialect;
import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclValue;
import dev.countersign.policy.DerivedState;
import dev.countersign.policy.NotEvaluated;
import dev.countersign.policy.Outside;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.sql.Syntax;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds the source that a URL names. */
public final class Sources {
    private static final String VARIABLE = "var.";

    private final Path directory;
    private final Terms terms;
    private final Dialect dialect;
    private final Optional<DevDatabase> devDatabase;
    private final ConnectionContext context;
    private final Clock clock;
    private final Map<String, List<String>> variables;
    private final Derivation derivation;

    /** What a project file adds to URLs.
     *
     * @param states the states of its data sources, by URL
     * @param outside runs their programs
     * @param baseline SQL that every scratch database starts with
     */
    public record Derivation(Map<String, DerivedState> states, Outside outside, Optional<String> baseline) {
        public Derivation {
            states = Map.copyOf(states);
        }
    }

    /**
     * How states are read.
     *
     * @param dialect the dialect that compares
     * @param whole the dialect that sees everything, whatever is left out of the comparison
     * @param home the one schema in whose scope everything is compared, as the current state calls it
     * @param written what SQL files call that schema, where somebody says so
     */
    public record Terms(Dialect dialect, Dialect whole, Optional<String> home, Optional<String> written) {}

    /** Sources without a project file. */
    public Sources(
            Path directory,
            Terms terms,
            Optional<DevDatabase> devDatabase,
            ConnectionContext context,
            Clock clock,
            Map<String, List<String>> variables) {
        this(
                directory,
                terms,
                devDatabase,
                context,
                clock,
                variables,
                new Derivation(
                        Map.of(),
                        new World(
                                new Programs(ProgramConsent.none(), Duration.ZERO),
                                new LiveQueries(List.of(), context, Duration.ZERO)),
                        Optional.empty()));
    }

    /**
     * @param directory against which relative paths are resolved
     * @param devDatabase where SQL files are executed; empty when only live databases are read
     * @param context what connecting to live databases may use
     * @param variables values of the variables of schemas written as HCL, several for a list; a URL can set more: {@code ?var.name=value}
     * @param derivation what the project file adds
     */
    public Sources(
            Path directory,
            Terms terms,
            Optional<DevDatabase> devDatabase,
            ConnectionContext context,
            Clock clock,
            Map<String, List<String>> variables,
            Derivation derivation) {
        this.variables = Map.copyOf(variables);
        this.derivation = derivation;
        this.directory = directory;
        this.context = context;
        this.terms = terms;
        this.dialect = terms.dialect();
        this.devDatabase = devDatabase;
        this.clock = clock;
    }

    /** Where SQL files are executed; empty when only live databases are read. */
    public Optional<DevDatabase> devDatabase() {
        return devDatabase;
    }

    /**
     * The source of several URLs, which together make one state; more than one is possible for files only.
     *
     * @param keepRows whether the rows of SQL files are kept to be asked about
     * @throws SourceException when nobody knows a URL's form
     */
    public Source of(List<String> urls, boolean keepRows) {
        if (urls.size() == 1 && dialect.accepts(scheme(urls.getFirst()))) {
            return live(urls.getFirst());
        }
        DevDatabase engine = devDatabase.orElseThrow(() ->
                new SourceException(ExitCode.USAGE, "SQL and HCL files need a dev database; name one with --dev-url."));
        Syntax syntax = dialect.scripts().syntax();
        ScriptFiles text = text(urls);
        ScriptFiles whole = derivation
                .baseline()
                .<ScriptFiles>map(sql -> new Baseline(sql, text, syntax))
                .orElse(text);
        return new SqlSource(whole, engine, dialect, terms.written(), keepRows, clock);
    }

    /**
     * The state that statements make which were read before.
     *
     * @param label what they are, for people
     */
    public Source of(String label, SqlScript script) {
        DevDatabase engine = devDatabase.orElseThrow(
                () -> new SourceException(ExitCode.USAGE, "SQL needs a dev database; name one with --dev-url."));
        ScriptFiles read = new ReadBefore(label, script);
        ScriptFiles whole = derivation
                .baseline()
                .<ScriptFiles>map(
                        sql -> new Baseline(sql, read, dialect.scripts().syntax()))
                .orElse(read);
        return new SqlSource(whole, engine, dialect, terms.written(), true, clock);
    }

    private record ReadBefore(String label, SqlScript script) implements ScriptFiles {
        @Override
        public String kind() {
            return "SQL files";
        }

        @Override
        public SqlScript read() {
            return script;
        }
    }

    private Source live(String url) {
        DatabaseAddress address = dialect.address(url);
        Optional<String> own = terms.home()
                .flatMap(home -> address.schemas().stream().findFirst().filter(schema -> !schema.equals(home)));
        if (own.isEmpty()) {
            return new LiveSource(address, context, dialect, clock);
        }
        DevDatabase engine = devDatabase.orElseThrow(() -> new SourceException(
                ExitCode.USAGE, "Schemas of different names need a dev database; name one with --dev-url."));
        return new RenamedSchema(
                new LiveSource(address, context, terms.whole(), clock), own.get(), engine, dialect, terms.whole());
    }

    /** Neighbouring files are read together, so that what several of them import runs once. */
    private ScriptFiles text(List<String> urls) {
        List<ScriptFiles> texts = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (String url : urls) {
            DerivedState state = derivation.states().get(url);
            if (state == null) {
                files.add(url);
            } else {
                if (!files.isEmpty()) {
                    take(files, texts);
                }
                texts.add(text(state));
            }
        }
        if (texts.isEmpty() || !files.isEmpty()) {
            take(files, texts);
        }
        return texts.size() == 1 ? texts.getFirst() : new ScriptTexts(texts);
    }

    private void take(List<String> urls, List<ScriptFiles> texts) {
        List<Path> files = urls.stream().map(this::file).toList();
        texts.add(
                HclFiles.are(files)
                        ? hcl(files, urls)
                        : new SqlFiles(files, dialect.scripts().syntax()));
        urls.clear();
    }

    private ScriptFiles text(DerivedState state) {
        return switch (state) {
            case DerivedState.ProgramOutput program ->
                new ProgramText(program, derivation.outside(), dialect.scripts().syntax());
            case DerivedState.Composite composite -> composite(composite);
            case DerivedState.Templates templates ->
                new TemplateDirectory(
                        new SqlTemplates(templates, file(templates.path())),
                        dialect.scripts().syntax());
            case DerivedState.HclSchema schema -> hcl(schema);
        };
    }

    /** As documented, only the block's own {@code vars} reach the files. */
    private ScriptFiles hcl(DerivedState.HclSchema schema) {
        Map<String, List<String>> values = new TreeMap<>();
        schema.vars().forEach((name, value) -> values.put(name, texts(schema, name, value)));
        List<Path> files = schema.paths().stream().map(this::file).toList();
        Map<String, NotEvaluated> meant = new TreeMap<>();
        values.keySet()
                .forEach(name -> meant.put(
                        name,
                        HclFiles.undeclared("vars." + name + " of " + schema.title(), Optional.of(schema.range()))));
        return new HclFiles(files, dialect, values, meant);
    }

    private static List<String> texts(DerivedState state, String name, HclValue value) {
        List<HclValue> items = value instanceof HclValue.Items list ? list.values() : List.of(value);
        return items.stream()
                .map(item -> Conversions.text(item)
                        .orElseThrow(() -> new SourceException(
                                ExitCode.UNSUPPORTED,
                                state.range() + ": the value of vars." + name + " of " + state.title()
                                        + " is not a string, number, bool or a list of these.")))
                .toList();
    }

    private ScriptFiles composite(DerivedState.Composite composite) {
        List<ScriptFiles> parts = new ArrayList<>();
        List<String> made = new ArrayList<>();
        for (DerivedState.Composite.Part part : composite.parts()) {
            ScriptFiles text = text(List.of(part.url()));
            parts.add(part.schema()
                    .<ScriptFiles>map(schema -> new SchemaText(schema, text, dialect.scripts(), List.copyOf(made)))
                    .orElse(text));
            part.schema().ifPresent(made::add);
        }
        return new ScriptTexts(parts);
    }

    /**
     * What files say that make a state, without running it.
     *
     * @return empty where it is in a database, or printed by a program
     * @throws SourceException when a file is missing, or cannot be read or cut into statements
     */
    public Optional<SqlScript> written(List<String> urls) {
        return urls.stream().allMatch(this::isWritten) ? Optional.of(text(urls).read()) : Optional.empty();
    }

    private boolean isWritten(String url) {
        DerivedState state = derivation.states().get(url);
        return switch (state) {
            case null -> scheme(url).equals("file");
            case DerivedState.ProgramOutput ignored -> false;
            case DerivedState.Composite composite -> composite.parts().stream().allMatch(part -> isWritten(part.url()));
            case DerivedState.Templates ignored -> true;
            case DerivedState.HclSchema ignored -> true;
        };
    }

    /** The scheme of a URL in lower case; {@code file} for a plain path. */
    public static String scheme(String url) {
        int end = url.indexOf("://");
        return end < 0 ? "file" : url.substring(0, end).toLowerCase(Locale.ROOT);
    }

    /**
     * The statements of SQL files and directories, without running them.
     *
     * @throws SourceException when a file is missing, cannot be read or cut into statements
     */
    public static SqlScript script(List<Path> files, Dialect dialect) {
        return new SqlFiles(files, dialect.scripts().syntax()).read();
    }

    /**
     * The variables that schemas in HCL declare, as far as these URLs name such files; what cannot be read declares none.
     *
     * @param directory against which relative paths are resolved
     */
    public static Set<String> variables(List<String> urls, Path directory) {
        return HclFiles.variables(urls.stream()
                .filter(url -> scheme(url).equals("file"))
                .map(url -> directory.resolve(path(url)))
                .toList());
    }

    /** The schemas that a database URL limits the comparison to; empty for other URLs. */
    public static List<String> schemas(String url, Dialect dialect) {
        return dialect.accepts(scheme(url)) ? dialect.address(url).schemas() : List.of();
    }

    /** With the values given for everything, and over them those that the URLs set. */
    private HclFiles hcl(List<Path> files, List<String> urls) {
        Map<String, List<String>> own = new TreeMap<>();
        for (String url : urls) {
            int query = url.indexOf('?');
            for (String part :
                    query < 0 ? new String[0] : url.substring(query + 1).split("&")) {
                int equals = part.indexOf('=');
                if (part.startsWith(VARIABLE) && equals > 0) {
                    String name = URLDecoder.decode(part.substring(VARIABLE.length(), equals), StandardCharsets.UTF_8);
                    own.computeIfAbsent(name, n -> new ArrayList<>())
                            .add(URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        Map<String, List<String>> all = new TreeMap<>(variables);
        all.putAll(own);
        Map<String, NotEvaluated> meant = new TreeMap<>();
        own.keySet().forEach(name -> meant.put(name, HclFiles.undeclared(VARIABLE + name, Optional.empty())));
        return new HclFiles(files, dialect, all, meant);
    }

    /**
     * The names of the files that a URL means: one, or those of a folder that a schema is read from. None for other URLs, and for a folder that cannot be
     * read, which is said when it is.
     */
    public static List<String> names(String url, Path directory) {
        if (!scheme(url).equals("file")) {
            return List.of();
        }
        Path file = directory.resolve(path(url));
        return Files.isDirectory(file) && Files.isReadable(file) ? HclFiles.names(file) : List.of(file.toString());
    }

    private static String path(String url) {
        String path = url.startsWith("file://") ? url.substring("file://".length()) : url;
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private Path file(String url) {
        String scheme = scheme(url);
        if (!scheme.equals("file")) {
            String known = dialect.accepts(scheme)
                    ? "a database cannot be combined with other states"
                    : "known are file:// paths and database URLs such as " + dialect.exampleUrl();
            Optional<String> other = OtherEngines.of(scheme);
            throw new SourceException(
                    other.isPresent() ? ExitCode.UNSUPPORTED : ExitCode.USAGE,
                    "The state " + scheme + "://... cannot be read: "
                            + other.map("%s is not supported; "::formatted).orElse("") + known + ".");
        }
        return directory.resolve(path(url));
    }
}
