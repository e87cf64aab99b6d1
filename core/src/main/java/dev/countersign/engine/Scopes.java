package dev.countersign.engine;

import dev.countersign.devdb.DevUrl;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.Sources;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds out what the URLs compare: one schema where they have a {@code search_path}, else whole databases. Everything must say the same: comparing a schema
 * with a database would plan to drop everything else.
 */
final class Scopes {
    private static final String FIX =
            "; give the URLs of both databases and of the dev database a search_path, or none of them.";

    private final Dialect dialect;
    private final List<Named> named = new ArrayList<>();

    /** A database and the schemas that its URL limits it to; a built-in dev database and SQL files have no limit of their own. */
    private record Named(String who, List<String> schemas, boolean follows) {
        @Override
        public String toString() {
            return who + " is " + (schemas.isEmpty() ? "a whole database" : "the schema " + String.join(", ", schemas));
        }
    }

    Scopes(Dialect dialect, List<String> from, List<String> to, Optional<String> devUrl) {
        this.dialect = dialect;
        live(from).ifPresent(url -> add("the current state", Sources.schemas(url, dialect), false));
        live(to).ifPresent(url -> add("the desired state", Sources.schemas(url, dialect), false));
        devUrl.filter(url -> dialect.severalSchemas())
                .ifPresent(url -> add("the dev database", ofDev(url), !dialect.accepts(Sources.scheme(url))));
    }

    private void add(String who, List<String> schemas, boolean mayFollow) {
        named.add(new Named(who, schemas, mayFollow && schemas.isEmpty()));
    }

    private Optional<String> live(List<String> urls) {
        return urls.stream().filter(url -> dialect.accepts(Sources.scheme(url))).findFirst();
    }

    private List<String> ofDev(String url) {
        return dialect.accepts(Sources.scheme(url)) ? Sources.schemas(url, dialect) : queried(url);
    }

    /** The search path in the query of a URL that is not one of a database, as {@code embedded://postgres/18?search_path=app}. */
    private static List<String> queried(String url) {
        return Arrays.stream(DevUrl.parse(url).query().split("&"))
                .filter(pair -> pair.startsWith("search_path=") || pair.startsWith("currentSchema="))
                .map(pair -> URLDecoder.decode(
                        pair.substring(pair.indexOf('=') + 1).replace("+", "%2B"), StandardCharsets.UTF_8))
                .flatMap(path -> Arrays.stream(path.split(",")))
                .map(String::strip)
                .filter(schema -> !schema.isEmpty())
                .toList();
    }

    /**
     * @param asked schemas that are chosen by name
     * @throws CountersignException when one is a schema and another a whole database, or when a choice does not fit
     */
    Scope scope(List<String> asked) {
        if (!asked.isEmpty() && !dialect.severalSchemas()) {
            return one(asked);
        }
        Optional<Named> first =
                named.stream().filter(n -> !n.schemas().isEmpty()).findFirst();
        if (first.isEmpty()) {
            return new Scope(asked);
        }
        requireAlike();
        List<String> home = first.get().schemas();
        if (!asked.isEmpty() && !asked.equals(home)) {
            throw new CountersignException(
                    ExitCode.USAGE,
                    "The schemas asked for (" + String.join(", ", asked) + ") and the search_path of the URL ("
                            + String.join(", ", home) + ") differ; give only one of them.");
        }
        return Scope.ofSchema(home.getFirst());
    }

    /** Who asks for the one schema that there is asks for everything. */
    private Scope one(List<String> asked) {
        if (!asked.equals(List.of(dialect.defaultSchema()))) {
            throw new CountersignException(
                    ExitCode.USAGE,
                    dialect.product() + " has one schema in a database, " + dialect.defaultSchema()
                            + "; leave out --schema and schemas.");
        }
        return new Scope(List.of());
    }

    private void requireAlike() {
        for (Named database : named) {
            if (database.schemas().size() > 1) {
                throw new CountersignException(
                        ExitCode.USAGE,
                        "The search_path of " + database.who() + " names several schemas ("
                                + String.join(", ", database.schemas())
                                + "); name the one that is compared, or choose several with --schema and leave search_path out.");
            }
        }
        if (named.stream().anyMatch(n -> n.schemas().isEmpty() && !n.follows())) {
            String all = named.stream()
                    .filter(n -> !n.follows())
                    .map(Named::toString)
                    .collect(Collectors.joining(" and "));
            throw new CountersignException(
                    ExitCode.USAGE, Character.toUpperCase(all.charAt(0)) + all.substring(1) + FIX);
        }
    }

    /** What SQL files call the one schema, where the dev database says so. */
    Optional<String> written() {
        return named.stream()
                .filter(n -> n.who().equals("the dev database"))
                .flatMap(n -> n.schemas().stream())
                .findFirst();
    }
}
