package dev.countersign.engine;

import dev.countersign.deprecation.Terms;
import dev.countersign.folders.UserFolders;
import dev.countersign.policy.DeprecationPolicy;
import dev.countersign.policy.Environment;
import dev.countersign.policy.Migration;
import dev.countersign.source.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Turns the {@code deprecation} block of a project file into terms with real paths. */
final class DeprecationTerms {
    private static final String OBSERVATIONS = "observations.jsonl";

    private final Path directory;
    private final String file;
    private final UserFolders folders;

    /**
     * @param directory against which paths are resolved
     * @param file the project file's name, for places
     * @param folders where observations are kept
     */
    DeprecationTerms(Path directory, String file, UserFolders folders) {
        this.directory = directory;
        this.file = file;
        this.folders = folders;
    }

    Optional<Terms> of(Environment environment) {
        return environment.lint().deprecation().map(policy -> terms(policy, environment));
    }

    private Terms terms(DeprecationPolicy policy, Environment environment) {
        Path trust = policy.trust().map(this::path).orElse(directory.resolve("trust"));
        return new Terms(
                policy.window().value(),
                policy.prefix().value(),
                policy.requireEvidence().value(),
                policy.restartOnRead().value(),
                file + ":"
                        + policy.window()
                                .range()
                                .map(r -> r.line())
                                .orElse(policy.range().line()),
                new Terms.Sources(
                        policy.plans().stream().map(this::path).toList(),
                        migrations(policy, environment),
                        policy.trust().isPresent() || Files.isDirectory(trust) ? Optional.of(trust) : Optional.empty(),
                        policy.observations()
                                .map(this::path)
                                .orElseGet(() -> folders.state().resolve(OBSERVATIONS))));
    }

    private List<Path> migrations(DeprecationPolicy policy, Environment environment) {
        if (!policy.migrations().isEmpty()) {
            return policy.migrations().stream().map(this::path).toList();
        }
        return environment
                .migration()
                .flatMap(Migration::dir)
                .filter(d -> Sources.scheme(d).equals("file"))
                .stream()
                .map(this::path)
                .toList();
    }

    private Path path(String url) {
        String path = url.startsWith("file://") ? url.substring("file://".length()) : url;
        int query = path.indexOf('?');
        return directory.resolve(query < 0 ? path : path.substring(0, query));
    }
}
