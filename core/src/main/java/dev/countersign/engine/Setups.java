package dev.countersign.engine;

import dev.countersign.connect.ConnectionException;
import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.dialect.DatabaseAddress;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.FilteredDialect;
import dev.countersign.source.ObjectFilter;
import dev.countersign.source.Sources;
import java.nio.file.Path;
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
        Scopes scopes = new Scopes(dialect, from, to, project.devUrl());
        Scope scope = scopes.scope(project.schemas());
        ObjectFilter filter = ObjectFilter.of(project.include(), project.exclude(), Setup.oneSchema(dialect, scope))
                .ignoring(project.ignoredKinds(), project.unsaidKinds())
                .inScopeOf(scope.home());
        return new Setup(
                new FilteredDialect(dialect, filter),
                dialect,
                project.devUrl().orElseGet(dialect::defaultDevUrl),
                scope,
                scopes.written(),
                filter);
    }

    /** An attribute of an environment that does not go together with its others, and why. */
    record Unfit(String attribute, String reason) {}

    /** What is said of the states and the dev database that {@link #of} refuses, whatever is left out by patterns; empty when they go together. */
    Optional<Unfit> unfit(Project project, List<String> from, List<String> to) {
        Scopes scopes;
        try {
            Dialect dialect = dialect(project, from, to);
            project.devUrl().ifPresent(devUrl -> requireSeparate(dialect, devUrl, from, to));
            scopes = new Scopes(dialect, from, to, project.devUrl());
            scopes.scope(List.of());
        } catch (CountersignException e) {
            return Optional.of(new Unfit(project.devUrl().isPresent() ? "dev" : "url", e.getMessage()));
        }
        try {
            scopes.scope(project.schemas());
            return Optional.empty();
        } catch (CountersignException e) {
            return Optional.of(new Unfit("schemas", e.getMessage()));
        }
    }

    /** The schema that the patterns of a project need not name, as far as its URLs say; empty for whole databases, and for URLs that do not go together. */
    Optional<String> oneSchema(Project project) {
        List<String> from = project.statedFrom().orElse(List.of());
        List<String> to = project.statedTo().orElse(List.of());
        try {
            Dialect dialect = dialect(project, from, to);
            Scopes scopes = new Scopes(dialect, from, to, project.devUrl());
            return Setup.oneSchema(dialect, scopes.scope(project.schemas()));
        } catch (CountersignException unfit) {
            return Optional.empty();
        }
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
        Path directory = project.directory();
        from.forEach(url -> live(url)
                .or(() -> bySuffix(url, directory))
                .ifPresent(d -> named.add(new Named("the current state", d))));
        to.forEach(url -> live(url)
                .or(() -> bySuffix(url, directory))
                .ifPresent(d -> named.add(new Named("the desired state", d))));
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

    /** Files in a schema language can say by their names which one it is. */
    private Optional<Dialect> bySuffix(String url, Path directory) {
        List<String> names = Sources.names(url, directory);
        List<Dialect> said = dialects.stream()
                .filter(d -> names.stream()
                        .anyMatch(n -> n.endsWith(d.schemaLanguage().suffix())))
                .toList();
        // a folder with files of several products is refused where they are read
        return said.size() == 1 ? Optional.of(said.getFirst()) : Optional.empty();
    }

    /** Why no state can be read from a URL of that form, as a clause; empty when it can. */
    Optional<String> noState(String url) {
        String scheme = Sources.scheme(url);
        Optional<Dialect> live = live(url);
        if (live.isPresent()) {
            return noAddress(live.get(), url);
        }
        return scheme.equals("file")
                ? Optional.empty()
                : Optional.of(
                        "states are not read from " + scheme + "://, but from file:// paths and databases such as "
                                + dialects.stream().map(Dialect::exampleUrl).collect(Collectors.joining(", ")));
    }

    /** Why no dev database can be had from a URL of that form; empty when it can. */
    Optional<String> noDevDatabase(String url) {
        try {
            devDatabases.check(url);
        } catch (DevDatabaseException e) {
            return Optional.of(e.getMessage());
        }
        return live(url).flatMap(d -> noAddress(d, url));
    }

    /** Why a dialect cannot take a URL of its own apart; empty when it can. */
    private static Optional<String> noAddress(Dialect dialect, String url) {
        try {
            dialect.address(url);
            return Optional.empty();
        } catch (ConnectionException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** A URL with relative paths made absolute, by the dialect that knows it; one that it cannot take apart is left to the one who opens it. */
    String absolute(String url, Path directory) {
        return live(url)
                .filter(d -> noAddress(d, url).isEmpty())
                .map(d -> d.absolute(url, directory))
                .orElse(url);
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
}
