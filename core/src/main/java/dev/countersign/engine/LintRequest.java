package dev.countersign.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * A migration that somebody wrote, to be run on the dev database and judged.
 *
 * @param project the project file, environment and variables; its {@code from} (or the environment's {@code url}) is the state the migration starts
 *     from; without either it starts from nothing
 * @param migrations SQL files or directories, in the order in which they run
 */
public record LintRequest(ReviewRequest project, List<Path> migrations) {
    public LintRequest {
        migrations = List.copyOf(migrations);
    }
}
