package dev.countersign.engine;

import dev.countersign.devdb.DevDatabases;
import dev.countersign.dialect.DatabaseAddress;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.FilteredDialect;
import dev.countersign.source.ObjectFilter;
import dev.countersign.source.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out from the URLs what a review stands on, and stops where they do not fit together. */
final class Setups {
    private final DevDatabases devDatabases;
    private final List<Dialect> dialects;

    Setups(DevDatabases devDatabases, List<Dialect> dialects) {
        this.devDatabases = devDatabases;
        this.dialects = List.copyOf(dialects);
    }

    /**
     * @throws CountersignException when the states and the dev database are of several products, or are read from different schemas
     */
    Setup of(Project project, List<String> from, List<String> to) {
        Dialect dialect = dialect(project, from, to);
        project.devUrl().ifPresent(devUrl -> requireSeparate(dialect, devUrl, from, to));
        Scope scope = scope(project.schemas(), from, to, dialect);
        boolean scoped = !dialect.severalSchemas() || !stated(from, dialect).isEmpty() || !stated(to, dialect).isEmpty();
        Optional<String> oneSchema = !dialect.severalSchemas()
                ? Optional.of(dialect.defaultSchema())
                : scoped && scope.schemas().size() == 1
                        ? Optional.of(scope.schemas().getFirst())
                        : Optional.empty();
        ObjectFilter filter = ObjectFilter.of(project.include(), project.exclude(), oneSchema)
                .ignoring(project.ignoredKinds());
        return new Setup(
                new FilteredDialect(dialect, filter), project.devUrl().orElseGet(dialect::defaultDevUrl), scope, filter);
    }

    /** Something that names a product: who names it, for people, and which. */
    private record Named(String who, Dialect dialect) {
        @Override
        public String toString() {
            return who + " is " + dialect.product();
        }
    }

    /** What the URLs say; without any word, the first installed dialect. */
    private Dialect dialect(Project project, List<String> from, List<String> to) {
        List<Named> named = new ArrayList<>();
        from.forEach(url -> live(url).ifPresent(d -> named.add(new Named("the current state", d))));
        to.forEach(url -> live(url).ifPresent(d -> named.add(new Named("the desired state", d))));
        project.devUrl()
                .flatMap(devDatabases::dialect)
                .flatMap(this::byName)
                .ifPresent(d -> named.add(new Named("the dev database", d)));
        project.dialect()
                .map(name -> byName(name)
                        .orElseThrow(() -> new CountersignException(
                                ExitCode.USAGE,
                                "There is no dialect " + name + "; known are "
                                        + dialects.stream().map(Dialect::name).collect(Collectors.joining(", "))
                                        + ".")))
                .ifPresent(d -> named.add(new Named("the dialect asked for", d)));
        if (named.stream().map(n -> n.dialect().name()).distinct().count() > 1) {
            throw new CountersignException(
                    ExitCode.USAGE,
                    named.stream().map(Named::toString).distinct().collect(Collectors.joining(", "))
                            + ": both states and the dev database must be of one product.");
        }
        return named.stream()
                .findFirst()
                .map(Named::dialect)
                .or(() -> dialects.stream().findFirst())
                .orElseThrow(() -> new CountersignException(ExitCode.UNSUPPORTED, "No database dialect is installed."));
    }

    private Optional<Dialect> live(String url) {
        return dialects.stream().filter(d -> d.accepts(Sources.scheme(url))).findFirst();
    }

    /** A URL with relative paths made absolute, by the dialect that knows it. */
    String absolute(String url, java.nio.file.Path directory) {
        return live(url).map(d -> d.absolute(url, directory)).orElse(url);
    }

    private Optional<Dialect> byName(String name) {
        return dialects.stream().filter(d -> d.name().equals(name)).findFirst();
    }

    /** Scripts run on the dev database; they must never run on a database that is reviewed. */
    private static void requireSeparate(Dialect dialect, String devUrl, List<String> from, List<String> to) {
        if (!dialect.accepts(Sources.scheme(devUrl))) {
            return;
        }
        DatabaseAddress dev = dialect.address(devUrl);
        Stream.concat(from.stream(), to.stream())
                .filter(url -> dialect.accepts(Sources.scheme(url)))
                .map(dialect::address)
                .filter(dev::sameDatabase)
                .findFirst()
                .ifPresent(state -> {
                    throw new CountersignException(
                            ExitCode.USAGE,
                            "The dev database " + dev
                                    + " is also a state of this review; name another, empty one, or leave the built-in engine to it.");
                });
    }

    /** Both states must be read from the same schemas: comparing a schema with a database would plan to drop everything else. */
    private static Scope scope(List<String> asked, List<String> from, List<String> to, Dialect dialect) {
        List<String> current = stated(from, dialect);
        List<String> desired = stated(to, dialect);
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
        List<String> chosen = asked.isEmpty() ? stated : asked;
        if (!chosen.isEmpty() && !dialect.severalSchemas()) {
            throw new CountersignException(
                    ExitCode.USAGE, dialect.product() + " has one schema in a database; leave out --schema and schemas.");
        }
        return new Scope(chosen);
    }

    /** The schemas that the URLs of a state limit it to. */
    private static List<String> stated(List<String> urls, Dialect dialect) {
        return urls.stream().flatMap(u -> Sources.schemas(u, dialect).stream()).toList();
    }

    private static String shown(List<String> schemas) {
        return schemas.isEmpty() ? "all" : String.join(", ", schemas);
    }
}
