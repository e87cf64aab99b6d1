package dev.countersign.source;

import dev.countersign.connect.ConnectionContext;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.dialect.DatabaseAddress;
import dev.countersign.dialect.Dialect;
import dev.countersign.progress.CountersignException.ExitCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /**
     * How states are read.
     *
     * @param dialect the dialect that compares
     * @param whole the dialect that sees everything, whatever is left out of the comparison
     * @param home the one schema in whose scope everything is compared, as the current state calls it
     * @param written what SQL files call that schema, where somebody says so
     */
    public record Terms(Dialect dialect, Dialect whole, Optional<String> home, Optional<String> written) {}

    /**
     * @param directory against which relative paths are resolved
     * @param devDatabase where SQL files are executed; empty when only live databases are read
     * @param context what connecting to live databases may use
     * @param variables values of the variables of schemas written as HCL, several for a list; a URL can set more: {@code ?var.name=value}
     */
    public Sources(
            Path directory,
            Terms terms,
            Optional<DevDatabase> devDatabase,
            ConnectionContext context,
            Clock clock,
            Map<String, List<String>> variables) {
        this.variables = Map.copyOf(variables);
        this.directory = directory;
        this.context = context;
        this.terms = terms;
        this.dialect = terms.dialect();
        this.devDatabase = devDatabase;
        this.clock = clock;
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
        List<Path> files = new ArrayList<>();
        for (String url : urls) {
            files.add(file(url));
        }
        DevDatabase engine = devDatabase.orElseThrow(
                () -> new SourceException(ExitCode.USAGE, "SQL and HCL files need a dev database; name one with --dev-url."));
        ScriptFiles scripts = HclFiles.are(files)
                ? new HclFiles(files, dialect, variables(urls))
                : new SqlFiles(files, dialect.scripts().syntax());
        return new SqlSource(scripts, engine, dialect, terms.written(), keepRows, clock);
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

    /** The scheme of a URL in lower case; {@code file} for a plain path. */
    public static String scheme(String url) {
        int end = url.indexOf("://");
        return end < 0 ? "file" : url.substring(0, end).toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * The statements of SQL files and directories, without running them.
     *
     * @throws SourceException when a file is missing, cannot be read or cut into statements
     */
    public static SqlScript script(List<Path> files, Dialect dialect) {
        return new SqlFiles(files, dialect.scripts().syntax()).read();
    }

    /** The schemas that a database URL limits the comparison to; empty for other URLs. */
    public static List<String> schemas(String url, Dialect dialect) {
        return dialect.accepts(scheme(url)) ? dialect.address(url).schemas() : List.of();
    }

    /** Those given for everything, and over them those that the URLs set. */
    private Map<String, List<String>> variables(List<String> urls) {
        Map<String, List<String>> all = new TreeMap<>(variables);
        Map<String, List<String>> own = new TreeMap<>();
        for (String url : urls) {
            int query = url.indexOf('?');
            for (String part : query < 0 ? new String[0] : url.substring(query + 1).split("&")) {
                int equals = part.indexOf('=');
                if (part.startsWith(VARIABLE) && equals > 0) {
                    String name = URLDecoder.decode(part.substring(VARIABLE.length(), equals), StandardCharsets.UTF_8);
                    own.computeIfAbsent(name, n -> new ArrayList<>())
                            .add(URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        all.putAll(own);
        return all;
    }

    private Path file(String url) {
        String scheme = scheme(url);
        if (!scheme.equals("file")) {
            String known = dialect.accepts(scheme)
                    ? "a database cannot be combined with other states"
                    : "known are file:// paths and database URLs such as " + dialect.exampleUrl();
            throw new SourceException(ExitCode.USAGE, "The state " + scheme + "://... cannot be read: " + known + ".");
        }
        String path = url.startsWith("file://") ? url.substring("file://".length()) : url;
        int query = path.indexOf('?');
        return directory.resolve(query < 0 ? path : path.substring(0, query));
    }
}
