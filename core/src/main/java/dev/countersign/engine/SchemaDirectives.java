package dev.countersign.engine;

import dev.countersign.hcl.NearestName;
import dev.countersign.source.LoadedState;
import dev.countersign.source.SqlScript;
import dev.countersign.source.SqlScript.Written;
import dev.countersign.sql.DirectiveUse.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds directives in SQL files of a state that nobody follows. Directives that only matter for running or linting migrations say nothing about a state
 * and are passed over.
 */
final class SchemaDirectives {
    private static final Set<String> ABOUT_STATES = Set.of("renamed_from", "import", "delimiter");
    private static final Set<String> ABOUT_MIGRATIONS =
            Set.of("nolint", "txmode", "checkpoint", "sum", "assert", "sensitive", "txtar");

    private SchemaDirectives() {}

    /** One sentence for each. */
    static List<String> notEvaluated(LoadedState state) {
        return state.script().map(SchemaDirectives::notEvaluated).orElse(List.of());
    }

    /** One sentence for each. */
    static List<String> notEvaluated(SqlScript script) {
        return script.directives().stream()
                .flatMap(written -> why(written).stream()
                        .map(why -> written.where() + ": the directive "
                                + written.use().directive().name() + " is not evaluated: " + why + "."))
                .toList();
    }

    private static Optional<String> why(Written written) {
        String name = written.use().directive().name();
        if (name.equals("renamed_from")) {
            return written.use().place() == Place.DETACHED
                    ? Optional.of("it stands above nothing; an empty line detaches it from what is renamed")
                    : Optional.empty();
        }
        if (name.equals("txtar") && written.use().place() != Place.FILE) {
            return Optional.of("it counts only at the top of a file, with an empty line behind it");
        }
        if (ABOUT_STATES.contains(name) || ABOUT_MIGRATIONS.contains(name)) {
            return Optional.empty();
        }
        Set<String> known = new TreeSet<>(ABOUT_STATES);
        known.addAll(ABOUT_MIGRATIONS);
        return Optional.of("there is no such directive"
                + NearestName.of(name, known)
                        .map(n -> "; did you mean " + n + "?")
                        .orElse(""));
    }
}
