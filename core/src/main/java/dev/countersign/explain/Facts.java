package dev.countersign.explain;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.deprecation.Terms;
import dev.countersign.diff.Change;
import dev.countersign.lint.LintSettings;
import dev.countersign.lint.Linter;
import dev.countersign.policy.Environment;
import dev.countersign.policy.Project;
import dev.countersign.policy.SkipKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A policy in force, as the engine applies it.
 *
 * @param project the evaluated project file
 * @param environment the chosen environment
 * @param lint what the analyzers were given
 * @param linter the analyzers
 * @param terms what is asked of drops
 * @param leftOut kinds of objects that are not compared, and why
 * @param filters which objects take part
 * @param skipKeys the keys of {@code diff.skip} that are about a change of such an object, the one that decides first
 * @param dialect name of the dialect, which decides what analyzers there are
 * @param defaultSchema the schema of names without one
 * @param written what is written in the environment's migration directory
 */
public record Facts(
        Project project,
        Environment environment,
        LintSettings lint,
        Linter linter,
        Optional<Terms> terms,
        Map<ObjectKind, String> leftOut,
        Filters filters,
        BiFunction<ObjectKind, Change.Verb, List<SkipKey>> skipKeys,
        String dialect,
        String defaultSchema,
        WrittenMigrations written) {
    public Facts {
        leftOut = Map.copyOf(leftOut);
    }

    /**
     * Which objects take part.
     *
     * @param schemas only these; empty for all
     * @param include patterns; empty for everything
     * @param exclude patterns
     * @param oneSchema the schema in whose scope everything is compared, which patterns need not name
     * @param ofRequest names of the three that the command line gives instead of the environment
     */
    public record Filters(
            List<String> schemas,
            List<String> include,
            List<String> exclude,
            Optional<String> oneSchema,
            List<String> ofRequest) {
        public Filters {
            schemas = List.copyOf(schemas);
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
            ofRequest = List.copyOf(ofRequest);
        }
    }
}
